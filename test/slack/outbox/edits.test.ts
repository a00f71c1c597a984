import { expect, test } from 'vitest';
import { given, message } from './given.ts';

/** A promise that is opened by hand. */
function gate() {
  let open!: () => void;
  const shut = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, shut };
}

test('10,000 edits of one message become a handful, and the last counts', async () => {
  const { wire, outbox } = await given();
  const at = await outbox.post(message('reading esx-07', { kind: 'progress' }));
  const edits = Array.from({ length: 10_000 }, (_, n) => outbox.edit(at, message(`${n}`, { kind: 'progress' })));
  expect(outbox.health().waiting).toBeLessThan(5);
  await Promise.all(edits);
  expect(wire.messages[0]!.text).toBe('9999');
  expect(wire.of('chat.update').length).toBeLessThan(5);
});

test('text and blocks always go together', async () => {
  const { wire, outbox } = await given();
  const at = await outbox.post(message('reading esx-07'));
  await outbox.edit(at, message('vmk0', { kind: 'answer', key: 'k1' }));
  const { args } = wire.of('chat.update')[0]!;
  expect(args.text).toBe('vmk0');
  expect(JSON.parse(args.blocks!)).toMatchObject([{ text: { text: 'vmk0' } }]);
  expect(JSON.parse(args.metadata!)).toMatchObject({ event_payload: { key: 'k1', kind: 'answer' } });
});

test('progress that comes after an answer is dropped, whether the answer waits or is on its way', async () => {
  const { wire, outbox } = await given();
  const at = await outbox.post(message('reading esx-07', { kind: 'progress' }));
  const { open, shut } = gate();
  wire.answer = ({ method }) => (method === 'chat.update' && wire.of('chat.update').length === 1 ? shut : 'usual');
  const first = outbox.edit(at, message('reading, 1 of 3', { kind: 'progress' }));
  const answer = outbox.edit(at, message('vmk0', { kind: 'answer' }));
  const stale = outbox.edit(at, message('reading, 2 of 3', { kind: 'progress' }));
  open();
  await Promise.all([first, answer, stale]);
  expect(wire.of('chat.update').map(({ args }) => args.text)).toEqual(['reading, 1 of 3', 'vmk0']);

  const onItsWay = gate();
  wire.answer = () => onItsWay.shut;
  const change = outbox.edit(at, message('verified', { kind: 'change' }));
  const later = outbox.edit(at, message('reading, 3 of 3', { kind: 'progress' }));
  onItsWay.open();
  await Promise.all([change, later]);
  expect(wire.messages[0]!.text).toBe('verified');
});

test('an edit that failed is not tried again after a later one', async () => {
  const { wire, outbox } = await given();
  const at = await outbox.post(message('pending', { kind: 'change' }));
  const { open, shut } = gate();
  wire.answer = ({ args }) => (args.text === 'applying' ? { status: 500 } : args.text === 'other' ? shut : 'usual');
  const applying = outbox.edit(at, message('applying', { kind: 'change' }));
  const verified = outbox.edit(at, message('verified', { kind: 'change' }));
  open();
  await Promise.all([applying, verified]);
  expect(wire.of('chat.update').map(({ args }) => args.text)).toEqual(['applying', 'verified']);
  expect(wire.messages[0]!.text).toBe('verified');
});

test('a 429 on an edit stalls edits, and no message of any channel', async () => {
  const { wire, outbox } = await given();
  const at = await outbox.post(message('reading'));
  wire.answer = ({ method }) => (method === 'chat.update' ? { retryAfter: 3_000 } : 'usual');
  const stalled = outbox.edit(at, message('vmk0', { kind: 'answer' }));
  await outbox.post(message('in the same channel'));
  await outbox.post(message('in another', {}, { channel: 'C2' }));
  const elsewhere = outbox.edit({ channel: 'C2', ts: wire.messages[2]!.ts }, message('edited', {}, { channel: 'C2' }));
  await outbox.post(message('once more', {}, { channel: 'C2' }));
  expect(wire.of('chat.update')).toHaveLength(1);
  await outbox.close(0);
  await expect(stalled).rejects.toMatchObject({ reason: 'closed' });
  await expect(elsewhere).rejects.toMatchObject({ reason: 'closed' });
});

test('progress leaves edits over for answers', async () => {
  const slow = { editsPerMinute: 0.001, editsAtOnce: 4, editsNotForProgress: 2 };
  const { wire, outbox } = await given(slow);
  const at = await Promise.all(['a', 'b', 'c', 'd'].map((text) => outbox.post(message(text))));
  const progress = at.map((each, n) => outbox.edit(each, message(`progress ${n}`, { kind: 'progress' })));
  await Promise.all([progress[0], progress[1]]);
  await outbox.edit(at[3]!, message('answer', { kind: 'answer' }));
  expect(wire.of('chat.update').map(({ args }) => args.text)).toEqual(['progress 0', 'progress 1', 'answer']);
  await outbox.close(0);
  await expect(progress[2]).rejects.toMatchObject({ reason: 'closed' });
});

test('an edit of a message that is gone is told, and not tried again', async () => {
  const { wire, outbox } = await given();
  const edit = outbox.edit({ channel: 'C1', ts: '1.1' }, message('vmk0'));
  await expect(edit).rejects.toMatchObject({ reason: 'given-up', slack: 'message_not_found' });
  expect(wire.of('chat.update')).toHaveLength(1);
});
