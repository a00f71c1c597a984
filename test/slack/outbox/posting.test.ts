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
