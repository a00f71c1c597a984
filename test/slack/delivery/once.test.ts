import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createDeliveries } from '../../../src/slack/delivery/deliveries.ts';
import { clickDeliveries, commandDelivery, eventDelivery, viewDelivery } from '../../../src/slack/delivery/keys.ts';
import { once } from '../../../src/slack/delivery/once.ts';
import { openStore } from '../../../src/store/index.ts';
import { MemoryStore } from '../../support/memory-store.ts';

const click = { user: 'U1', message: 'C1 1.1', action: 'confirm', value: 'c1' };

test('of all who ask for one id at once, one is the first', async () => {
  const store = new MemoryStore();
  const asked = await Promise.all(Array.from({ length: 50 }, () => once(store, 'event', 'Ev1', 1_000)));
  expect(asked.filter(Boolean)).toHaveLength(1);
  expect(await once(store, 'command', 'Ev1', 1_000)).toBe(true);
});

test('an id is new again after its time', async () => {
  let time = 0;
  const store = new MemoryStore(() => time);
  expect(await once(store, 'event', 'Ev1', 1_000, () => time)).toBe(true);
  time = 999;
  expect(await once(store, 'event', 'Ev1', 1_000, () => time)).toBe(false);
  time = 1_000;
  expect(await once(store, 'event', 'Ev1', 1_000, () => time)).toBe(true);
});

test('an event that is delivered to two processes, and again after a restart of both, is handled once', async () => {
  const store = new MemoryStore();
  const processes = [1, 2, 3, 4].map(() => createDeliveries({ store }));
  const asked = await Promise.all(processes.map((each) => each.isNew(eventDelivery('Ev1'))));
  expect(asked.filter(Boolean)).toHaveLength(1);
  expect(await processes[0]!.isNew(eventDelivery('Ev2'))).toBe(true);
});

test('an event that was handled before a restart is not handled after it, by the embedded store', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vmkbot-once-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const expected of [true, false]) {
    const store = await openStore(folder);
    expect(await createDeliveries({ store }).isNew(eventDelivery('Ev1'))).toBe(expected);
    await store.close();
  }
});

test('a click that is delivered again, and a double click, are handled once', async () => {
  const deliveries = createDeliveries({ store: new MemoryStore() });
  const [first, second] = [clickDeliveries({ ...click, at: '1.0' }), clickDeliveries({ ...click, at: '1.4' })];
  expect(await deliveries.isNewForSure(...first)).toBe(true);
  expect(await deliveries.isNewForSure(...first)).toBe(false);
  expect(await deliveries.isNewForSure(...second)).toBe(false);
});

test('a click of somebody else, on another button, or later, is another click', async () => {
  let time = 0;
  const now = () => time;
  const deliveries = createDeliveries({ store: new MemoryStore(now), now });
  const isNew = (more: object) => deliveries.isNewForSure(...clickDeliveries({ ...click, at: '1.0', ...more }));
  expect(await isNew({})).toBe(true);
  expect(await isNew({ user: 'U2' })).toBe(true);
  expect(await isNew({ action: 'reject' })).toBe(true);
  expect(await isNew({ message: 'C1 2.1' })).toBe(true);
  time = 60_000;
  expect(await isNew({ at: '61.0' })).toBe(true);
});

test('a modal is submitted once, and once more where its values were corrected or it was refused', async () => {
  const deliveries = createDeliveries({ store: new MemoryStore() });
  const view = { id: 'V1', hash: 'h1', values: { reason: { value: '' } } };
  expect(await deliveries.isNew(viewDelivery(view))).toBe(true);
  expect(await deliveries.isNew(viewDelivery(view))).toBe(false);
  expect(await deliveries.isNew(viewDelivery({ ...view, values: { reason: { value: 'cannot reach it' } } }))).toBe(
    true,
  );
  await deliveries.again(viewDelivery(view));
  expect(await deliveries.isNew(viewDelivery(view))).toBe(true);
});

test('without the store events are handled once by this process, it is said once, and changes are refused', async () => {
  const store = new MemoryStore();
  const lines: string[] = [];
  const say = (_facts: object, message: string) => void lines.push(message);
  const deliveries = createDeliveries({ store, log: { info: say, warn: say, error: say } });
  store.down = true;
  expect(await deliveries.isNew(eventDelivery('Ev1'))).toBe(true);
  expect(await deliveries.isNew(eventDelivery('Ev1'))).toBe(false);
  expect(await deliveries.isNew(commandDelivery('1.2.3'))).toBe(true);
  expect(lines).toEqual([expect.stringContaining('this process alone')]);
  const pressed = clickDeliveries({ ...click, at: '1.0' });
  await expect(deliveries.isNewForSure(...pressed)).rejects.toMatchObject({ code: 'store' });
  store.down = false;
  expect(await deliveries.isNew(eventDelivery('Ev1'))).toBe(false);
  expect(await deliveries.isNewForSure(...pressed)).toBe(true);
  expect(lines).toHaveLength(2);
});
