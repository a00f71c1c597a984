import { expect, test } from 'vitest';
import { card, given, message } from './given.ts';
import type { Answer, Call } from './wire.ts';

/** Does something to the first call of a method, and answers the others as usual. */
function firstOf(method: string, answer: Answer): (call: Call) => Answer {
  let met = false;
  return (call) => {
    if (met || call.method !== method) return 'usual';
    met = true;
    return answer;
  };
}

test.each([
  ['the connection is closed', 'lose-reply'],
  ['the reply is cut', { status: 200, body: '{"ok":tr' }],
  ['a proxy answers', { status: 502, body: '<html>' }],
  ['Slack says that it broke', { error: 'internal_error' }],
] as const)('after a lost reply a card with buttons stands once: %s', async (_, answer) => {
  const { wire, outbox } = await given();
  wire.answer = firstOf('chat.postMessage', answer);
  // Slack took it in all the same.
  if (answer !== 'lose-reply') wire.messages.push(standing('card-1'));
  const posted = await outbox.post(card('add a route', { key: 'card-1' }));
  expect(wire.messages).toHaveLength(1);
  expect(posted.ts).toBe(wire.messages[0]!.ts);
  expect(wire.calls.map(({ method }) => method)).toEqual(['chat.postMessage', 'conversations.history']);
  expect(wire.of('conversations.history')[0]!.args).toMatchObject({ channel: 'C1', include_all_metadata: 'true' });
});

test('a card whose reply never comes stands once', async () => {
  const { wire, outbox } = await given({}, { timeoutMs: 200 });
  wire.answer = firstOf('chat.postMessage', new Promise<void>((resolve) => setTimeout(resolve, 2_000).unref()));
  wire.messages.push(standing('card-1'));
  await outbox.post(card('add a route', { key: 'card-1' }));
  expect(wire.of('chat.postMessage')).toHaveLength(1);
  expect(wire.of('conversations.history')).toHaveLength(1);
});

test('in a thread it is looked for among the replies', async () => {
  const { wire, outbox } = await given();
  wire.answer = firstOf('chat.postMessage', 'lose-reply');
  const to = { channel: 'C1', thread: '1700000000.000100' };
  await outbox.post(message('the lines', { kind: 'detail' }, to));
  expect(wire.messages).toHaveLength(1);
  expect(wire.of('conversations.replies')[0]!.args).toMatchObject({ ts: to.thread });
});

test('what was posted to a person is looked for in the conversation with them', async () => {
  const { wire, outbox } = await given();
  wire.answer = firstOf('chat.postMessage', 'lose-reply');
  const posted = await outbox.post(card('add a route', { to: { channel: 'U1' } }));
  expect(posted).toEqual({ channel: 'D1', ts: wire.messages[0]!.ts });
  expect(wire.messages).toHaveLength(1);
});

test('what does not stand there is posted again', async () => {
  const { wire, outbox } = await given();
  wire.answer = firstOf('chat.postMessage', { status: 500 });
  await outbox.post(card('add a route'));
  expect(wire.messages).toHaveLength(1);
  expect(wire.calls.map(({ method }) => method)).toEqual([
    'chat.postMessage',
    'conversations.history',
    'chat.postMessage',
  ]);
});

test('while the look-up fails what carries a button is not posted again, and a detail is', async () => {
  const { wire, outbox } = await given({ tries: 4 });
  const lose = firstOf('chat.postMessage', { status: 500 });
  wire.answer = (call) => (call.method === 'chat.postMessage' ? lose(call) : { error: 'missing_scope' });
  const withButton = card('add a route', { kind: 'notice' });
  await expect(outbox.post(withButton)).rejects.toMatchObject({ reason: 'unknown', slack: 'missing_scope' });
  expect(wire.messages).toHaveLength(0);
  const loseAgain = firstOf('chat.postMessage', { status: 500 });
  wire.answer = (call) => (call.method === 'chat.postMessage' ? loseAgain(call) : { error: 'missing_scope' });
  await outbox.post(message('the lines', { kind: 'detail' }));
  expect(wire.messages).toHaveLength(1);
});

test('a card that may stand already is found even when it is too late to post it', async () => {
  let time = Date.now();
  const { wire, outbox } = await given({}, { now: () => time });
  const until = time + 1_000;
  wire.answer = (call) => {
    if (call.method !== 'chat.postMessage') return 'usual';
    time = until;
    return 'lose-reply';
  };
  await expect(outbox.post(card('add a route', { until }))).resolves.toMatchObject({ channel: 'C1' });
});

test('nothing is looked for where nothing was sent', async () => {
  const { wire, outbox, lines } = await given({ tries: 3 });
  await wire.close();
  await expect(outbox.post(card('add a route'))).rejects.toMatchObject({ reason: 'given-up', slack: 'ECONNREFUSED' });
  expect(lines.map(({ level }) => level)).toEqual(['warn']);
});

test('a file whose completion was lost is shown once', async () => {
  const { wire, outbox } = await given();
  wire.answer = firstOf('files.completeUploadExternal', 'lose-reply');
  const to = { channel: 'C1', thread: '1700000000.000100' };
  await outbox.upload(to, { name: 'lines.txt', title: 'The lines', text: 'vmk0 – 10.0.1.128' });
  expect([...wire.uploads.values()]).toEqual(['vmk0 – 10.0.1.128']);
  expect(wire.messages).toMatchObject([{ channel: 'C1', thread_ts: to.thread, files: [{ title: 'The lines' }] }]);
  expect(wire.of('files.completeUploadExternal')).toHaveLength(1);
});

test('bytes that did not arrive are sent to a new address', async () => {
  const { wire, outbox } = await given();
  let met = false;
  wire.answer = ({ method }) => {
    if (!method.startsWith('upload/') || met) return 'usual';
    met = true;
    return { status: 500 };
  };
  await outbox.upload({ channel: 'C1' }, { name: 'lines.txt', title: 'The lines', text: 'vmk0' });
  expect(wire.of('files.getUploadURLExternal')).toHaveLength(2);
  expect(wire.messages).toHaveLength(1);
});

function standing(key: string) {
  const metadata = { event_type: 'vmkbot', event_payload: { key, kind: 'change' } };
  const ts = `${Math.floor(Date.now() / 1_000)}.000200`;
  return { channel: 'C1', ts, thread_ts: undefined, text: '', blocks: [], metadata };
}
