import { expect, onTestFinished, test } from 'vitest';
import { Responder } from '../../../src/slack/delivery/respond.ts';
import { isResponseUrl } from '../../../src/slack/delivery/response-url.ts';
import { given, message } from '../outbox/given.ts';
import { Wire } from '../outbox/wire.ts';

const person = { channel: 'C1', user: 'U1' };
const { page } = message('you may not change esx-07');

/** A responder whose outbox and response URLs are one server. */
async function responder(now?: () => number) {
  const { wire, outbox, lines } = await given();
  const say = (_facts: object, text: string) => void lines.push({ level: 'warn', facts: {}, message: text });
  const log = { info: say, warn: say, error: say };
  const responds = new Responder({ outbox, apiUrl: wire.api, log, ...(now ? { now } : {}) });
  return { wire, lines, responds, url: `${wire.origin}/response/1` };
}

test('a response URL is used five times, whoever uses it, and then the person is told by a whisper', async () => {
  const { wire, responds, url } = await responder();
  const first = responds.respondTo(url, person);
  const second = responds.respondTo(url, { channel: 'C1', user: 'U2' });
  const told = await Promise.all([first, second, first, second, first, second, first].map((respond) => respond(page)));
  expect(told.filter((how) => how === 'response-url')).toHaveLength(5);
  expect(told.filter((how) => how === 'whisper')).toHaveLength(2);
  expect(wire.of('response/1')).toHaveLength(5);
  expect(wire.of('chat.postEphemeral')).toHaveLength(2);
});

test('a response URL is used for 30 minutes', async () => {
  let time = 0;
  const { responds, url } = await responder(() => time);
  const respond = responds.respondTo(url, person);
  time = 30 * 60_000 - 1;
  expect(await respond(page)).toBe('response-url');
  time += 1;
  expect(await respond(page)).toBe('whisper');
  expect(await responds.respondTo(url, person)(page)).toBe('whisper');
});

test('of response URLs only the last 10,000 are remembered, and one that is forgotten is used no more', async () => {
  const { wire, responds } = await responder();
  const urls = Array.from({ length: 10_001 }, (_, i) => `${wire.origin}/response/${i}`);
  const [first, second] = urls.map((url) => responds.respondTo(url, person));
  expect(await first!(page)).toBe('whisper');
  expect(await second!(page)).toBe('response-url');
});

test('what a response URL does not take is whispered', async () => {
  const { wire, responds, url } = await responder();
  wire.answer = ({ method }) => (method === 'response/1' ? { error: 'used_url' } : 'usual');
  expect(await responds.respondTo(url, person)(page)).toBe('whisper');
  wire.answer = ({ method }) => (method === 'response/1' ? { status: 404, body: 'expired_url' } : 'usual');
  expect(await responds.respondTo(url, person)(page)).toBe('whisper');
  wire.answer = ({ method }) => (method === 'response/1' ? 'refuse-connection' : 'usual');
  expect(await responds.respondTo(url, person)(page)).toBe('whisper');
});

test('where the bot is not in the channel the person is told directly', async () => {
  const { wire, responds } = await responder();
  wire.answer = ({ method }) => (method === 'chat.postEphemeral' ? { error: 'not_in_channel' } : 'usual');
  expect(await responds.respondTo(undefined, person)(page)).toBe('direct-message');
  expect(wire.messages).toMatchObject([{ channel: 'D1', text: page.text }]);
});

test('where the thread is gone the person is told in the channel, and where that is not to be, directly', async () => {
  const { wire, responds, url } = await responder();
  wire.answer = ({ method, args }) => {
    if (method === 'response/1') return { status: 400, body: 'invalid_thread_ts' };
    return method === 'chat.postEphemeral' && args.thread_ts !== undefined ? { error: 'invalid_thread_ts' } : 'usual';
  };
  const there = { ...person, thread: '1.1' };
  expect(await responds.respondTo(url, there)(page)).toBe('whisper');
  expect(wire.of('chat.postEphemeral').map(({ args }) => args.thread_ts)).toEqual(['1.1', undefined]);
  wire.answer = ({ method }) => (method === 'chat.postEphemeral' ? { error: 'thread_not_found' } : 'usual');
  expect(await responds.respondTo(undefined, there)(page)).toBe('direct-message');
});

test('who cannot be told at all is said to the caller and in the log', async () => {
  const { wire, responds, lines } = await responder();
  wire.answer = ({ method }) => ({ error: method === 'chat.postEphemeral' ? 'is_archived' : 'messages_tab_disabled' });
  expect(await responds.respondTo(undefined, person)(page)).toBe('untold');
  expect(lines.at(-1)!.message).toBe('a person could not be told');
});

test('a replacement replaces, a whisper is seen by one person, and both stay in their thread', async () => {
  const { wire, responds, url } = await responder();
  const bodies: string[] = [];
  wire.answer = ({ body }) => {
    bodies.push(body);
    return 'usual';
  };
  const respond = responds.respondTo(url, { ...person, thread: '1.1' });
  await respond(page);
  await respond(page, 'replacement');
  expect(bodies.map((body) => JSON.parse(body))).toMatchObject([
    { response_type: 'ephemeral', replace_original: false, thread_ts: '1.1', text: page.text, blocks: page.blocks },
    { replace_original: true, text: page.text },
  ]);
});

test('only Slack and the configured API are ever called', async () => {
  const other = await Wire.open();
  onTestFinished(() => other.close());
  const { wire, responds } = await responder();
  expect(await responds.respondTo(`${other.origin}/response/1`, person)(page)).toBe('whisper');
  expect(other.calls).toEqual([]);
  expect(wire.calls.map(({ method }) => method)).toEqual(['chat.postEphemeral']);
});

test('a redirect is not followed', async () => {
  const other = await Wire.open();
  onTestFinished(() => other.close());
  const { wire, responds, url } = await responder();
  wire.answer = ({ method }) => (method === 'response/1' ? { redirect: `${other.origin}/taken` } : 'usual');
  expect(await responds.respondTo(url, person)(page)).toBe('whisper');
  expect(other.calls).toEqual([]);
});

test.each([
  ['https://hooks.slack.com/commands/T1/1/a', true],
  ['https://hooks.slack-gov.com/actions/T1/1/a', true],
  ['http://127.0.0.1:3000/response/1', true],
  ['http://hooks.slack.com/commands/T1/1/a', false],
  ['https://hooks.slack.com:8443/commands', false],
  ['https://hooks.slack.com@127.0.0.1/commands', false],
  ['https://user:word@hooks.slack.com/commands', false],
  ['https://hooks.slack.com.example.org/', false],
  ['https://example.org/hooks.slack.com', false],
  ['http://127.0.0.1:3001/response/1', false],
  ['http://169.254.169.254/latest', false],
  ['file:///etc/passwd', false],
  ['not an address', false],
])('%s is one of Slack or the configured API: %s', (url, expected) => {
  expect(isResponseUrl(url, 'http://127.0.0.1:3000/api/')).toBe(expected);
});
