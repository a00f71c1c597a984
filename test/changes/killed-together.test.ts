import { afterAll, expect, test } from 'vitest';
import { verifyAudit } from '../../src/changes/audit.ts';
import { stateOf } from '../../src/changes/change.ts';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { openStore } from '../../src/store/index.ts';
import type { Store } from '../../src/store/store.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { folders, inLanes, killed, type Outcome, POINTS, tell, wrong } from './chaos.ts';
import { AFTER, type Bot, bot, hostsOf, loginTo, person, planOf, provider, ROUTE, routesOf, until } from './support.ts';

const ALL = process.env.VMKBOT_CHAOS === 'all';
const NAMES = ['esx-01', 'esx-02', 'esx-03'];

const { place, done } = folders();
afterAll(done);

const logins = (all: readonly SimulatedHost[]) => all.map((host, i) => loginTo(host, NAMES[i]!));
const hostsFor = (all: readonly SimulatedHost[]) =>
  hostsOf(Object.fromEntries(logins(all).map((login) => [login.name, login])));

async function askedIn({ changes }: Bot, all: readonly SimulatedHost[]) {
  const plans = await Promise.all(NAMES.map((name) => planOf(hostsFor(all), ROUTE, { name })));
  const answer = await changes.askTogether(plans, 'U0');
  if (answer.kind === 'refused') throw new Error(JSON.stringify(answer.refusal));
  return answer.change.approval;
}

/** What came of all of them; throws where a host, the record or what was told is not as it must be. */
async function judged(name: string, one: Bot, id: string, all: readonly SimulatedHost[], store: Store, ends: string[]) {
  await until(async () => (await one.changes.open()).length === 0);
  const whole = (await one.changes.get(id))!;
  const members = await Promise.all(whole.together!.members.map(async (each) => (await one.changes.get(each))!));
  const states = members.map(({ approval }) => approval.state);
  const changed = NAMES.filter((_, i) => routesOf(all[i]!).join() === AFTER.join());
  const state = stateOf(whole);
  const faults = [
    ...all.flatMap((host, i) => wrong(host, states[i] === 'cancelled' ? 'void' : states[i]!)),
    ...(whole.together!.changed?.join() === changed.join() ? [] : [`changed are ${changed}`]),
    ...(state === 'verified' && changed.length < NAMES.length ? ['it is verified, and not all are changed'] : []),
    ...((await verifyAudit(store)).kind === 'whole' ? [] : ['the audit is broken']),
    ...(ends.includes(state) ? [] : ['its end was not told']),
    ...one.faults.map(String),
  ];
  if (faults.length > 0) throw new Error(`${name}: ${faults.join('; ')}; ${state} of ${states}`);
  return { state, why: states.join() };
}

/** Told of the whole, each with its end. */
function endsOf({ changes }: Bot, id: string, ends: string[] = []): string[] {
  changes.follow(({ change }) => void (change.approval.id === id && ends.push(stateOf(change))));
  return ends;
}

async function survived({ point, visit }: { point: string; visit: number }): Promise<Outcome> {
  const all = await Promise.all(NAMES.map((name) => provider('6.7.0', { name })));
  const where = await place();
  try {
    const first = await openStore(where);
    const { id, digest } = await askedIn(bot(first, hostsFor(all)), all);
    await first.close();
    const [login, ...others] = logins(all);
    const told = { store: where, login: login!, others, id, digest, point, visit, timer: 600 };
    const reached = await killed(told, {}, all[0]!);
    const store = await openStore(where);
    const other = bot(store, hostsFor(all));
    const ends = endsOf(other, id);
    other.changes.start();
    const name = `${point}, the ${visit}. time`;
    const end = await judged(name, other, id, all, store, ends);
    await other.changes.stop();
    await store.close();
    return { name, ...end, reached };
  } finally {
    await Promise.all(all.map((host) => host.close()));
  }
}

/**
 * Only of what was about to be sent nobody knows whether it still arrives: where it did not, that host is void, and the rest is not begun.
 * Another host's text may just then be on its way, too.
 */
function endsOfKilled({ name, reached }: Outcome): readonly string[] {
  if (name.startsWith('arming:written')) return ['void'];
  const times = (point: string) => reached.filter((each) => each === point).length;
  const begun = times('arming:before') - (name.startsWith('arming:before') ? 1 : 0);
  return begun > times('arming:done') ? ['void', 'verified'] : ['verified'];
}

test('several hosts, killed at points of the journal of the first one and of a later one', async () => {
  const some = ['claimed:written', 'arming:written', 'armed:written', 'confirming:done', 'end:written'];
  const cases = (ALL ? POINTS : some).flatMap((point) => [1, 3].map((visit) => ({ point, visit })));
  const outcomes = await inLanes(cases, 3, survived);
  tell('several hosts, killed at points of the journal', outcomes);
  expect(outcomes.filter(({ name, reached }) => !name.startsWith(reached.at(-1) ?? 'nowhere'))).toEqual([]);
  expect(outcomes.filter((each) => !endsOfKilled(each).includes(each.state))).toEqual([]);
}, 900_000);

test('several hosts, two processes at once: each is changed once, and the end is told', async () => {
  const outcomes = await inLanes(
    Array.from({ length: ALL ? 20 : 3 }, (_, i) => i),
    2,
    async (i) => {
      const all = await Promise.all(NAMES.map((name) => provider('6.7.0', { name })));
      const store = new MemoryStore();
      const both = [bot(store, hostsFor(all)), bot(store, hostsFor(all))] as const;
      const { id, digest } = await askedIn(both[0], all);
      // Either of them may be the one that tells it.
      const told: string[] = [];
      for (const each of both) endsOf(each, id, told);
      for (const { changes } of both) changes.start();
      try {
        await both[i % 2]!.changes.confirm(id, { by: person('U1'), digest, reason: null, code: 'none' });
        const end = await judged(`run ${i}`, both[0], id, all, store, told);
        return { name: `run ${i}`, ...end, reached: [] };
      } finally {
        await Promise.all(both.map(({ changes }) => changes.stop()));
        await Promise.all(all.map((host) => host.close()));
      }
    },
  );
  tell('several hosts, two processes at once', outcomes);
  expect(outcomes.map(({ state }) => state)).toEqual(outcomes.map(() => 'verified'));
}, 300_000);
