import { createEmulator } from 'emulate';
import { expect, onTestFinished, test } from 'vitest';
import { outboxClient } from '../../../src/slack/outbox/client.ts';
import { createOutbox } from '../../../src/slack/outbox/create.ts';
import { find } from '../../../src/slack/outbox/find.ts';
import { keyOf } from '../../../src/slack/outbox/metadata.ts';
import { card, message } from './given.ts';

const GENERAL = 'C000000001';

test("somebody else's Slack understands every call of the outbox", async () => {
  const slack = await createEmulator({ service: 'slack', port: 0 });
  onTestFinished(() => slack.close());
  const client = outboxClient('xoxb-1', `${slack.url}/api/`);
  const outbox = createOutbox({ client });
  onTestFinished(() => outbox.close(0));

  const root = await outbox.post(message('reading esx-07', { kind: 'progress', key: 'k1' }, { channel: GENERAL }));
  const thread = { channel: GENERAL, thread: root.ts };
  await outbox.edit(root, message('vmk0 owns 10.0.1.0/24', { kind: 'answer', key: 'k1' }, { channel: GENERAL }));
  const detail = await outbox.post(card('why', { key: 'k2', to: thread }));
  await outbox.whisper({ channel: GENERAL, user: 'U000000001' }, message('you may not').page);
  await outbox.upload(thread, { name: 'lines.txt', title: 'The lines', text: 'vmk0 – 10.0.1.128' });

  const is = (key: string) => (listed: { readonly metadata?: unknown }) => keyOf(listed) === key;
  const since = Date.now() - 60_000;
  expect(await find(client, { channel: GENERAL }, since, is('k1'))).toBe(root.ts);
  expect(await find(client, thread, since, is('k2'))).toBe(detail.ts);
  expect(await find(client, thread, since, is('k3'))).toBeNull();
  expect(await find(client, thread, since, ({ files = [] }) => files.length > 0)).not.toBeNull();
  const { messages } = await client.conversations.history({ channel: GENERAL, oldest: root.ts, inclusive: true });
  expect(messages!.find(({ ts }) => ts === root.ts)).toMatchObject({ text: 'vmk0 owns 10.0.1.0/24' });
});
