import type { ChangeHosts, Patience } from '../../src/changes/ports.ts';
import { FOR_TIME_PLANS } from '../../src/core/esxi/needs.ts';
import { read } from '../../src/core/esxi/read.ts';
import { planTime, type TimePlan } from '../../src/core/plans/ntp/plan.ts';
import { sha256 } from '../../src/digest.ts';
import {
  hostState,
  router,
  type SimulatedHost,
  startHost,
  type TimeServer,
  type World,
} from '../../src/lab/esxi/index.ts';
import { NAME, PATIENT, policy, SCALE } from './support.ts';

export const SERVER = '10.44.20.5';
export const OTHER = '10.44.20.6';

/** Looked at ten times a second; a second of the watch is one of ours. */
export const WATCHING: Partial<Patience> = { ...PATIENT, watch: 60_000, watchEvery: 100 };

export const timePolicy = (timer = 600) => policy({ changes: ['route', 'gateway', 'ntp'], timer });

/** A host beside two time servers that nobody told it of; at twenty past by its clock. */
export async function unset(
  version = '7.0.3',
  {
    name = NAME,
    server = {},
    ntp = {},
    offsetMs = 0,
    minute: past = 20,
  }: {
    name?: string;
    server?: Partial<TimeServer>;
    ntp?: Partial<SimulatedHost['state']['config']['ntp']>;
    /** How far its clock is ahead. */
    offsetMs?: number;
    /** Of the hour, by its clock. */
    minute?: number;
  } = {},
): Promise<SimulatedHost> {
  const state = hostState(version, {
    name,
    gateways: { defaultTcpipStack: '10.44.20.1' },
    vmknics: [{ ipv4: '10.44.20.100/24', portgroup: 'Management Network', tags: ['Management'] }],
  });
  Object.assign(state.config.ntp, ntp);
  const minute = past * 60_000 - (Date.now() % 3_600_000);
  state.clockOffsetMs = minute;
  const time: TimeServer = { stratum: 2, refid: '192.0.2.123', offsetMs: minute - offsetMs, ...server };
  const world: World = {
    client: { address: '192.0.2.77', port: 50_211 },
    dials: '10.44.20.100',
    nodes: [
      router('10.44.20.1', 1, { vlan: 0 }),
      { address: SERVER, mac: '00:50:56:9a:44:05', vlan: 0 },
      { address: OTHER, mac: '00:50:56:9a:44:06', vlan: 0 },
    ],
    names: { 'ntp.lab.example': SERVER },
    timeServers: { [SERVER]: time, [OTHER]: time },
  };
  return await startHost({ state, world, timeScale: SCALE, bootMs: 30 });
}

/** A plan as the verb makes it. The clock is judged by the time servers: ours is another one here. */
export async function timePlanOf(
  hosts: ChangeHosts,
  servers: readonly string[] = [SERVER],
  { timer = 600, name = NAME, rule = null }: { timer?: number; name?: string; rule?: string | null } = {},
): Promise<TimePlan> {
  const session = await hosts.openChange(name);
  const { transcript, readAt } = await session.read(FOR_TIME_PLANS.filter((need) => need !== 'skew'));
  await session.close();
  const [state] = read(transcript).hosts;
  const live = { ...state!, host: { ...state!.host, readAt } };
  const change = { kind: 'ntp', servers, guestsConsidered: true } as const;
  return planTime(live, { change, rule }, { sha256, host: name, timer })!;
}

/** What a change of time may leave as it was, and what not. */
export const settingsOf = ({ state: { config } }: SimulatedHost) => ({
  servers: config.ntp.servers,
  enabled: config.ntp.enabled,
  running: config.ntp.running,
  open: config.firewall.rulesets.find(({ id }) => id === 'ntpClient')!.enabled,
});

export const UNSET = { servers: [], enabled: false, running: false, open: false };
export const SET = { servers: [SERVER], enabled: true, running: true, open: true };
