import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Slots } from '../../src/hosts/slots.ts';
import { type SimulatedHost, startHost } from '../../src/lab/esxi/index.ts';
import { type Live, openLive } from '../../src/live.ts';
import { faultOf, leavesNothingOpen } from '../support/live.ts';

let folder: string;
let host: SimulatedHost;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vmkbot-sharing-'));
  host = await startHost({ accounts: { root: { password: 'lab' } } });
  writeFileSync(join(folder, 'password'), 'lab\n');
  const one = `{ address: 127.0.0.1, port: ${host.port}, password_file: password, hostKey: '${host.hostKeyFingerprint}' }`;
  writeFileSync(join(folder, 'vmkbot.yaml'), `hosts:\n  esx-07: ${one}\n  esx-08: ${one}\n`);
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

const open = (concurrency?: number): Live =>
  openLive(
    { VMKBOT_CONFIG: join(folder, 'vmkbot.yaml'), VMKBOT_STORE: join(folder, 'store') },
    { keepMs: 60_000, ...(concurrency && { concurrency }) },
  );

test('one process serves many questions over one connection a host, and then ends it', async () => {
  await leavesNothingOpen(async () => {
    const listeners = process.listenerCount('SIGINT');
    const live = open();
    const asks = Array.from({ length: 6 }, () => live.captures(['esx-07'])(['routes']));
    for (const [capture] of await Promise.all(asks)) expect(capture).toMatchObject({ name: 'esx-07', notes: [] });
    expect([host.connections(), process.listenerCount('SIGINT')]).toEqual([1, listeners]);
    await live.close();
  });
});

test('whoever cancels ends only their own question, even where theirs made the connection', async () => {
  await leavesNothingOpen(async () => {
    const live = open();
    const control = new AbortController();
    const first = faultOf(live.captures(['esx-07'])(['routes'], control.signal));
    const second = live.captures(['esx-07'])(['routes']);
    control.abort();
    expect((await first).code).toBe('cancelled');
    expect((await second)[0]!.text).toContain('esxcli network ip route');
    await live.close();
  });
});

test('a question that is closed down while it waits for its turn is told so', async () => {
  await leavesNothingOpen(async () => {
    const live = open(1);
    const reads = ['esx-07', 'esx-08'].map((name) => faultOf(live.captures([name])()));
    await live.close();
    for (const read of reads) expect((await read).code).toBe('cancelled');
  });
});

test('many hosts of one question take turns with the one host of another', async () => {
  const slots = new Slots(1);
  const order: string[] = [];
  const take = async (owner: string, name: string) => {
    const leave = await slots.take(undefined, owner);
    order.push(name);
    await Promise.resolve();
    leave();
  };
  await Promise.all([...['a1', 'a2', 'a3', 'a4'].map((name) => take('a', name)), take('b', 'b1'), take('c', 'c1')]);
  expect(order).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'a4']);
});

test('whoever leaves the line holds up nobody behind', async () => {
  const slots = new Slots(1);
  const leave = await slots.take();
  const control = new AbortController();
  const gone = faultOf(slots.take(control.signal, 'a'));
  const behind = slots.take(undefined, 'b');
  control.abort();
  await gone;
  leave();
  (await behind)();
  (await slots.take())();
});
