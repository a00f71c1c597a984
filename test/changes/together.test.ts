import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyAudit } from '../../src/changes/audit.ts';
import { stateOf } from '../../src/changes/change.ts';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { MemoryStore } from '../support/memory-store.ts';
import {
  AFTER,
  BEFORE,
  type Bot,
  bot,
  hostsOf,
  loginTo,
  PATIENT,
  person,
  planOf,
  policy,
  provider,
  ROUTE,
  routesOf,
  until,
} from './support.ts';

const NAMES = ['esx-01', 'esx-02', 'esx-03', 'esx-04', 'esx-05'];
let all: SimulatedHost[];
let store: MemoryStore;
let one: Bot;

const hosts = () => hostsOf(Object.fromEntries(NAMES.map((name, i) => [name, loginTo(all[i]!, name)])));
const plans = async () => await Promise.all(NAMES.map((name) => planOf(hosts(), ROUTE, { name })));

beforeEach(async () => {
  all = await Promise.all(NAMES.map((name) => provider('6.7.0', { name })));
  store = new MemoryStore();
  one = bot(store, hosts());
  one.changes.follow(() => {});
});
afterEach(async () => {
  await one.changes.stop();
  await Promise.all(all.map((host) => host.close()));
});

async function whole() {
  const answer = await one.changes.askTogether(await plans(), 'U0');
  if (answer.kind === 'refused') throw new Error(JSON.stringify(answer.refusal));
  return answer.change;
}

async function confirmedWhole() {
  const { approval, together } = await whole();
  one.changes.start();
  const vote = { by: person('U1'), digest: approval.digest, reason: null, code: 'none' as const };
  expect(await one.changes.confirm(approval.id, vote)).toMatchObject({ kind: 'moved' });
  await until(async () => (await one.changes.open()).length === 0);
  const members = await Promise.all(together!.members.map(async (id) => (await one.changes.get(id))!));
  return { end: (await one.changes.get(approval.id))!, members };
}

test('one host first, then the others, and all are verified', async () => {
  const { end, members } = await confirmedWhole();
  expect(stateOf(end)).toBe('verified');
  expect(members.map(({ approval }) => approval.state)).toEqual(NAMES.map(() => 'verified'));
  expect(all.map(routesOf)).toEqual(NAMES.map(() => AFTER));
  // Nobody else was begun before the first was verified.
  const [first, ...others] = members.map(({ approval }) => approval);
  expect(Math.min(...others.map(({ claim }) => claim!.at))).toBeGreaterThanOrEqual(first!.ended!.at);
  expect(await verifyAudit(store)).toMatchObject({ kind: 'whole' });
  expect(one.faults).toEqual([]);
}, 60_000);

test('the first that fails stops the rest, which are not begun', async () => {
  all[0]!.faults.readOnly = true;
  const { end, members } = await confirmedWhole();
  expect(stateOf(end)).toBe('rolled-back');
  expect(members.map(({ approval }) => approval.state)).toEqual(['rolled-back', ...Array(4).fill('cancelled')]);
  expect(all.map(routesOf)).toEqual(NAMES.map(() => BEFORE));
}, 60_000);

test('a host that moved stops what is not begun; what was verified stays', async () => {
  const asked = await whole();
  all[2]!.state.config.routes.push({
    ...{ netstack: 'defaultTcpipStack', network: '10.9.0.0', length: 16, gateway: '10.44.20.1', source: 'MANUAL' },
  });
  one.changes.start();
  const vote = { by: person('U1'), digest: asked.approval.digest, reason: null, code: 'none' as const };
  await one.changes.confirm(asked.approval.id, vote);
  await until(async () => (await one.changes.open()).length === 0);
  const states = await Promise.all(
    asked.together!.members.map(async (id) => (await one.changes.get(id))!.approval.state),
  );
  expect(states).toEqual(['verified', 'verified', 'void', 'verified', 'cancelled']);
  expect(stateOf((await one.changes.get(asked.approval.id))!)).toBe('void');
}, 60_000);

test('a part is not confirmed by itself; a whole that is rejected begins nothing', async () => {
  const { approval, together } = await whole();
  const part = (await one.changes.get(together!.members[1]!))!.approval;
  const vote = { by: person('U1'), reason: null, code: 'none' as const };
  expect(await one.changes.confirm(part.id, { ...vote, digest: part.digest })).toMatchObject({
    refusal: { code: 'part-of-several', whole: approval.id },
  });
  expect(await one.changes.confirm(approval.id, { ...vote, by: person('U0'), digest: approval.digest })).toMatchObject({
    refusal: { code: 'own-request' },
  });
  await one.changes.reject(approval.id, { by: person('U2'), reason: null });
  one.changes.start();
  await until(async () => (await one.changes.open()).length === 0);
  expect((await one.changes.get(part.id))!.approval.state).toBe('cancelled');
  expect(all.map(routesOf)).toEqual(NAMES.map(() => BEFORE));
}, 60_000);

test('one that needed hands and was closed by them lets the whole end as it did, and be told anew', async () => {
  await one.changes.stop();
  const patience = { ...PATIENT, hands: 300, least: 300 };
  const at = (point: string) => {
    if (point === 'confirmed:written') all[0]!.faults.dead = all[0]!.faults.cutOff = true;
  };
  one = bot(store, hosts(), { patience, at, policies: [policy({ timer: 60 })] });
  const told: string[] = [];
  one.changes.follow(({ change }) => void (change.together !== null && told.push(stateOf(change))));
  const made = await Promise.all(NAMES.map((name) => planOf(hosts(), ROUTE, { name, timer: 60 })));
  const answer = await one.changes.askTogether(made, 'U0');
  if (answer.kind === 'refused') throw new Error(JSON.stringify(answer.refusal));
  const { approval, together } = answer.change;
  const isNow = async () => stateOf((await one.changes.get(approval.id))!);
  one.changes.start();
  await one.changes.confirm(approval.id, {
    ...{ by: person('U1'), digest: approval.digest, reason: null, code: 'none' },
  });
  await until(async () => (await isNow()) === 'needs-hands');
  await one.changes.settled(approval.id);
  await one.changes.settled(together!.members[0]!);
  all[0]!.faults.dead = all[0]!.faults.cutOff = false;
  expect(await one.changes.handsDone(together!.members[0]!, person('U2'))).toMatchObject({
    change: { approval: { state: 'rolled-back' } },
  });
  await until(async () => (await one.changes.open()).length === 0);
  expect(await isNow()).toBe('rolled-back');
  expect(told.slice(-2)).toEqual(['needs-hands', 'rolled-back']);
  expect(all.map(routesOf)).toEqual(NAMES.map(() => BEFORE));
}, 60_000);
