import { afterAll, beforeAll, expect, test } from 'vitest';
import { AFTER, BEFORE, routesOf } from '../changes/support.ts';
import { card, cards, click, label, notDouble, notices } from './changes-said.ts';
import { outOfReach, policies, type Scene, scene } from './changes-scene.ts';
import { said, whispered } from './said.ts';

let on: Scene;
/** What happens at a point of a change's work. */
let meet: (point: string) => void = () => {};
const clock = { skew: 0 };
beforeAll(async () => {
  const more = { at: (point: string) => meet(point), now: () => Date.now() + clock.skew };
  on = await scene(
    { lab: 6, quick: 2 },
    {
      more,
      policies: (workspace) =>
        policies(workspace, { lab: '' }).concat(policies(workspace, { quick: '' }, '60s').replace('policies:', '')),
    },
  );
}, 60_000);
afterAll(() => on?.end());

/** What the thread of a card was told last that holds these words. */
async function told(channel: string, ts: string, words: RegExp) {
  return on.workspace.until(() => notices(on.workspace, channel, ts).find(({ text }) => words.test(text)), 30_000);
}

test('a fix is a card; who asked cannot confirm it, a second person can; it is applied, saved and told', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { name, host } = on.host();
  const pending = await on.asked(channel, name);
  expect(label(pending)).toEqual(['Confirm', 'Reject', 'Cancel', 'Show details']);
  await click(workspace, 'oncall', channel, 'Confirm');
  const { text, blocks } = await whispered(workspace, channel, 'oncall');
  expect(text).toContain('someone else');
  expect(JSON.stringify(blocks)).toContain(`"user_id":"${workspace.person('netops').id}"`);
  expect(routesOf(host)).toEqual(BEFORE);
  await click(workspace, 'netops', channel, 'Confirm');
  const verified = await card(workspace, channel, 'verified');
  expect(verified.ts).toBe(pending.ts);
  expect(label(verified)).not.toContain('Confirm');
  expect(routesOf(host)).toEqual(AFTER);
  await told(channel, pending.ts, /is verified/);
  const lines = notices(workspace, channel, pending.ts);
  expect(lines.map(({ text }) => text.includes(workspace.person('netops').id))).toEqual([true, false]);
  expect(JSON.stringify(lines.at(-1)!.blocks)).toContain(`"user_id":"${workspace.person('oncall').id}"`);
  expect(cards(workspace, channel)).toHaveLength(1);
  expect(said(workspace, channel, 'answer')).toHaveLength(0);
}, 60_000);

test('the details are for whoever asks for them, alone', async () => {
  const { workspace } = on;
  const channel = on.room();
  await on.asked(channel, on.host().name);
  await click(workspace, 'storage', channel, 'Show details');
  expect(JSON.stringify((await whispered(workspace, channel, 'storage')).blocks)).toContain('10.44.40.0/24');
  await click(workspace, 'oncall', channel, 'Cancel');
  await card(workspace, channel, 'cancelled');
}, 60_000);

test('a host that moved meanwhile: void, with what moved, and nothing was run', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { name, host } = on.host();
  const { ts } = await on.asked(channel, name);
  host.state.config.routes.push({
    ...{ netstack: 'defaultTcpipStack', network: '10.9.0.0', length: 16, gateway: '10.44.20.1', source: 'MANUAL' },
  });
  host.changed();
  await click(workspace, 'netops', channel, 'Confirm');
  await card(workspace, channel, 'void');
  await told(channel, ts, /moved/);
  expect(JSON.stringify(notices(workspace, channel, ts).at(-1)?.blocks)).toContain('10.9.0.0/16');
  expect(host.history.filter((text) => text.includes('mkdir'))).toEqual([]);
  await click(workspace, 'netops', channel, 'Plan again');
  const anew = await card(workspace, channel, 'pending');
  expect(anew.thread).toBeUndefined();
  expect(anew.ts).not.toBe(ts);
}, 60_000);

test('nobody is let in behind the change: the host takes it back by itself, and the thread says why', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { name, host } = on.host('quick');
  meet = outOfReach(host, 'armed:written');
  const { ts } = await on.asked(channel, name);
  await click(workspace, 'netops', channel, 'Confirm');
  await card(workspace, channel, 'rolled-back');
  await told(channel, ts, /reverted/);
  expect(routesOf(host)).toEqual(BEFORE);
  meet = () => {};
}, 60_000);

test('a host that is gone for good needs hands; whoever did it says so, and it is read and closed', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { name, host } = on.host('quick');
  meet = (point) => {
    if (point === 'confirmed:written') host.faults.dead = host.faults.cutOff = true;
  };
  const { ts } = await on.asked(channel, name);
  await click(workspace, 'netops', channel, 'Confirm');
  await card(workspace, channel, 'needs-hands');
  await told(channel, ts, /needs hands/);
  await click(workspace, 'storage', channel, 'I did this');
  expect((await whispered(workspace, channel, 'storage')).text).toContain('No policy lets you');
  await click(workspace, 'lead', channel, 'I did this');
  expect((await whispered(workspace, channel, 'lead')).text).toContain('could not see');
  host.faults.dead = host.faults.cutOff = false;
  await notDouble();
  await click(workspace, 'lead', channel, 'I did this');
  await card(workspace, channel, 'rolled-back');
  expect(routesOf(host)).toEqual(BEFORE);
  meet = () => {};
}, 90_000);

test('a request that nobody answers expires', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { name, host } = on.host();
  const { ts } = await on.asked(channel, name);
  clock.skew = 3_600_000;
  const expired = await card(workspace, channel, 'expired');
  expect(expired.ts).toBe(ts);
  expect(label(expired)).not.toContain('Confirm');
  await told(channel, ts, /expired/);
  expect(routesOf(host)).toEqual(BEFORE);
  clock.skew = 0;
}, 60_000);
