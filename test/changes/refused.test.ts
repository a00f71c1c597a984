import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChangeHosts } from '../../src/changes/ports.ts';
import type { Followed } from '../../src/changes/service.ts';
import { BackOff, inMemory } from '../../src/hosts/back-off.ts';
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
  person,
  planOf,
  policy,
  provider,
  ROUTE,
  routesOf,
  until,
} from './support.ts';

let host: SimulatedHost;
let one: Bot;
let store: MemoryStore;
let hosts: ChangeHosts;
let meet: (point: string) => void;
/** How much later it is by the clock that counts refusals. */
let later: number;

beforeEach(async () => {
  host = await provider();
  meet = () => {};
  later = 0;
  const backOff = new BackOff(inMemory(), () => Date.now() + later);
  store = new MemoryStore();
  hosts = hostsOf({ [NAME]: loginTo(host) }, { backOff });
  one = bot(store, hosts, {
    at: (point) => meet(point),
    policies: [policy({ timer: 60 })],
  });
});
afterEach(async () => {
  await one.changes.stop();
  await host.close();
});

async function applied(): Promise<string> {
  const plan = await planOf(hostsOf({ [NAME]: loginTo(host) }), ROUTE, { timer: 60 });
  const { approval } = await askedFor(one, plan);
  one.changes.start();
  await confirmed(one, { ...(await one.changes.get(approval.id))! });
  return approval.id;
}

const LET_IN_NO_MORE = 'The host can be reached, but let me in no more after the change, so I could not confirm it.';

test('logins refused while the timer runs: the host takes it back by itself, one login behind that sees it', async () => {
  meet = (point) => {
    if (point !== 'arming:done') return;
    host.faults.refuseAuth = true;
    // Behind the timer of 1.2 s, before the login that follows it.
    setTimeout(() => {
      host.faults.refuseAuth = false;
    }, 1_400);
  };
  const end = await ended(one, await applied());
  expect(end.approval).toMatchObject({
    state: 'rolled-back',
    ended: { why: `${LET_IN_NO_MORE} The host took it back by itself.` },
  });
  expect([routesOf(host), host.files(), host.processes(), host.refusedLogins()]).toEqual([BEFORE, ['/tmp'], [], 1]);
});

test('logins refused for good: hands are asked for with what to type; let in later, it is closed as it was taken back', async () => {
  meet = (point) => {
    if (point === 'arming:done') host.faults.refuseAuth = true;
  };
  const id = await applied();
  const end = await ends(one, id);
  expect(end).toMatchObject({
    approval: { state: 'needs-hands', ended: { why: expect.stringContaining('the network is not cut') } },
    hands: ['esxcli network ip route ipv4 remove --network=10.44.40.0/24 --gateway=10.44.20.1'],
  });
  expect(end.approval.ended?.why).not.toContain('can no longer reach');
  expect(routesOf(host)).toEqual(BEFORE);
  expect([host.refusedLogins(), host.lockedOut('root')]).toEqual([2, false]);
  host.faults.refuseAuth = false;
  later = 1_000_000;
  expect((await ended({ ...one, changes: one.changes }, await back(id))).approval.state).toBe('rolled-back');
  expect([host.files(), host.processes(), host.refusedLogins()]).toEqual([['/tmp'], [], 2]);
  expect(one.faults).toEqual([]);
});

/** Waits until it needs hands no more. */
async function back(id: string): Promise<string> {
  while ((await one.changes.get(id))!.approval.state === 'needs-hands') await new Promise((go) => setTimeout(go, 20));
  return id;
}

test('its shell time-out closes SSH behind the change: told as such, and nothing is guessed of the network', async () => {
  meet = (point) => {
    if (point !== 'arming:done') return;
    host.state.config.advanced['/UserVars/ESXiShellTimeOut'] = 1;
    host.changed();
  };
  const id = await applied();
  const end = await ends(one, id);
  expect(end.approval).toMatchObject({
    state: 'needs-hands',
    ended: { why: expect.stringContaining('Its SSH service takes no connection') },
  });
  expect(routesOf(host)).toEqual(BEFORE);
  host.state.config.advanced['/UserVars/ESXiShellTimeOut'] = 0;
  host.changed();
  expect((await ended(one, await back(id))).approval).toMatchObject({ state: 'rolled-back' });
});

test('hands that are needed are told once more by the next process, and why they could not be seen', async () => {
  meet = (point) => {
    if (point === 'arming:done') host.faults.refuseAuth = true;
  };
  const id = await applied();
  await ends(one, id);
  await one.changes.stop();
  const told: Followed[] = [];
  one = bot(store, hosts, { policies: [policy({ timer: 60 })] });
  one.changes.follow((followed) => void told.push(followed));
  one.changes.start();
  await until(() => told.length > 0);
  await new Promise((rounds) => setTimeout(rounds, 400));
  expect(told.map(({ change, entries }) => [change.approval.state, entries])).toEqual([['needs-hands', []]]);
  expect(await one.changes.handsDone(id, person('U2'))).toMatchObject({
    kind: 'moved',
    change: { approval: { state: 'needs-hands' } },
  });
  const said = (await one.changes.journal(id)).at(-1);
  expect(said).toMatchObject({ what: 'found', detail: { why: expect.stringContaining('refused the login') } });
  expect([host.refusedLogins(), one.faults]).toEqual([2, []]);
});
