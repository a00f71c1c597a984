import { expect, test } from 'vitest';
import { given, message } from './given.ts';

test('a message stands in Slack with its key, and nothing in it is unfurled or linked', async () => {
  const { wire, outbox } = await given();
  const posted = await outbox.post(message('vmk0 owns 10.0.1.0/24', { key: 'k1', kind: 'answer' }));
  expect(posted).toEqual({ channel: 'C1', ts: wire.messages[0]!.ts });
  const { args } = wire.of('chat.postMessage')[0]!;
  expect(args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false', link_names: 'false' });
  expect(JSON.parse(args.metadata!)).toEqual({ event_type: 'vmkbot', event_payload: { key: 'k1', kind: 'answer' } });
});

test('a 429 stalls its own channel and no other', async () => {
  const { wire, outbox } = await given();
  wire.answer = ({ args }) => (args.channel === 'C1' ? { retryAfter: 3_000 } : 'usual');
  const stalled = outbox.post(message('one'));
  const after = outbox.post(message('two'));
  for (const text of ['three', 'four', 'five']) await outbox.post(message(text, {}, { channel: 'C2' }));
  expect(wire.messages.map(({ text }) => text)).toEqual(['three', 'four', 'five']);
  expect(wire.of('chat.postMessage').filter(({ args }) => args.channel === 'C1')).toHaveLength(1);
  await outbox.close(0);
  await expect(stalled).rejects.toMatchObject({ reason: 'closed' });
  await expect(after).rejects.toMatchObject({ reason: 'closed' });
});

test('a channel that has much to say does not keep another from speaking', async () => {
  const { wire, outbox } = await given();
  const many = Array.from({ length: 200 }, (_, n) => outbox.post(message(`${n}`)));
  await outbox.post(message('one word', {}, { channel: 'C2' }));
  expect(wire.messages.filter(({ channel }) => channel === 'C1').length).toBeLessThan(20);
  await Promise.all(many);
});

test('messages of a channel come in their order, beyond the burst as well', async () => {
  const { wire, outbox } = await given({ postsAtOnce: 2, postsPerSecond: 100 });
  await Promise.all(['1', '2', '3', '4', '5', '6'].map((text) => outbox.post(message(text))));
  expect(wire.messages.map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5', '6']);
});

test('after the burst nothing more is posted until time allows it', async () => {
  const { wire, outbox } = await given({ postsAtOnce: 3, postsPerSecond: 0.001 });
  const all = [1, 2, 3, 4, 5].map((n) => outbox.post(message(`${n}`)));
  await all[2];
  await outbox.post(message('elsewhere', {}, { channel: 'C2' }));
  expect(wire.of('chat.postMessage')).toHaveLength(4);
  await outbox.close(0);
  await Promise.all(all.slice(3).map((each) => expect(each).rejects.toMatchObject({ reason: 'closed' })));
});

test('in a thread nothing overtakes what is tried again, and other threads go on', async () => {
  const { wire, outbox } = await given({ firstBackOffMs: 50, longestBackOffMs: 50 });
  const thread = { channel: 'C1', thread: '1.1' };
  let failures = 3;
  wire.answer = ({ method, args }) => {
    if (method !== 'chat.postMessage' || args.text !== 'first' || failures === 0) return 'usual';
    failures -= 1;
    return { status: 503 };
  };
  const all = ['first', 'second', 'third'].map((text) => outbox.post(message(text, { kind: 'detail' }, thread)));
  const other = outbox.post(message('other', { kind: 'detail' }, { channel: 'C1', thread: '2.2' }));
  await Promise.all([...all, other]);
  expect(wire.messages.map(({ text }) => text)).toEqual(['other', 'first', 'second', 'third']);
});

test('a root that is edited goes before the details that were asked for after it', async () => {
  const { wire, outbox } = await given();
  const root = await outbox.post(message('reading', { kind: 'progress' }));
  let failures = 2;
  wire.answer = ({ method }) => {
    if (method !== 'chat.update' || failures === 0) return 'usual';
    failures -= 1;
    return { error: 'internal_error' };
  };
  const answer = outbox.edit(root, message('vmk0', { kind: 'answer' }));
  const detail = outbox.post(message('why', { kind: 'detail' }, { channel: 'C1', thread: root.ts }));
  await Promise.all([answer, detail]);
  const said = wire.calls.slice(1).map(({ method }) => method);
  expect(said).toEqual(['chat.update', 'chat.update', 'chat.update', 'chat.postMessage']);
});

test('the same message asked for twice is one message', async () => {
  const { wire, outbox } = await given();
  const one = message('vmk0');
  const posted = await Promise.all([outbox.post(one), outbox.post(one)]);
  expect(posted[0]).toEqual(posted[1]);
  expect(wire.messages).toHaveLength(1);
});
