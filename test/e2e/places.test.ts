import { afterEach, expect, test } from 'vitest';
import { createReadiness } from '../../src/health/readiness.ts';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { type Stage, stage } from './bot.ts';
import { boxFor, eventually, fenced, nth, output, whispered } from './said.ts';

let on: Stage;
afterEach(() => on?.end());

const question = `@vmkbot check\n${fenced('shared-vmotion')}`;

const invites = (message: object) => JSON.stringify(message).includes('/invite @vmkbot');

test('where the bot is not in the channel, who asked is told how to invite it', async () => {
  const hosts = [{ name: 'esx-07', group: 'prod' }];
  const policies = ({ person }: Workspace) =>
    `policies: [{ groups: [prod], changes: [route], ask: { users: [${person('oncall').id}] }, approve: { users: [U0] } }]`;
  on = await stage({ hosts, policies, channels: [{ name: 'random', app: false }] });
  await on.workspace.as('oncall').command({ channel: 'random', text: '/vmk check esx-07' });
  expect(await whispered(on.workspace, 'random', 'oncall')).toSatisfy(invites);
  expect(on.workspace.messages('random')).toHaveLength(0);
});

test('who asked by the box, which has no way back, is told in a direct message', async () => {
  on = await stage({ channels: [{ name: 'random', app: false }] });
  const oncall = on.workspace.as('oncall');
  const { id: view } = await boxFor(on.workspace, 'oncall', 'random', 'check');
  const text = output('old-gateway').slice(0, 3_000);
  expect(await oncall.submitView({ view, values: { paste_1: { value: { text } } } })).toEqual({ outcome: 'closed' });
  await eventually(async () => {
    const { messages } = await oncall.messages({ channel: 'vmkbot' });
    return messages.some(invites);
  });
  expect(on.workspace.messages('random')).toHaveLength(0);
});

test('a channel that is archived while its question is answered costs nothing but that answer', async () => {
  on = await stage({ channels: [{ name: 'ops' }, { name: 'old' }] });
  const { workspace } = on;
  const slow = workspace.faults.slow(300, { method: 'users.info' });
  await workspace.as('oncall').post({ channel: 'old', text: question });
  await workspace.until(() => slow.hits > 0);
  await workspace.as('oncall').archive({ channel: 'old' });
  const told = await workspace.until(() =>
    workspace.log.calls('chat.postMessage').find(({ args }) => JSON.stringify(args).includes('archived')),
  );
  expect(told.error).toBeUndefined();
  await workspace.as('oncall').post({ channel: 'ops', text: question });
  await nth(workspace, 'ops', 'answer');
});

test('with its token taken away the bot is not ready, lives on, and answers again once it is given back', async () => {
  on = await stage();
  const { workspace, bot, store } = on;
  const readiness = () =>
    createReadiness({
      linkDownFor: bot.linkDownFor,
      revoked: () => bot.outbox.health().revoked,
      tokenIsGood: bot.tokenIsGood,
      storeIsReady: () => store.ready(),
      phase: () => 'running',
    })();
  expect(await readiness()).toEqual({ ready: true, faults: [] });
  await workspace.as('oncall').revoke({});
  await workspace.as('oncall').post({ channel: 'ops', text: question });
  await expect.poll(readiness).toEqual({ ready: false, faults: ['slack-token'] });
  await workspace.as('oncall').restore({});
  await expect.poll(bot.tokenIsGood).toBe(true);
  await workspace.as('oncall').post({ channel: 'ops', text: question });
  await nth(workspace, 'ops', 'answer');
});
