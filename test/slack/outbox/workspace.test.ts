import { App, LogLevel } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startWorkspace, type Workspace } from '../../../src/lab/workspace/index.ts';
import { Responder } from '../../../src/slack/delivery/respond.ts';
import { outboxClient } from '../../../src/slack/outbox/client.ts';
import { createOutbox, type LinkedOutbox } from '../../../src/slack/outbox/create.ts';
import { card, message } from './given.ts';

let workspace: Workspace;
let outbox: LinkedOutbox;

beforeEach(async () => {
  const channels = [
    { name: 'ops' },
    { name: 'night' },
    { name: 'random', app: false },
    { name: 'old', archived: true },
    { name: 'secret', kind: 'private' as const, app: false },
  ];
  workspace = await startWorkspace({ channels });
  const client = outboxClient(workspace.botToken, workspace.apiUrl, 2_000);
  outbox = createOutbox({ client, limits: { firstBackOffMs: 20 } });
});

afterEach(async () => {
  await outbox.close(0);
  await workspace.close();
});

const id = (name: string) => workspace.channel(name).id;
const texts = (name: string) => workspace.messages(name).map(({ text }) => text);

test('a strict Slack takes a root, its edit, details, a card, a whisper and a file', async () => {
  const to = { channel: id('ops') };
  const root = await outbox.post(message('reading esx-07', { kind: 'progress', key: 'k1' }, to));
  await outbox.edit(root, message('vmk0 owns 10.0.1.0/24', { kind: 'answer', key: 'k1' }, to));
  const thread = { ...to, thread: root.ts };
  await outbox.post(message('why', { kind: 'detail' }, thread));
  await outbox.post(card('add a route', { to: thread }));
  await outbox.upload(thread, { name: 'lines.txt', title: 'The lines', text: 'vmk0 – 10.0.1.128' });
  await outbox.whisper({ ...thread, user: workspace.person('oncall').id }, message('you may not').page);

  const file = await workspace.until(() => workspace.messages('ops')[3]);
  expect(texts('ops').slice(0, 3)).toEqual(['vmk0 owns 10.0.1.0/24', 'why', 'add a route']);
  expect(file).toMatchObject({ thread: root.ts });
  expect(workspace.whispers('ops', 'oncall').map(({ text }) => text)).toEqual(['you may not']);
});

test('while one channel is told to wait another goes on', async () => {
  const stalled = workspace.faults.rateLimited({ channel: id('ops'), retryAfter: 3_000 });
  const waiting = outbox.post(message('waits', {}, { channel: id('ops') }));
  await workspace.until(() => stalled.hits > 0);
  for (const text of ['one', 'two', 'three']) await outbox.post(message(text, {}, { channel: id('night') }));
  expect(texts('night')).toEqual(['one', 'two', 'three']);
  expect(texts('ops')).toEqual([]);
  expect(stalled.hits).toBe(1);
  await outbox.close(0);
  await expect(waiting).rejects.toMatchObject({ reason: 'closed' });
});

test.each(['loseReply', 'loseRequest', 'serverError', 'hang'] as const)(
  'a card stands once, whatever happens to its first call: %s',
  async (fault) => {
    const to = { channel: id('ops') };
    const struck = workspace.faults[fault]({ method: 'chat.postMessage', count: 1 });
    const root = await outbox.post(card('add a route', { to }));
    const again = workspace.faults[fault]({ method: 'chat.postMessage', count: 1 });
    await outbox.post(card('in a thread', { to: { ...to, thread: root.ts } }));
    expect(texts('ops')).toEqual(['add a route', 'in a thread']);
    expect([struck.hits, again.hits]).toEqual([1, 1]);
    expect(workspace.messages('ops')[0]!.ts).toBe(root.ts);
  },
);

test('a card that Slack said nothing about, sent to a person, stands once', async () => {
  workspace.faults.loseReply({ method: 'chat.postMessage', count: 1 });
  const oncall = workspace.person('oncall').id;
  const posted = await outbox.post(card('add a route', { to: { channel: oncall } }));
  const next = await outbox.post(message('done', {}, { channel: posted.channel }));
  expect(next.channel).toBe(posted.channel);
  expect(workspace.log.calls('chat.postMessage')).toHaveLength(2);
});

test('ten thousand edits stay within the limits of Slack', async () => {
  const to = { channel: id('ops') };
  const root = await outbox.post(message('reading esx-07', { kind: 'progress' }, to));
  const all = Array.from({ length: 10_000 }, (_, n) => outbox.edit(root, message(`${n}`, { kind: 'progress' }, to)));
  await Promise.all(all);
  expect(texts('ops')).toEqual(['9999']);
  expect(workspace.log.calls('chat.update').length).toBeLessThan(5);
});

test('more posts than a second allows bring no 429', async () => {
  const to = { channel: id('ops') };
  await Promise.all(['1', '2', '3', '4', '5'].map((text) => outbox.post(message(text, {}, to))));
  expect(texts('ops')).toEqual(['1', '2', '3', '4', '5']);
  expect(workspace.log.calls('chat.postMessage').map(({ status }) => status)).toEqual(Array(5).fill(200));
});

test.each([
  ['random', 'not-in-channel'],
  ['old', 'archived'],
  ['secret', 'channel-not-found'],
])('in #%s the reason is %s', async (name, reason) => {
  await expect(outbox.post(message('vmk0', {}, { channel: id(name) }))).rejects.toMatchObject({ reason });
});

test('a revoked token makes the bot not ready', async () => {
  workspace.faults.refuse('token_revoked');
  await expect(outbox.post(message('vmk0', {}, { channel: id('ops') }))).rejects.toMatchObject({ reason: 'revoked' });
  expect(outbox.health().revoked).toBe('token_revoked');
});

test('by the response_url of a command a person is told five times, and then by whispers', async () => {
  const responds = new Responder({ outbox, apiUrl: workspace.apiUrl });
  const app = new App({
    token: workspace.botToken,
    appToken: workspace.appToken,
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: workspace.apiUrl },
  });
  const told: string[] = [];
  app.command('/vmk', async ({ ack, command }) => {
    await ack();
    const respond = responds.respondTo(command.response_url, { channel: command.channel_id, user: command.user_id });
    for (let n = 1; n <= 7; n += 1) told.push(await respond(message(`${n}`).page));
  });
  await app.start();
  await workspace.as('oncall').command({ channel: 'ops', text: '/vmk check esx-07' });
  await workspace.until(() => told.length === 7);
  await app.stop();
  expect(told).toEqual([...Array(5).fill('response-url'), 'whisper', 'whisper']);
  const whispers = workspace.whispers('ops', 'oncall').map(({ text }) => text);
  expect(whispers).toEqual(['1', '2', '3', '4', '5', '6', '7']);
});
