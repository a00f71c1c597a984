import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startWorkspace, type Workspace } from '../../src/lab/workspace/index.ts';
import { openStore } from '../../src/store/index.ts';
import { redisMissing, startRedis } from '../support/redis-server.ts';
import { type Stage, stage } from './bot.ts';
import { buttons, fenced, nth, said, whispered, whispers } from './said.ts';

let workspace: Workspace;
const stages: Stage[] = [];
afterEach(async () => {
  for (const each of stages.splice(0)) await each.end();
  await workspace.close();
});

async function enter(wish: Parameters<typeof stage>[0] = {}): Promise<Stage> {
  const joined = await stage({ ...wish, in: workspace });
  stages.push(joined);
  return joined;
}

const open = async () => {
  workspace = await startWorkspace({ rateLimits: 'off' });
};
const ask = () => workspace.as('oncall').post({ channel: 'ops', text: `@vmkbot check\n${fenced('shared-vmotion')}` });

/** A bot in a process of its own, which is killed while it posts its first answer. */
async function killedInTheMiddle(store: string): Promise<void> {
  const { botToken: SLACK_BOT_TOKEN, appToken: SLACK_APP_TOKEN, apiUrl: SLACK_API_URL } = workspace;
  const env = { PATH: process.env.PATH, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_API_URL, VMKBOT_STORE: store };
  const words = [resolve('dist/vmkbot.js'), 'start'];
  const child = spawn(process.execPath, words, { env, stdio: 'ignore' });
  const ended = new Promise((done) => child.once('exit', done));
  try {
    await workspace.until(() => workspace.link.connections === 2, 90_000);
    const hung = workspace.faults.hang({ method: 'chat.postMessage' });
    await ask();
    await workspace.until(() => hung.hits > 0, 60_000);
    child.kill('SIGKILL');
    await ended;
    hung.off();
  } finally {
    child.kill('SIGKILL');
  }
}

const told = () => whispers(workspace, 'ops', 'oncall');

describe('a question that a killed process leaves is told to who asked it, once', () => {
  test('by the next process on an embedded store', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vmkbot-left-'));
    await open();
    await killedInTheMiddle(folder);
    await enter({ store: await openStore(folder), leaseMs: 300 });
    expect((await whispered(workspace, 'ops', 'oncall')).text).toContain('in the middle of your question');
    // It may be asked again, and is then over: nothing is left to be told.
    await ask();
    await nth(workspace, 'ops', 'detail');
    await expect.poll(() => stages[0]!.store.list('open/')).toEqual([]);
    expect(told()).toHaveLength(1);
    for (const each of stages.splice(0)) await each.end();
    rmSync(folder, { recursive: true, force: true });
  }, 240_000);

  test.skipIf(redisMissing !== null)(
    `by one of two on one Redis, and nothing is told that another one works on${redisMissing === null ? '' : ` (skipped: ${redisMissing})`}`,
    async () => {
      const redis = await startRedis();
      await open();
      try {
        await killedInTheMiddle(redis.address);
        for (let i = 0; i < 2; i += 1) await enter({ store: await openStore(redis.address), leaseMs: 600 });
        await workspace.until(() => workspace.link.connections === 4);
        const hung = workspace.faults.hang({ method: 'chat.postMessage', count: 1 });
        await ask();
        expect((await workspace.until(() => told()[0], 20_000)).text).toContain('in the middle of your question');
        hung.off();
        // The hung call is given up by then, and its answer posted.
        await workspace.until(() => said(workspace, 'ops', 'detail').length === 1, 60_000);
        await expect.poll(() => stages[0]!.store.list('open/')).toEqual([]);
        expect(told()).toHaveLength(1);
      } finally {
        for (const each of stages.splice(0)) await each.end();
        await redis.stop();
      }
    },
    90_000,
  );
});

test('a button whose first press is still worked on does nothing more, and says so', async () => {
  await open();
  await enter();
  const oncall = workspace.as('oncall');
  await ask();
  const root = await nth(workspace, 'ops', 'answer');
  await nth(workspace, 'ops', 'detail');
  const [button] = buttons(root);
  const at = { channel: 'ops', ts: root.ts };
  const press = () => oncall.act({ at, blockId: button!.blockId, actionId: button!.actionId });
  const slow = workspace.faults.slow(4_000, { method: 'chat.postMessage' });
  await press();
  await workspace.until(() => slow.hits > 0);
  // A double click is silent; what comes later is told.
  await press();
  await new Promise((later) => setTimeout(later, 2_200));
  await press();
  expect((await workspace.until(() => told()[0], 20_000)).text).toContain('already on it');
  slow.off();
  await nth(workspace, 'ops', 'answer', 2);
  await nth(workspace, 'ops', 'detail', 2);
  expect(said(workspace, 'ops', 'answer')).toHaveLength(2);
  expect(told()).toHaveLength(1);
});

test('who asks while as many questions are worked on as may be is told so', async () => {
  await open();
  const { bot } = await enter({ mostAtOnce: 1 });
  const slow = workspace.faults.slow(1_500, { method: 'chat.postMessage', count: 1 });
  await ask();
  await workspace.until(() => slow.hits > 0);
  await workspace.as('netops').command({ channel: 'ops', text: '/vmk help' });
  expect((await whispered(workspace, 'ops', 'netops')).text).toContain('I am busy with 1 question');
  await nth(workspace, 'ops', 'detail');
  await workspace.as('netops').command({ channel: 'ops', text: '/vmk help' });
  expect((await whispered(workspace, 'ops', 'netops', 2)).text).not.toContain('busy');
  expect(await bot.metrics.registry.metrics()).toContain('vmkbot_outcomes_total{outcome="busy"} 1');
});
