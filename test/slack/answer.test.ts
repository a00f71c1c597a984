import { expect, test } from 'vitest';
import { createMetrics } from '../../src/health/metrics.ts';
import { silent } from '../../src/log.ts';
import { answer } from '../../src/slack/conversation/answer.ts';
import { OpenQuestions } from '../../src/slack/delivery/open.ts';
import type { Incoming } from '../../src/slack/incoming.ts';
import { Access } from '../../src/slack/people/access.ts';
import type { Ports } from '../../src/slack/ports.ts';
import { Threads } from '../../src/slack/threads/memory.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { given } from './outbox/given.ts';

const nobody = async () => {
  throw new Error('nobody is looked up');
};

test('a fault of ours while an answer is rendered leaves no message that says it is being read', async () => {
  const { wire, outbox } = await given();
  let read = () => {};
  const reading = new Promise<void>((resolve) => {
    read = resolve;
  });
  const store = new MemoryStore();
  const ports = {
    open: new OpenQuestions({ store, tell: async () => {} }),
    access: new Access({ hosts: {}, policies: [] }, { person: nobody, usergroups: nobody }),
    answering: { answer: () => reading.then(() => ({ reply: null, json: {}, captures: [] })) },
    live: { named: (asked: object) => ({ asked, hosts: [] }), names: [], inventory: { hosts: [] } },
    threads: new Threads(store, Date.now),
    outbox,
    redact: (text: string) => text,
    log: silent(),
    metrics: createMetrics(() => 0),
    now: Date.now,
    soonMs: 0,
  } as unknown as Ports;
  const asked = { verb: 'check', words: [], from: [], json: false, help: false };
  const incoming = {
    ...{ id: 'r1', way: 'mention', user: 'U1', place: { channel: 'C1' }, words: '', files: [], deliveries: [] },
    pastes: [{ name: 'paste', text: 'vmk0' }],
  } as Incoming;
  const asker = { id: 'U1', name: 'oncall', standing: 'member' as const };
  const ended = answer({ asked, asker, incoming }, ports, new AbortController().signal).catch((fault) => fault);
  await expect.poll(() => wire.messages.map(({ text }) => text)).toEqual(['Reading what was pasted …']);
  read();
  expect(await ended).toBeInstanceOf(TypeError);
  expect(wire.messages.map(({ text }) => text)).toEqual(['No answer: oncall was told why.']);
});
