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
  until,
} from './support.ts';

let host: SimulatedHost;
let one: Bot;

beforeEach(async () => {
  host = await provider();
});
afterEach(async () => {
  await one.changes.stop();
  await host.close();
});

/** So many real seconds take the commands of the change, and nothing else on the host. */
function applyTakes(seconds: number) {
  const has = (end: string) => host.files().some((path) => path.endsWith(end));
  Object.defineProperty(host.faults, 'secondsPerCall', { get: () => (has('.out') && !has('.list') ? seconds : 0) });
}

test('a command that runs when the timer gave up: hands are asked for, and it is not told as taken back before it is', async () => {
  applyTakes(14);
  const policies = [policy({ timer: 60 })];
  const hosts = hostsOf({ [NAME]: loginTo(host) });
  one = bot(new MemoryStore(), hosts, { policies });
  const { approval } = await askedFor(one, await planOf(hosts, ROUTE, { timer: 60 }));
  one.changes.start();
  await confirmed(one, { ...(await one.changes.get(approval.id))! });
  const end = await ends(one, approval.id);
  expect(end.approval.state).toBe('needs-hands');
  expect(routesOf(host)).toEqual(BEFORE);
  await until(() => routesOf(host).length === 2);
  expect(await one.changes.get(approval.id)).toMatchObject({ approval: { state: 'needs-hands' }, clean: false });
  expect(routesOf(host)).toEqual(AFTER);
  await one.changes.settled(approval.id);
  expect(await one.changes.handsDone(approval.id, person('U2'))).toMatchObject({
    change: { approval: { state: 'rolled-back' } },
  });
  expect((await ended(one, approval.id)).clean).toBe(true);
  expect(routesOf(host)).toEqual(BEFORE);
  expect(host.files()).toEqual(['/tmp']);
}, 60_000);
