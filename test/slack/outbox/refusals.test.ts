import { expect, test } from 'vitest';
import { given, message } from './given.ts';

test.each([
  ['not_in_channel', 'not-in-channel'],
  ['channel_not_found', 'channel-not-found'],
  ['is_archived', 'archived'],
  ['restricted_action_thread_locked', 'forbidden'],
  ['missing_scope', 'forbidden'],
  ['invalid_blocks', 'given-up'],
  ['constructor', 'given-up'],
] as const)('%s is told as %s, and not tried again', async (error, reason) => {
  const { wire, outbox } = await given();
  wire.answer = () => ({ error });
  await expect(outbox.post(message('vmk0'))).rejects.toMatchObject({ name: 'Undelivered', reason, slack: error });
  expect(wire.calls).toHaveLength(1);
});

test('a revoked token ends everything, with one line in the log, and the bot is not ready', async () => {
  const { wire, outbox, lines } = await given();
  await outbox.post(message('before'));
  expect(outbox.health()).toMatchObject({ revoked: null, lastSuccess: expect.any(Number) });
  const calls = wire.calls.length;
  wire.answer = () => ({ error: 'token_revoked' });
  const all = ['C1', 'C1', 'C2', 'C3'].map((channel) => outbox.post(message('vmk0', {}, { channel })));
  for (const each of all) await expect(each).rejects.toMatchObject({ reason: 'revoked', slack: 'token_revoked' });
  await expect(outbox.whisper({ channel: 'C9', user: 'U1' }, message('').page)).rejects.toMatchObject({
    reason: 'revoked',
  });
  expect(outbox.health()).toMatchObject({ revoked: 'token_revoked', waiting: 0 });
  expect(lines.filter(({ level }) => level !== 'info')).toHaveLength(1);
  expect(lines[0]).toMatchObject({ level: 'error', facts: { slack: 'token_revoked' } });
  // One call a channel was on its way at most, and Slack was asked once whether it is so; nothing follows.
  const since = wire.calls.slice(calls).map(({ method }) => method);
  expect(since.filter((method) => method !== 'auth.test').length).toBeLessThanOrEqual(3);
  expect(since.filter((method) => method === 'auth.test')).toHaveLength(1);
});

test('one refusal that auth.test does not confirm costs nothing', async () => {
  const { wire, outbox, lines } = await given();
  wire.answer = ({ method, number }) =>
    method === 'chat.postMessage' && number === 1 ? { error: 'invalid_auth' } : 'usual';
  await Promise.all([outbox.post(message('vmk0')), outbox.post(message('vmk1', {}, { channel: 'C2' }))]);
  expect(wire.messages.map(({ text }) => text).sort()).toEqual(['vmk0', 'vmk1']);
  expect(outbox.health().revoked).toBeNull();
  expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
});

test('while Slack does not say whether the token is good, what waits is tried again', async () => {
  const { wire, outbox } = await given();
  wire.answer = ({ method, number }) => {
    if (method === 'auth.test') return { error: 'internal_error' };
    return number < 4 ? { error: 'invalid_auth' } : 'usual';
  };
  await outbox.post(message('vmk0'));
  expect(outbox.health().revoked).toBeNull();
});

test.each(['by itself', 'when it is asked'])('a token that is good again is used again, found out %s', async (how) => {
  const { wire, outbox } = await given({ tokenEveryMs: how === 'by itself' ? 10 : 3_600_000 });
  wire.answer = () => ({ error: 'token_revoked' });
  await expect(outbox.post(message('lost'))).rejects.toMatchObject({ reason: 'revoked' });
  expect(await outbox.tokenIsGood()).toBe(false);
  wire.answer = () => 'usual';
  if (how === 'when it is asked') expect(await outbox.tokenIsGood()).toBe(true);
  else await expect.poll(() => outbox.health().revoked).toBeNull();
  await outbox.post(message('said'));
  expect(wire.messages.map(({ text }) => text)).toEqual(['said']);
});

test('closed is closed, whatever becomes of the token', async () => {
  const { wire, outbox } = await given();
  wire.answer = () => ({ error: 'token_revoked' });
  await expect(outbox.post(message('lost'))).rejects.toMatchObject({ reason: 'revoked' });
  await outbox.close(0);
  wire.answer = () => 'usual';
  await outbox.tokenIsGood();
  await expect(outbox.post(message('more'))).rejects.toMatchObject({ reason: 'closed' });
});

test('what says nothing any more is dropped', async () => {
  let time = Date.now();
  const { wire, outbox } = await given({ postsAtOnce: 1, postsPerSecond: 20 }, { now: () => time });
  const first = outbox.post(message('first'));
  const late = outbox.post(message('late', { until: time + 1_000 }));
  const last = outbox.post(message('last', { until: time + 60_000 }));
  time += 1_000;
  await expect(late).rejects.toMatchObject({ reason: 'too-late' });
  await Promise.all([first, last]);
  expect(wire.messages.map(({ text }) => text)).toEqual(['first', 'last']);
});

test('what is late is dropped while its channel is stalled', async () => {
  const { wire, outbox } = await given();
  wire.answer = () => ({ retryAfter: 3_000 });
  const stalled = outbox.post(message('vmk0', { until: Date.now() + 50 }));
  await expect(stalled).rejects.toMatchObject({ reason: 'too-late' });
});

test('a channel keeps so many messages and no more, all channels so many, and it is said once', async () => {
  const { wire, outbox, lines } = await given({ waitingPerChannel: 10, waiting: 15 });
  wire.answer = () => ({ retryAfter: 3_000 });
  const post = (channel: string) => outbox.post(message('vmk0', {}, { channel }));
  const here = Array.from({ length: 30 }, () => post('C1'));
  const elsewhere = Array.from({ length: 10 }, () => post('C2'));
  expect(outbox.health().waiting).toBe(15);
  for (const each of [...here.slice(10), ...elsewhere.slice(5)]) {
    await expect(each).rejects.toMatchObject({ reason: 'full' });
  }
  expect(lines.filter(({ level }) => level === 'warn').map(({ facts }) => facts.channel)).toEqual(['C1', 'C2']);
});

test('long messages count by their length', async () => {
  const { wire, outbox } = await given({ waitingCharacters: 10_000 });
  wire.answer = () => ({ retryAfter: 3_000 });
  const upload = (text: string) => outbox.upload({ channel: 'C1' }, { name: 'a', title: 'a', text });
  await expect(upload('x'.repeat(10_001))).rejects.toMatchObject({ reason: 'full' });
  void upload('x'.repeat(9_000)).catch(() => {});
  await expect(upload('x'.repeat(9_000))).rejects.toMatchObject({ reason: 'full' });
});

test('a 429 without a number is obeyed for a while', async () => {
  const { wire, outbox, lines } = await given();
  wire.answer = () => ({ retryAfter: null });
  const stalled = outbox.post(message('vmk0'));
  while (lines.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(lines[0]).toMatchObject({ facts: { method: 'chat.postMessage', waitMs: 30_000 } });
  await outbox.close(0);
  await expect(stalled).rejects.toMatchObject({ reason: 'closed' });
  expect(wire.calls).toHaveLength(1);
});

test('a closing outbox says what waits and what follows from it, and then refuses', async () => {
  const { wire, outbox } = await given();
  const root = outbox.post(message('root'));
  const detail = root.then(async ({ ts }) => {
    for (let hop = 0; hop < 50; hop += 1) await null;
    return outbox.post(message('detail', {}, { channel: 'C1', thread: ts }));
  });
  await outbox.close(10_000);
  await detail;
  expect(wire.messages.map(({ text }) => text)).toEqual(['root', 'detail']);
  await expect(outbox.post(message('more'))).rejects.toMatchObject({ reason: 'closed' });
});

test('a whisper goes to one person, where they are', async () => {
  const { wire, outbox } = await given();
  await outbox.whisper({ channel: 'C1', thread: '1.1', user: 'U1' }, message('you may not').page);
  const sent = { channel: 'C1', user: 'U1', thread_ts: '1.1', text: 'you may not' };
  expect(wire.of('chat.postEphemeral')[0]!.args).toMatchObject(sent);
});
