import type { App } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { boltOnSockets, type Used, use } from './support.ts';

let used: Used;
let workspace: Workspace;
let app: App;

beforeEach(async () => {
  used = await use();
  workspace = used.workspace;
  app = boltOnSockets(workspace);
});

afterEach(async () => {
  await app.stop();
  await used.end();
});

test('a slash command is acknowledged, answered in the channel and to the person alone', async () => {
  app.command('/vmk', async ({ command, ack, respond, client }) => {
    await ack();
    await client.chat.postMessage({ channel: command.channel_id, text: `asked: ${command.text}` });
    await respond(`to you: ${command.text}`);
  });
  await app.start();

  const { outcome } = await workspace.as('oncall').command({ channel: 'ops', text: '/vmk check esx-07' });

  expect(outcome).toBe('acknowledged');
  const whisper = await workspace.until(() => workspace.whispers('ops', 'oncall')[0]);
  expect(whisper.text).toBe('to you: check esx-07');
  expect(workspace.messages('ops').map(({ text }) => text)).toEqual(['asked: check esx-07']);
});

test('a mention raises app_mention, and the reply in its thread does not', async () => {
  const heard: string[] = [];
  app.event('app_mention', async ({ event, say }) => {
    heard.push(event.text);
    await say({ text: `<@${workspace.team.app.userId}> heard`, thread_ts: event.ts });
  });
  await app.start();

  const { message } = await workspace.as('netops').post({ channel: 'ops', text: '@vmkbot why does vMotion use vmk0?' });

  const reply = await workspace.until(() => workspace.messages('ops').find(({ thread }) => thread === message.ts));
  expect(reply.text).toContain('heard');
  await workspace.until(() => workspace.log.deliveries('message').length === 2);
  expect(heard).toEqual([`<@${workspace.team.app.userId}> why does vMotion use vmk0?`]);
});
