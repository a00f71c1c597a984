import { onTestFinished } from 'vitest';
import type { Outgoing, Place } from '../../../src/slack/message.ts';
import { outboxClient } from '../../../src/slack/outbox/client.ts';
import { createOutbox, type OutboxOptions } from '../../../src/slack/outbox/create.ts';
import type { Limits } from '../../../src/slack/outbox/limits.ts';
import { Wire } from './wire.ts';

/** A line of the log. */
export interface Line {
  readonly level: string;
  readonly facts: Record<string, unknown>;
  readonly message: string;
}

/** So fast that no test has to wait, and none depends on how fast. */
const FAST: Partial<Limits> = {
  postsPerSecond: 1_000,
  postsAtOnce: 1_000,
  editsPerMinute: 60_000,
  editsAtOnce: 1_000,
  firstBackOffMs: 5,
  longestBackOffMs: 20,
};

/** An outbox that speaks to a server of its own; both are closed when the test ends. */
export async function given(
  limits: Partial<Limits> = {},
  options: Partial<OutboxOptions> & { timeoutMs?: number } = {},
) {
  const wire = await Wire.open();
  const lines: Line[] = [];
  const say = (level: string) => (facts: object, message: string) => {
    lines.push({ level, facts: facts as Record<string, unknown>, message });
  };
  const log = { info: say('info'), warn: say('warn'), error: say('error') };
  const { timeoutMs = 5_000, ...own } = options;
  const client = outboxClient('xoxb-1', wire.api, timeoutMs);
  const outbox = createOutbox({ client, log, limits: { ...FAST, ...limits }, ...own });
  onTestFinished(async () => {
    await outbox.close(0);
    await wire.close();
  });
  return { wire, outbox, lines, client };
}

let keys = 0;

export function message(text: string, more: Partial<Outgoing> = {}, to: Place = { channel: 'C1' }): Outgoing {
  keys += 1;
  const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text } }];
  return { to, key: `key-${keys}`, kind: 'notice', page: { text, blocks }, ...more };
}

/** A message with a button. */
export function card(text: string, more: Partial<Outgoing> = {}): Outgoing {
  const plain = { type: 'plain_text' as const, text: 'Confirm' };
  const button = { type: 'button' as const, action_id: 'confirm', text: plain, value: 'c1' };
  const blocks = [{ type: 'actions' as const, elements: [button] }];
  return message(text, { page: { text, blocks }, kind: 'change', change: 'c1', state: 'pending', ...more });
}
