import { afterEach, beforeEach, expect, test } from 'vitest';
import { TEXTS } from '../../src/hosts/change-text.ts';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { MemoryStore } from '../support/memory-store.ts';
import {
  askedFor,
  BEFORE,
  type Bot,
  bot,
  confirmed,
  ended,
  ends,
  hostsOf,
  loginTo,
  NAME,
  PATIENT,
  planOf,
  policy,
  provider,
  ROUTE,
  routesOf,
} from './support.ts';

const ANOTHER = 'add 10.44.41.0/24 via 10.44.20.1';

let host: SimulatedHost;
let one: Bot;
let meet: (point: string) => void;

beforeEach(async () => {
  host = await provider();
  meet = () => {};
  one = bot(new MemoryStore(), hosts(), {
    at: (point) => meet(point),
    policies: [policy({ timer: 240 })],
    patience: { ...PATIENT, text: 2_000 },
  });
});
afterEach(async () => {
  await one.changes.stop();
  await host.close();
});

const hosts = () => hostsOf({ [NAME]: loginTo(host) });
const held = (id: string) => expect.stringMatching(`^The change ${id} (still )?holds the host.* Nothing was run\\.$`);
const locks = () => host.files().filter((path) => path.startsWith('/tmp/vmkbot.lock'));

/** A change that ended while its host could not be tidied up any more. */
async function leavesItsLock(): Promise<string> {
  const { approval } = await askedFor(one, await planOf(hosts(), ROUTE, { timer: 240 }));
  const dead = (is: boolean) => (host.faults.dead = host.faults.cutOff = is);
  meet = (point) => void (point === 'end:written' && dead(true));
  await confirmed(one, { ...(await one.changes.get(approval.id))! });
  expect((await ends(one, approval.id)).approval.state).toBe('verified');
  await one.changes.settled(approval.id);
  meet = () => {};
  dead(false);
  expect((await one.changes.get(approval.id))!.clean).toBe(false);
  expect(locks()).not.toEqual([]);
  return approval.id;
}

async function another() {
  const { approval } = await askedFor(one, await planOf(hosts(), ANOTHER, { timer: 240 }));
  await confirmed(one, { ...(await one.changes.get(approval.id))! });
  return (await ended(one, approval.id)).approval;
}

test('a lock that a change of ours left is not taken over before its time is over', async () => {
  const left = await leavesItsLock();
  const before = locks();
  expect(await another()).toMatchObject({ state: 'void', ended: { why: held(left) } });
  expect(locks()).toEqual(before);
}, 60_000);

test('a lock of somebody else stops us', async () => {
  const plan = await planOf(hosts(), ROUTE, { timer: 240 });
  const startBy = Math.floor((Date.now() + host.state.clockOffsetMs) / 1000) + 60;
  const given = { id: 'c-another', fence: 1, version: [6, 7], timer: 600, startBy };
  const foreign = { ...given, commands: plan.steps, undo: plan.undoSteps };
  const session = await hosts().openChange(NAME);
  await session.run(TEXTS.arm(foreign), 5_000);
  await session.run(TEXTS.undo(foreign, { by: startBy, bare: false }), 5_000);
  await session.close();
  expect(await another()).toMatchObject({ state: 'void', ended: { why: held('c-another') } });
  expect(locks()).not.toEqual([]);
  expect(routesOf(host)).toEqual(BEFORE);
}, 60_000);
