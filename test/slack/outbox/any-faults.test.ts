import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outgoing } from '../../../src/slack/message.ts';
import { card, given, message } from './given.ts';
import type { Answer } from './wire.ts';

const FAULTS = {
  'refused before it is read': 'refuse-connection',
  'done, and the reply lost': 'lose-reply',
  'done, and the reply says broken': 'break-after',
  'not done, and the reply says broken': { error: 'internal_error' },
  'server error': { status: 500 },
  'too fast': { retryAfter: 0 },
  none: 'usual',
} as const satisfies Record<string, Answer>;

const fault = fc.constantFrom(...(Object.keys(FAULTS) as (keyof typeof FAULTS)[]));
const place = fc.record({ channel: fc.constantFrom('C1', 'C2'), thread: fc.constantFrom('1.1', '2.2') });
const kind = fc.constantFrom('card', 'detail');

test('whatever fails, cards stand once, details stand, and each thread is in its order', {
  timeout: 120_000,
}, async () => {
  const { wire, outbox } = await given({ tries: 1_000, firstBackOffMs: 1, longestBackOffMs: 2 });
  const script = fc.record({
    posts: fc.array(fc.tuple(place, kind), { minLength: 1, maxLength: 8 }),
    faults: fc.array(fault, { maxLength: 30 }),
  });
  const holds = fc.asyncProperty(script, async ({ posts, faults }) => {
    wire.messages.length = wire.calls.length = 0;
    wire.answer = ({ number }) => FAULTS[faults[number - 1] ?? 'none'];
    const asked = posts.map(
      ([to, what]): Outgoing => (what === 'card' ? card('', { to }) : message('', { kind: 'detail' }, to)),
    );
    await Promise.all(asked.map((each) => outbox.post(each)));
    for (const { key, kind } of asked) {
      const standing = wire.messages.filter((each) => keyIn(each.metadata) === key).length;
      if (kind === 'change') expect(standing).toBe(1);
      else expect(standing).toBeGreaterThanOrEqual(1);
    }
    expect(
      orderOf(wire.messages.map(({ channel, thread_ts, metadata }) => [`${channel} ${thread_ts}`, keyIn(metadata)])),
    ).toEqual(orderOf(asked.map(({ to, key }) => [`${to.channel} ${to.thread}`, key])));
    expect(outbox.health().waiting).toBe(0);
  });
  await fc.assert(holds, { numRuns: 150 });
});

/** The keys of each thread in the order they stand, each where it came first. */
function orderOf(lines: readonly (readonly [string, string])[]): Record<string, string[]> {
  const threads: Record<string, string[]> = {};
  for (const [thread, key] of lines) {
    threads[thread] ??= [];
    if (!threads[thread].includes(key)) threads[thread].push(key);
  }
  return Object.fromEntries(Object.entries(threads).sort());
}

const keyIn = (metadata: unknown) => (metadata as { event_payload: { key: string } }).event_payload.key;
