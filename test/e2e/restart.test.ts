import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startWorkspace, type Workspace } from '../../src/lab/workspace/index.ts';
import { openStore } from '../../src/store/index.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { redisMissing, startRedis } from '../support/redis-server.ts';
import { type Stage, stage } from './bot.ts';
import { buttons, eventually, fenced, nth, said, whispered } from './said.ts';

const rooms = Array.from({ length: 12 }, (_, i) => `room-${i}`);
const open = () =>
  startWorkspace({ rateLimits: 'off', channels: rooms.map((name) => ({ name })), eventRetryMs: [0, 100] });

let workspace: Workspace;
const stages: Stage[] = [];
afterEach(async () => {
  for (const each of stages.splice(0)) await each.end();
  await workspace.close();
});

async function enter(wish: Parameters<typeof stage>[0]): Promise<Stage> {
  const joined = await stage({ ...wish, in: workspace });
  stages.push(joined);
  return joined;
}

test('a bot that was restarted knows its threads, and what it has answered', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vmkbot-store-'));
  workspace = await open();
  const first = await stage({ in: workspace, store: await openStore(folder) });
  const oncall = workspace.as('oncall');
  await oncall.post({ channel: 'room-0', text: `@vmkbot check\n${fenced('shared-vmotion')}` });
  const root = await nth(workspace, 'room-0', 'answer');
  await nth(workspace, 'room-0', 'detail');
  await first.end();
  await enter({ store: await openStore(folder) });
  await oncall.post({ channel: 'room-0', thread: root.ts, text: '@vmkbot route 10.31.8.9' });
  expect(await nth(workspace, 'room-0', 'answer', 2)).toMatchObject({ thread: root.ts });
  rmSync(folder, { recursive: true, force: true });
});

describe('two processes on one Redis', () => {
  const name = `answer each delivery once between them, and know each other's threads${redisMissing === null ? '' : ` (skipped: ${redisMissing})`}`;
  test.skipIf(redisMissing !== null)(
    name,
    async () => {
      const redis = await startRedis();
      workspace = await open();
      try {
        for (let i = 0; i < 2; i += 1) await enter({ store: await openStore(redis.address) });
        await workspace.until(() => workspace.link.connections === 4);
        const repeated = workspace.faults.repeat({ what: 'event', type: 'app_mention', times: 3 });
        const oncall = workspace.as('oncall');
        for (const channel of rooms) await oncall.post({ channel, text: `@vmkbot check\n${fenced('shared-vmotion')}` });
        for (const channel of rooms) await nth(workspace, channel, 'detail');
        await workspace.until(() => workspace.log.deliveries('app_mention').length >= 4 * rooms.length);
        repeated.off();
        for (const channel of rooms) {
          const [root] = said(workspace, channel, 'answer');
          await oncall.post({ channel, thread: root!.ts, text: '@vmkbot forget' });
          await whispered(workspace, channel, 'oncall');
          expect(said(workspace, channel, 'answer')).toHaveLength(1);
        }
      } finally {
        for (const each of stages.splice(0)) await each.end();
        await redis.stop();
      }
    },
    60_000,
  );
});

test('while the store is down questions are answered, and nothing is remembered', async () => {
  const store = new MemoryStore();
  workspace = await open();
  await enter({ store });
  store.down = true;
  const oncall = workspace.as('oncall');
  await oncall.post({ channel: 'room-0', text: `@vmkbot check\n${fenced('shared-vmotion')}` });
  const root = await nth(workspace, 'room-0', 'answer');
  await nth(workspace, 'room-0', 'detail');
  store.down = false;
  await oncall.post({ channel: 'room-0', thread: root.ts, text: '@vmkbot check' });
  expect((await whispered(workspace, 'room-0', 'oncall')).text).toContain('nothing to read');
});

test('a trigger that came too late is told with a button that brings a new one', async () => {
  workspace = await open();
  await enter({});
  const oncall = workspace.as('oncall');
  const slow = workspace.faults.slow(300, { method: 'users.info' });
  const typed = oncall.command({ channel: 'room-0', text: '/vmk why does vMotion use vmk0' });
  await workspace.until(() => slow.hits > 0);
  workspace.clock.advance(3_500);
  await typed;
  const told = await whispered(workspace, 'room-0', 'oncall');
  const [button] = buttons(told);
  expect(button).toMatchObject({ actionId: 'vmk_open_paste', value: 'why does vMotion use vmk0' });
  await oncall.act({ at: { channel: 'room-0', ts: told.ts }, blockId: button!.blockId, actionId: button!.actionId });
  await eventually(async () => (await oncall.views({})).views.at(-1));
});
