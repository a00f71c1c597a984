import type { Thread } from '../../src/changes/change.ts';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { hostsOf, loginTo, planOf, provider, ROUTE } from '../changes/support.ts';
import { type HostWished, type Stage, stage, type Wish } from './bot.ts';
import { card } from './changes-said.ts';

/** A bot, hosts that can be changed, and a channel for each test. */
export interface Scene extends Stage {
  /** A channel that nobody used yet. */
  room(): string;
  /** A host of a group that nobody changed yet. */
  host(group?: string): { readonly name: string; readonly host: SimulatedHost };
  /** Its hosts, for another process; they end with this one. */
  readonly running: readonly HostWished[];
  /** Keeps a request as a process would that ends right then; gives its id. */
  kept(name: string, thread: Thread): Promise<string>;
  /** The process ends; its hosts go on. */
  leave(): Promise<void>;
  /** Somebody types a fix of a host; gives its card. */
  asked(channel: string, name: string, by?: string): Promise<Awaited<ReturnType<typeof card>>>;
}

const ROOMS = Array.from({ length: 30 }, (_, i) => `room-${i}`);

/** Whoever is named in a test asks; `oncall`, `netops` and `lead` confirm, where a group does not say otherwise. */
export const PEOPLE = [{ name: 'oncall' }, { name: 'netops' }, { name: 'lead' }, { name: 'storage' }] as const;

const GROUPS: Readonly<Record<string, string>> = {
  lab: '',
  two: 'count: 2',
  reason: 'reason: required',
};

/** From that point of a change's work on nobody is let in to its host for two seconds. */
export const outOfReach = (host: SimulatedHost, from: string) => (point: string) => {
  if (point !== from) return;
  host.faults.dead = true;
  setTimeout(() => {
    host.faults.dead = false;
  }, 2_000);
};

/** One policy for each group; everybody asks. */
export function policies({ person }: Workspace, groups = GROUPS, timer = '600s'): string {
  const ids = (names: readonly string[]) => names.map((name) => person(name).id).join(', ');
  const ask = `ask: { users: [${ids(PEOPLE.map(({ name }) => name))}] }`;
  const lines = Object.entries(groups).map(([group, more]) => {
    const approve = /users|usergroups/.test(more) ? more : `users: [${ids(['oncall', 'netops', 'lead'])}], ${more}`;
    return `  - { groups: [${group}], changes: [route], ${ask}, approve: { ${approve} }, timer: ${timer} }`;
  });
  return `policies:\n${lines.join('\n')}`;
}

/** `counts`: how many hosts of each group. */
export async function scene(
  counts: Readonly<Record<string, number>>,
  { running: there = [], ...wish }: Wish & { readonly running?: readonly HostWished[] } = {},
): Promise<Scene> {
  const names = Object.entries(counts).flatMap(([group, count]) =>
    Array.from({ length: count }, (_, i) => ({ group, name: `${group}-${i}` })),
  );
  const own = await Promise.all(names.map(async (each) => ({ ...each, running: await provider('6.7.0', each) })));
  const hosts = [...there, ...own];
  let isThere = true;
  const on = await stage({
    hosts,
    policies,
    ...(wish.in === undefined && { people: [...PEOPLE], channels: ROOMS.map((name) => ({ name })) }),
    ...wish,
  });
  const rooms = [...ROOMS];
  const left = [...own];
  return {
    ...on,
    room: () => rooms.shift()!,
    host(group = 'lab') {
      const at = left.findIndex((each) => each.group === group);
      const [{ name, running }] = left.splice(at, 1) as [(typeof left)[number]];
      return { name, host: running };
    },
    async asked(channel, name, by = 'oncall') {
      await on.workspace.as(by).command({ channel, text: `/vmk fix route ${name} ${ROUTE}` });
      return await card(on.workspace, channel, 'pending');
    },
    running: hosts,
    async kept(name, thread) {
      const running = hosts.find((each) => each.name === name)!.running!;
      const plan = await planOf(hostsOf({ [name]: loginTo(running, name) }), ROUTE, { name });
      const answer = await on.changes.ask(plan, on.workspace.person('oncall').id, thread);
      if (answer.kind === 'refused') throw new Error(answer.refusal.code);
      return answer.change.approval.id;
    },
    async leave() {
      if (isThere) await on.end();
      isThere = false;
    },
    async end() {
      if (isThere) await on.end();
      await Promise.all(own.map(({ running }) => running.close()));
    },
  };
}
