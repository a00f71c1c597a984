import { hostState, router, type SimulatedState, type TimeServer, type World } from '../../esxi/index.ts';
import type { Config } from '../../esxi/state.ts';
import type { Scenario } from '../scenario.ts';

/** Where the hosts of these cases ask for the time. */
export const SERVER = '10.59.9.123';
const GATEWAY = '10.59.4.1';

/** What differs of a host whose management adapter has a way to a good server. */
export interface TimeCase extends Pick<Scenario, 'name' | 'story' | 'source'> {
  readonly version: string;
  /** The last number of its address. */
  readonly number: number;
  readonly ntp?: Partial<Config['ntp']>;
  readonly ruleset?: Partial<Config['firewall']['rulesets'][number]>;
  readonly routes?: readonly string[];
  readonly server?: Partial<TimeServer>;
  readonly more?: Partial<SimulatedState>;
  readonly finds: readonly string[];
  readonly clearOf?: readonly string[];
}

/** One host, in sync with one server behind its gateway but for what the case says. */
export function timeCase({
  name,
  story,
  source,
  version,
  number,
  finds,
  clearOf = [],
  ...differs
}: TimeCase): Scenario {
  const state = hostState(version, {
    name,
    gateways: { defaultTcpipStack: GATEWAY },
    routes: differs.routes ?? [],
    vmknics: [
      { ipv4: `10.59.4.${number}/24`, portgroup: 'Management Network', tags: ['Management'] },
      { ipv4: `10.59.5.${number}/24`, portgroup: 'vMotion', vlan: 5, vswitch: 'vSwitch1', tags: ['VMotion'] },
    ],
    config: { dns: { servers: ['10.59.4.2'], search: ['lab.example'] } },
  });
  Object.assign(state.config.ntp, { servers: [SERVER], enabled: true, running: true }, differs.ntp);
  const ruleset = state.config.firewall.rulesets.find(({ id }) => id === 'ntpClient')!;
  Object.assign(ruleset, { enabled: true }, differs.ruleset);
  Object.assign(state, differs.more);
  return { name, story, source, hosts: [{ state, world: worldAround(number, differs.server ?? {}), finds, clearOf }] };
}

/** The router of the management subnet leads everywhere; the one of vMotion leads nowhere. */
function worldAround(number: number, server: Partial<TimeServer>): World {
  return {
    client: { address: '10.59.200.10', port: 50_211 },
    dials: `10.59.4.${number}`,
    nodes: [
      router(GATEWAY, 12, { vlan: 0 }),
      router('10.59.5.1', 13, { vlan: 5, reaches: [] }),
      { address: '10.59.4.2', mac: '00:50:56:9a:59:02', vlan: 0 },
    ],
    names: { 'ntp.lab.example': SERVER },
    timeServers: { [SERVER]: { stratum: 2, refid: '192.0.2.123', offsetMs: 0.2, ...server } },
  };
}
