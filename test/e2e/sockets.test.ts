import { afterEach, expect, test } from 'vitest';
import { type Log, openLog, silent } from '../../src/log.ts';
import type { Patience } from '../../src/slack/sockets/patience.ts';
import { type Stage, stage } from './bot.ts';
import { fenced, nth, said } from './said.ts';

/** Slack's pace, shortened: a silent socket is found in a moment, and a lost one is back at once. */
const patience = { hello: 2_000, first: 20, longest: 200 };

let on: Stage;
const rooms = Array.from({ length: 30 }, (_, i) => `room-${i}`);

async function open(more: Partial<Patience> = {}, log: Log = silent()): Promise<void> {
  const slack = { refreshWarningMs: 50, eventRetryMs: [0, 200, 500], ackMs: 500 };
  on = await stage({ ...slack, channels: rooms.map((name) => ({ name })), patience: { ...patience, ...more }, log });
  await on.workspace.until(() => on.workspace.link.connections === 2);
}
afterEach(() => on?.end());

/** Asks so many questions, each in a channel of its own, so that none waits for another. */
async function ask(from: number, count: number): Promise<void> {
  for (const channel of rooms.slice(from, from + count)) {
    const text = `@vmkbot route 10.31.8.9\n${fenced('shared-vmotion')}`;
    await on.workspace.as('oncall').post({ channel, text });
  }
}

/** Each question has its answer, and one only. */
async function answered(from: number, count: number): Promise<void> {
  for (const channel of rooms.slice(from, from + count)) {
    await nth(on.workspace, channel, 'answer');
    expect(said(on.workspace, channel, 'answer')).toHaveLength(1);
  }
}

test('while every connection is refreshed nothing is lost, and nothing is answered twice', async () => {
  await open();
  const asked = ask(0, 20);
  await on.workspace.link.recycle();
  await asked;
  await answered(0, 20);
  await on.workspace.until(() => on.workspace.link.connections === 2);
});

test('connections that end without a word are opened again', async () => {
  await open();
  on.workspace.link.cut();
  await on.workspace.until(() => on.workspace.link.connections === 2);
  await ask(0, 4);
  await answered(0, 4);
});

test('sockets that answer pings and deliver nothing are found and replaced', async () => {
  await open({ quiet: 400 });
  expect(on.workspace.link.silence()).toBe(2);
  await ask(0, 2);
  await answered(0, 2);
});

test('a socket that delivers nothing is replaced as soon as the other one has delivered twelve in a row', async () => {
  await open(); // a quiet socket would be renewed after minutes only
  expect(on.workspace.link.silence(true, 1)).toBe(1);
  const { log } = on.workspace;
  await ask(0, 12);
  await on.workspace.until(() => log.deliveries().some(({ connection = 0 }) => connection > 2));
  await answered(0, 12);
  log.clear();
  await ask(12, 4);
  await answered(12, 4);
  expect(log.deliveries().map(({ connection }) => connection)).not.toContain(1);
});

test('a Slack that gives no address is asked again, and the process lives', async () => {
  await open();
  const refused = on.workspace.faults.refuseConnections('internal_error', 4);
  const broken = on.workspace.faults.loseRequest({ method: 'apps.connections.open', count: 3 });
  on.workspace.link.cut();
  await on.workspace.until(() => on.workspace.link.connections === 2, 20_000);
  expect([refused.hits, broken.hits]).toEqual([4, 3]);
  expect(on.bot.linkDownFor()).toBe(0);
  await ask(0, 1);
  await answered(0, 1);
});

test('links that cannot be opened are one line of the log, however often it is tried', async () => {
  const logged: { level: string; msg: string; reason?: string }[] = [];
  await open({}, openLog({}, { write: (line) => void logged.push(JSON.parse(line)) }));
  const before = logged.length;
  const refused = on.workspace.faults.refuseConnections('internal_error', 12);
  on.workspace.link.cut();
  await on.workspace.until(() => on.workspace.link.connections === 2, 20_000);
  expect(refused.hits).toBe(12);
  const told = logged.slice(before);
  expect(told.filter(({ level }) => level === 'error')).toEqual([]);
  expect(told.filter(({ level }) => level === 'warn').map(({ msg }) => msg)).toEqual([
    'Socket Mode link down',
    'Socket Mode link down',
    'Socket Mode link not opened',
  ]);
  expect(told.find(({ msg }) => msg.endsWith('not opened'))?.reason).toBe('internal_error');
  expect(JSON.stringify(told)).not.toContain('"stack"');
});

test('it is told for how long there has been no link', async () => {
  await open();
  on.workspace.link.enable(false);
  await on.workspace.until(() => on.workspace.link.connections === 0);
  await expect.poll(() => on.bot.linkDownFor()).toBeGreaterThan(0);
  on.workspace.link.enable(true);
  await on.workspace.until(() => on.workspace.link.connections === 2, 20_000);
  expect(on.bot.linkDownFor()).toBe(0);
});
