import { afterEach, beforeEach, expect, test } from 'vitest';
import { exportAudit } from '../../src/changes/audit.ts';
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
} from './support.ts';

let host: SimulatedHost;
let one: Bot;
let store: MemoryStore;
let meet: (point: string) => void;

beforeEach(async () => {
  host = await provider();
  meet = () => {};
  store = new MemoryStore();
  one = bot(store, hostsOf({ [NAME]: loginTo(host) }), {
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
  // Who says so and may not is on record.
  const lines: string[] = [];
  for await (const line of exportAudit(store)) lines.push(line);
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({
    ...{ by: 'U9', what: 'refused', detail: { what: 'hands-done', refusal: { code: 'not-an-operator' } } },
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
