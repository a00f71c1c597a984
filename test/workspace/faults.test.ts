import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { boltOnSockets, clientFor, type Used, use } from './support.ts';

let used: Used;
let workspace: Workspace;
const post = (text = 'a') => used.client.chat.postMessage({ channel: used.ops, text });
const texts = () => workspace.messages('ops').map(({ text }) => text);

beforeEach(async () => {
  used = await use({ ackMs: 300, eventRetryMs: [0, 10, 10] });
  workspace = used.workspace;
});
afterEach(() => used.end());

test('429, once, in one channel', async () => {
  const fault = workspace.faults.rateLimited({
    method: 'chat.postMessage',
    channel: used.ops,
    retryAfter: 7,
    count: 1,
  });
  await expect(post()).rejects.toMatchObject({ retryAfter: 7 });
  await post();
  expect(fault.hits).toBe(1);
});

test('500, until it is switched off', async () => {
  const fault = workspace.faults.serverError();
  await expect(post()).rejects.toMatchObject({ statusCode: 500 });
  fault.off();
  await post();
});

test('a lost request is not done, a lost reply is', async () => {
  workspace.faults.loseRequest({ count: 1 });
  await expect(post('one')).rejects.toThrow();
  expect(texts()).toEqual([]);
  workspace.faults.loseReply({ count: 1 });
  await expect(post('two')).rejects.toThrow();
  expect(texts()).toEqual(['two']);
});

test('a call that hangs is not answered and not done', async () => {
  workspace.faults.hang({ count: 1 });
  const late = AbortSignal.timeout(200);
  const init = { method: 'POST', signal: late, headers: { authorization: `Bearer ${workspace.botToken}` } };
  await expect(fetch(`${workspace.apiUrl}auth.test`, init)).rejects.toThrow();
  await clientFor(workspace).auth.test();
});

test('an error word of choice', async () => {
  workspace.faults.refuse('fatal_error', { method: 'chat.postMessage', count: 1 });
  await expect(post()).rejects.toMatchObject({ data: { error: 'fatal_error' } });
});

/** A bot that hears mentions, and the texts it heard. */
async function listening() {
  const app = boltOnSockets(workspace);
  const heard: { text: string; id: string; retry: number | undefined }[] = [];
  app.event('app_mention', async ({ event, body, context }) => {
    heard.push({ text: event.text.split(' ')[1]!, id: body.event_id, retry: context.retryNum });
  });
  await app.start();
  return { app, heard };
}
const mention = (text: string) => workspace.as('oncall').post({ channel: 'ops', text: `@vmkbot ${text}` });
const only = { type: 'app_mention' } as const;

test('an event that is dropped comes again with the same id', async () => {
  const { app, heard } = await listening();
  workspace.faults.drop({ ...only, count: 1 });
  await mention('one');
  await workspace.until(() => heard.length === 1);
  expect(heard).toMatchObject([{ text: 'one', retry: 1 }]);
  await app.stop();
});

test('a delivery that is repeated has the same event_id', async () => {
  const { app, heard } = await listening();
  workspace.faults.repeat({ ...only, count: 1 });
  await mention('one');
  await workspace.until(() => heard.length === 2);
  expect(heard[0]!.id).toBe(heard[1]!.id);
  await app.stop();
});

test('a delivery that is delayed comes after the next one, and so does one that is reordered', async () => {
  const { app, heard } = await listening();
  workspace.faults.reorder({ ...only, count: 1 });
  await mention('one');
  await workspace.as('oncall').post({ channel: 'ops', text: 'of another type' });
  await workspace.until(() => workspace.log.deliveries('message').every(({ outcome }) => outcome === 'acknowledged'));
  expect(heard).toEqual([]);
  await mention('two');
  await workspace.until(() => heard.length === 2);
  workspace.faults.delay(150, { ...only, count: 1 });
  await mention('three');
  await mention('four');
  await workspace.until(() => heard.length === 4);
  expect(heard.map(({ text }) => text)).toEqual(['two', 'one', 'four', 'three']);
  await app.stop();
});

test('a match of one’s own', async () => {
  const { app, heard } = await listening();
  workspace.faults.drop({ ...only, match: ({ body }) => JSON.stringify(body).includes('two') });
  await mention('one');
  await mention('two');
  await workspace.until(
    () => workspace.log.deliveries('app_mention').filter(({ outcome }) => outcome !== 'sent').length === 5,
  );
  expect(heard.map(({ text }) => text)).toEqual(['one']);
  await app.stop();
});
