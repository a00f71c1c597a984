import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { MemoryStore } from '../support/memory-store.ts';
import {
  AFTER,
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
} from './support.ts';

let host: SimulatedHost;
let one: Bot;
let meet: (point: string) => void;

beforeEach(async () => {
  host = await provider();
  meet = () => {};
  one = bot(new MemoryStore(), hostsOf({ [NAME]: loginTo(host) }), {
    at: (point) => meet(point),
    policies: [policy({ timer: 240 })],
  });
});
afterEach(async () => {
  await one.changes.stop();
  await host.close();
});

test('a host that is gone for good behind its confirmation: hands are asked for, with what to type', async () => {
  const { approval } = await askedFor(one, await planOf(hostsOf({ [NAME]: loginTo(host) }), ROUTE, { timer: 240 }));
  meet = (point) => {
    if (point === 'confirmed:written') host.faults.dead = host.faults.cutOff = true;
  };
  one.changes.start();
  await confirmed(one, { ...(await one.changes.get(approval.id))! });
  const change = await ends(one, approval.id);
  expect(change).toMatchObject({
    approval: { state: 'needs-hands' },
    hands: ['esxcli network ip route ipv4 remove --network=10.44.40.0/24 --gateway=10.44.20.1'],
    clean: false,
  });
  await one.changes.settled(approval.id);
  expect(await one.changes.handsDone(approval.id, person('U2'))).toMatchObject({
    change: { approval: { state: 'needs-hands' } },
  });
  expect(await one.changes.handsDone(approval.id, person('U9'))).toMatchObject({
    refusal: { code: 'not-an-operator' },
  });
  host.faults.dead = host.faults.cutOff = false;
  expect(await one.changes.handsDone(approval.id, person('U2'))).toMatchObject({
    change: { approval: { state: 'rolled-back' } },
  });
  expect((await ended(one, approval.id)).clean).toBe(true);
  expect(routesOf(host)).toEqual(BEFORE);
  expect(host.files()).toEqual(['/tmp']);
  expect(await one.changes.handsDone(approval.id, person('U2'))).toMatchObject({
    refusal: { code: 'already-settled', state: 'rolled-back' },
  });
}, 60_000);

test('a lock that a change of ours left is taken over; one of somebody else stops us', async () => {
  const hosts = hostsOf({ [NAME]: loginTo(host) });
  const { approval } = await askedFor(one, await planOf(hosts, ROUTE, { timer: 240 }));
  const session = await hosts.openChange(NAME);
  const { TEXTS } = await import('../../src/hosts/change-text.ts');
  const plan = (await one.changes.planOf(approval.id))!;
  const startBy = Math.floor((Date.now() + host.state.clockOffsetMs) / 1000) + 60;
  const foreign = {
    id: 'c-another',
    fence: 1,
    version: [6, 7],
    commands: plan.steps,
    undo: plan.undoSteps,
    timer: 600,
    startBy,
  };
  await session.run(TEXTS.arm(foreign), 5_000);
  await session.run(TEXTS.undo(foreign), 5_000);
  await session.close();
  await confirmed(one, { ...(await one.changes.get(approval.id))! });
  expect((await ended(one, approval.id)).approval).toMatchObject({
    state: 'void',
    ended: { why: 'The change c-another still holds the host. Nothing was run.' },
  });
  expect(AFTER).toHaveLength(2);
}, 60_000);
