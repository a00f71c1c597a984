import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Change, stateOf } from '../../src/changes/change.ts';
import type { At } from '../../src/changes/ports.ts';
import { describeEnding, phraseText } from '../../src/core/describe/change/index.ts';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { subjectOf } from '../../src/slack/changes/subject.ts';
import { MemoryStore } from '../support/memory-store.ts';
import {
  AFTER,
  BEFORE,
  type Bot,
  bot,
  hostsOf,
  loginTo,
  person,
  planOf,
  provider,
  ROUTE,
  routesOf,
  until,
} from './support.ts';

const NAMES = ['esx-01', 'esx-02', 'esx-03'];
const LATER = 3_600_000;
let all: SimulatedHost[];
let store: MemoryStore;
let shift: number;
const bots: Bot[] = [];

const now = () => Date.now() + shift;
const hosts = () => hostsOf(Object.fromEntries(NAMES.map((name, i) => [name, loginTo(all[i]!, name)])));

beforeEach(async () => {
  shift = 0;
  all = await Promise.all(NAMES.map((name) => provider('6.7.0', { name })));
  store = new MemoryStore(now);
});
afterEach(async () => {
  await Promise.all(bots.splice(0).map(({ changes }) => changes.stop()));
  await Promise.all(all.map((host) => host.close()));
});

function started(at: At = () => {}): Bot {
  const one = bot(store, hosts(), { now, at });
  bots.push(one);
  one.changes.follow(() => {});
  return one;
}

async function asked({ changes }: Bot): Promise<Change> {
  const plans = await Promise.all(NAMES.map((name) => planOf(hosts(), ROUTE, { name })));
  const answer = await changes.askTogether(plans, 'U0');
  if (answer.kind === 'refused') throw new Error(JSON.stringify(answer.refusal));
  return answer.change;
}

const confirmedBy = async ({ changes }: Bot, { approval: { id, digest } }: Change, by = 'U1') =>
  await changes.confirm(id, { by: person(by), digest, reason: null, code: 'none' });

/** As what it and its hosts ended, and what is told of it. */
async function endOf({ changes }: Bot, { approval: { id } }: Change) {
  await until(async () => (await changes.open()).length === 0);
  const whole = (await changes.get(id))!;
  const subject = await subjectOf(whole, changes);
  const { headline, lines } = describeEnding(subject)!;
  const text = (phrase: typeof headline) => phraseText(phrase, { who: (by) => by, when: () => 'then' });
  return {
    is: stateOf(whole),
    changed: whole.together!.changed,
    members: subject.members.map(({ approval }) => approval.state),
    told: [headline, ...lines].map(text),
  };
}

test.each([
  ['cancel', 'U0'],
  ['reject', 'U2'],
] as const)(
  '%s while the first host is being changed does not count, and all are changed',
  async (act, by) => {
    let id = '';
    let answer: unknown;
    const one = started(async (point) => {
      if (point !== 'arming:done' || id === '') return;
      const of = id;
      id = '';
      answer =
        act === 'cancel'
          ? await one.changes.cancel(of, person(by))
          : await one.changes.reject(of, { by: person(by), reason: 'stop' });
    });
    const whole = await asked(one);
    id = whole.approval.id;
    one.changes.start();
    await confirmedBy(one, whole);
    const end = await endOf(one, whole);
    expect(answer).toMatchObject({ kind: 'refused', refusal: { code: 'already-settled', state: 'applying' } });
    expect(end).toMatchObject({ is: 'verified', changed: NAMES, members: NAMES.map(() => 'verified') });
    expect(end.told.join('\n')).not.toContain('Nothing was run');
    expect(all.map(routesOf)).toEqual(NAMES.map(() => AFTER));
  },
  60_000,
);

test('a click on a whole that is over says so', async () => {
  const one = started();
  const whole = await asked(one);
  one.changes.start();
  await confirmedBy(one, whole);
  await endOf(one, whole);
  expect(await one.changes.cancel(whole.approval.id, person('U0'))).toMatchObject({
    refusal: { code: 'already-settled', state: 'verified' },
  });
}, 60_000);

test('one that is taken back right behind its confirmation begins nothing, and lets go of its hosts at once', async () => {
  const one = started();
  const whole = await asked(one);
  expect(await one.changes.reject(whole.approval.id, { by: person('U2'), reason: null })).toMatchObject({
    kind: 'moved',
  });
  const end = await endOf(one, whole);
  expect(end).toMatchObject({ is: 'rejected', changed: [], members: NAMES.map(() => 'cancelled') });
  expect(end.told.join('\n')).toContain('Nothing was run.');
}, 60_000);

test('one that was confirmed in time and not begun in time expires; nothing is run', async () => {
  const dead = bot(store, hosts(), { now });
  const whole = await asked(dead);
  // Its process ends between the write of the last confirmation and what comes behind it.
  const commit = store.commit.bind(store);
  store.commit = async (steps, lease) => {
    const written = await commit(steps, lease);
    store.down = true;
    return written;
  };
  await confirmedBy(dead, whole).catch(() => {});
  store.commit = commit;
  store.down = false;
  expect((await dead.changes.get(whole.approval.id))!.approval.confirmed).toHaveLength(1);
  shift = LATER;
  const next = started();
  next.changes.start();
  const end = await endOf(next, whole);
  expect(end).toMatchObject({ is: 'expired', changed: [], members: NAMES.map(() => 'cancelled') });
  expect(end.told.join('\n')).toContain('Nothing was run.');
  expect(all.map(routesOf)).toEqual(NAMES.map(() => BEFORE));
}, 60_000);

test('what is under way when its time is over goes on to its end, and no other host is begun', async () => {
  const one = started((point) => {
    if (point === 'confirmed:written') shift = LATER;
  });
  const whole = await asked(one);
  one.changes.start();
  await confirmedBy(one, whole);
  const end = await endOf(one, whole);
  expect(end).toMatchObject({ is: 'expired', changed: ['esx-01'], members: ['verified', 'cancelled', 'cancelled'] });
  expect(end.told[0]).toBe('Stopped, since its time was over at then: 1 of 3 hosts changed (esx-01).');
  expect(end.told.join('\n')).toContain('Not touched: esx-02 and esx-03.');
  expect(end.told.join('\n')).not.toContain('Nothing was run');
  expect(all.map(routesOf)).toEqual([AFTER, BEFORE, BEFORE]);
}, 60_000);
