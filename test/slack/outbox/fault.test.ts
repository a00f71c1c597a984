import { expect, onTestFinished, test } from 'vitest';
import { outboxClient } from '../../../src/slack/outbox/client.ts';
import { faultOf } from '../../../src/slack/outbox/fault.ts';
import { type Answer, Wire } from './wire.ts';

/** What the client's own error is read as. */
async function faultAfter(answer: Answer | 'nobody listens', timeoutMs = 5_000) {
  const wire = await Wire.open();
  const client = outboxClient('xoxb-1', wire.api, timeoutMs);
  if (answer === 'nobody listens') await wire.close();
  else {
    wire.answer = () => answer;
    onTestFinished(() => wire.close());
  }
  return client.apiCall('chat.postMessage', { channel: 'C1', text: 'vmk0' }).then(
    () => expect.fail('it worked'),
    (error) => faultOf(error),
  );
}

const again = (unsure: boolean, word: unknown = expect.any(String)) => ({ kind: 'again', unsure, word });
const never = (reason: string, word: string) => ({ kind: 'never', reason, word });

test.each<[string, Answer | 'nobody listens', object]>([
  ['nobody listens: nothing was sent', 'nobody listens', again(false, 'ECONNREFUSED')],
  ['the connection is closed without a reply', 'lose-reply', again(true)],
  ['the reply is no JSON', { status: 200, body: '<html>busy</html>' }, again(true, 'unreadable_reply')],
  ['the reply is empty', { status: 200, body: '' }, again(true, 'unreadable_reply')],
  ['the reply is null', { status: 200, body: 'null' }, again(true)],
  ['the reply says no without a word', { status: 200, body: '{"ok":false}' }, again(true, 'unreadable_reply')],
  ['a server error', { status: 503 }, again(true, 'http_503')],
  ['a proxy that forbids', { status: 403 }, never('given-up', 'http_403')],
  ['a 429', { retryAfter: 7 }, { kind: 'limited', waitMs: 7_000, word: 'ratelimited' }],
  [
    'a 429 for longer than any timer',
    { retryAfter: 1e12 },
    { kind: 'limited', waitMs: 3_600_000, word: 'ratelimited' },
  ],
  ['a rate told in a 200', { error: 'rate_limited' }, { kind: 'limited', waitMs: 30_000, word: 'rate_limited' }],
  ['Slack is not well', { error: 'fatal_error' }, again(true, 'fatal_error')],
  ['Slack refuses', { error: 'is_archived' }, never('archived', 'is_archived')],
])('%s', async (_, answer, fault) => {
  expect(await faultAfter(answer)).toEqual(fault);
});

test('no reply in time', async () => {
  expect(await faultAfter(new Promise(() => {}), 50)).toEqual(again(true));
});
