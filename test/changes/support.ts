import { setTimeout as sleep } from 'node:timers/promises';
import { type Change, digestOfPlan } from '../../src/changes/change.ts';
import type { At, ChangeHosts, Patience } from '../../src/changes/ports.ts';
import { Changes, type ServiceOptions } from '../../src/changes/service.ts';
import { type Need, WHOLE_STATE } from '../../src/core/esxi/needs.ts';
import { read } from '../../src/core/esxi/read.ts';
import type { AnyPlan } from '../../src/core/plans/any-plan.ts';
import type { Protected } from '../../src/core/plans/peers.ts';
import { type Plan, planFor } from '../../src/core/plans/plan.ts';
import type { Person } from '../../src/core/policy/admission.ts';
import type { ApprovePolicy } from '../../src/core/policy/approve.ts';
import { parseChange } from '../../src/core/routing/change.ts';
import { sha256 } from '../../src/digest.ts';
import type { Login } from '../../src/hosts/login.ts';
import { openChange } from '../../src/hosts/run-change.ts';
import type { Surroundings } from '../../src/hosts/ssh.ts';
import { hostState, router, type SimulatedHost, startHost, type World } from '../../src/lab/esxi/index.ts';
import type { Store } from '../../src/store/store.ts';
import { around } from '../support/live.ts';

export const NAME = 'provider';
/** Seconds of a host's timers that pass in one. */
export const SCALE = 50;
export const ROUTE = 'add 10.44.40.0/24 via 10.44.20.1';
/** The bot's own network, by a router that does not lead there. */
export const CUTS_OFF = 'add 192.0.2.0/24 via 10.44.20.1';

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** A hosted machine with a public and a LAN adapter; at twenty past by its clock, far from its hourly save. */
export async function provider(
  version = '6.7.0',
  { minute = 20, name = NAME }: { minute?: number; name?: string } = {},
): Promise<SimulatedHost> {
  const state = hostState(version, {
    name,
    gateways: { defaultTcpipStack: '198.51.100.65' },
    vmknics: [
      { ipv4: '198.51.100.66/28', portgroup: 'Public', tags: ['Management'] },
      { ipv4: '10.44.20.100/24', portgroup: 'LAN', vlan: 20, vswitch: 'vSwitch1', tags: ['Management'] },
    ],
  });
  state.connections.push({
    ...{ protocol: 'tcp', local: '10.44.20.100:443', foreign: '10.44.40.55:51830', state: 'SYN_RCVD' },
    process: 'rhttpproxy',
  });
  state.clockOffsetMs = minute * 60_000 - (Date.now() % 3_600_000);
  const world: World = {
    client: { address: '192.0.2.77', port: 50_211 },
    dials: '198.51.100.66',
    nodes: [
      router('198.51.100.65', 1, { vlan: 0, reaches: [{ prefix: '0.0.0.0/0' }], drops: PRIVATE }),
      router('10.44.20.1', 2, { vlan: 20, reaches: [{ prefix: '10.44.40.0/24' }] }),
    ],
    names: {},
    timeServers: {},
  };
  return await startHost({ state, world, timeScale: SCALE, bootMs: 30 });
}

export function loginTo(host: Pick<SimulatedHost, 'port' | 'hostKeyFingerprint'>, name = NAME): Login {
  return {
    ...{ name, address: '127.0.0.1', port: host.port, user: 'root', hostKey: host.hostKeyFingerprint },
    credential: { kind: 'password', password: { env: 'LAB_PASSWORD' } },
  };
}

/** Logs in as the bot does; what is not answered is given up soon. */
export function hostsOf(logins: Readonly<Record<string, Login>>, more: Partial<Surroundings> = {}): ChangeHosts {
  process.env.LAB_PASSWORD = 'lab';
  const limits = { connect: 800, login: 1500, command: 5000 };
  const surroundings = around(limits, more);
  return { openChange: (name, signal) => openChange(logins[name]!, { ...surroundings, signal }) };
}

export const PATIENT: Partial<Patience> = {
  ...{ lease: 1_500, text: 20_000, poll: 40, hands: 2_500, least: 2_000, probe: 500, round: 60, arrival: 2 },
  ...{ second: 1000 / SCALE, tidy: 1_000 },
};

export const policy = (more: Partial<ApprovePolicy> = {}): ApprovePolicy => ({
  groups: ['lab'],
  changes: ['route', 'gateway'],
  approve: { users: ['U1', 'U2', 'U3'], usergroups: [], count: 1, reason: 'optional', totp: false },
  ...{ expires: 3600, timer: 600 },
  ...more,
});

export const person = (id: string): Person => ({ id, standing: 'member', usergroups: new Set() });

export interface Bot {
  readonly changes: Changes;
  readonly faults: unknown[];
}

export function bot(store: Store, hosts: ChangeHosts, more: Partial<ServiceOptions> & { at?: At } = {}): Bot {
  const faults: unknown[] = [];
  const changes = new Changes({
    ...{ store, hosts, policies: [policy()], groupsOf: () => ['lab'], patience: PATIENT },
    failed: (fault) => faults.push(fault),
    ...more,
  });
  return { changes, faults };
}

/** A plan as the verb makes it, from everything that the host shows. */
export async function planOf(
  hosts: ChangeHosts,
  words: string,
  {
    timer = 600,
    name = NAME,
    rule = null,
    needs = WHOLE_STATE,
    configured = [],
  }: {
    timer?: number;
    name?: string;
    rule?: string | null;
    needs?: readonly Need[];
    configured?: readonly Protected[];
  } = {},
): Promise<Plan> {
  const session = await hosts.openChange(name);
  const { transcript, readAt } = await session.read(needs);
  await session.close();
  const [state] = read(transcript).hosts;
  const parsed = parseChange(words);
  if (!('change' in parsed)) throw new Error(parsed.wrong);
  const { change } = parsed;
  const live = { ...state!, host: { ...state!.host, readAt } };
  const proposal = { change, netstack: change.netstack, missing: [], rule, questions: [] };
  const plan = planFor(live, proposal, { sha256, host: name, timer, configured })!;
  if (digestOfPlan(plan) !== plan.digest) throw new Error('the digest of a plan is not what it binds');
  return plan;
}

export async function askedFor({ changes }: Bot, plan: AnyPlan, asker = 'U0'): Promise<Change> {
  const answer = await changes.ask(plan, asker);
  if (answer.kind === 'refused') throw new Error(JSON.stringify(answer.refusal));
  return answer.change;
}

export async function confirmed(bot: Bot, { approval: { id, digest } }: Change, by = 'U1') {
  return await bot.changes.confirm(id, { by: person(by), digest, reason: null, code: 'none' });
}

/** Waits until something holds, and looks every so many milliseconds; the test's own time-out ends it. */
export async function until(holds: () => boolean | Promise<boolean>, every = 20): Promise<void> {
  while (!(await holds())) await sleep(every);
}

export const stateOf = async ({ changes }: Bot, id: string) => (await changes.get(id))!.approval.state;

export async function ends(bot: Bot, id: string): Promise<Change> {
  await until(async () => !['pending', 'applying'].includes(await stateOf(bot, id)));
  return (await bot.changes.get(id))!;
}

/** Ended, and nothing of it is on the host. */
export async function ended(bot: Bot, id: string): Promise<Change> {
  const change = await ends(bot, id);
  await until(async () => {
    const kept = (await bot.changes.get(id))!;
    return kept.armed === null || kept.clean || kept.approval.state === 'needs-hands';
  });
  await bot.changes.settled(id);
  return { ...change, ...(await bot.changes.get(id))! };
}

/** `NETWORK/LENGTH GATEWAY` of each route that somebody set. */
export const routesOf = ({ state }: SimulatedHost): string[] =>
  state.config.routes.map(({ network, length, gateway }) => `${network}/${length} ${gateway}`).sort();

export const BEFORE = ['0.0.0.0/0 198.51.100.65'];
export const AFTER = ['0.0.0.0/0 198.51.100.65', '10.44.40.0/24 10.44.20.1'];
