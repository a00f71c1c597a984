import { afterAll, beforeAll, expect, test } from 'vitest';
import { deadUplink, interfaces, policies, SWITCHES } from '../seeds/switch-outputs.ts';
import { type Stage, stage } from './bot.ts';
import { nth, said } from './said.ts';

const ROOMS = Array.from({ length: 6 }, (_, i) => `room-${i}`);
let on: Stage;
let rooms: string[];
beforeAll(async () => {
  rooms = [...ROOMS];
  on = await stage({ channels: ROOMS.map((name) => ({ name })) });
}, 60_000);
afterAll(() => on?.end());

/** The answer in the channel and the reasons in its thread, of a question with an output as a file; waits until these documents are cited. */
async function told(
  question: string,
  text: string,
  ...documents: readonly string[]
): Promise<{ root: string; thread: string }> {
  const channel = rooms.shift()!;
  const files = [{ name: 'esx.txt', text }];
  await on.workspace.as('oncall').upload({ channel, text: `@vmkbot ${question}`, files });
  const root = await nth(on.workspace, channel, 'answer');
  const detail = await nth(on.workspace, channel, 'detail');
  expect(detail.thread).toBe(root.ts);
  const thread = () => JSON.stringify(said(on.workspace, channel, 'detail'));
  await on.workspace.until(() => documents.every((title) => thread().includes(title)), 20_000);
  return { root: root.text, thread: thread() };
}

/** How a reader is shown the seed; and the vendor's article of the story beside it. */
const CITED = ['S004', 'Notes of an ESXi practitioner'];

const MOVE = 'why does moving vmk0 to the distributed switch fail, vCenter loses the host and ping still answers';
const HANGS = 'any vMotion to this host hangs at 14%, why';
const NLB = 'why does traffic to our NLB cluster in unicast mode only reach one node';

test('the move to a distributed switch that stopped half-way', async () => {
  const { root, thread } = await told(MOVE, `${interfaces('10.64.20.11')}${SWITCHES}`, ...CITED, 'KB 311145');
  expect(root).toMatch(/vmk0 on vSwitch0 and vmk4 on dvSwitch-Office bear one address/);
  expect(thread).toMatch(/[Oo]pen the console/);
});

test('its twin, a second management adapter in another subnet', async () => {
  const { root } = await told(MOVE, `${interfaces('10.64.30.99')}${SWITCHES}`);
  expect(root).toMatch(/only a log or the task in vCenter shows/);
});

test('vMotion that hangs on a dead uplink', async () => {
  const { root, thread } = await told(HANGS, deadUplink({ heardOn3: false, pinned: 'vmnic3' }), ...CITED, 'KB 321009');
  expect(root).toMatch(/vmnic3 of dvSwitch-Office is up, but no switch is heard/);
  expect(thread).toMatch(/practitioner/);
});

test('its twin with a switch on both uplinks', async () => {
  const { root } = await told(HANGS, deadUplink({ heardOn3: true, pinned: 'vmnic3' }));
  expect(root).not.toContain('no switch is heard');
});

test('NLB in unicast mode on a port group as it is installed', async () => {
  const { root, thread } = await told(NLB, policies('NLB Web', true, true), ...CITED, 'KB 1556');
  expect(root).toMatch(/On NLB Web Notify switches is Yes/);
  expect(thread).toContain('--notify-switches=false');
});

test('its twin, a port group that is set for it', async () => {
  const { root } = await told(NLB, policies('NLB Web', false, true));
  expect(root).toMatch(/nothing against unicast mode/);
});
