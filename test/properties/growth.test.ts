import { expect, test } from 'vitest';
import type { LogEvent } from '../../src/core/esxi/host-state.ts';
import { read } from '../../src/core/esxi/read.ts';
import { refusalsOf } from '../../src/core/services/nfs-refusal.ts';
import { growth } from '../support/growth.ts';

const event = (share: string, line: number) => {
  const text = `NFS mount 10.0.0.50:${share} failed: The mount request was denied by the NFS server.`;
  const evidence = { command: null, line, text };
  return { kind: 'nfs-denied', text, evidence: { kind: evidence, text: evidence } } as unknown as LogEvent;
};
const refused = (count: number, share: (i: number) => string) => ({
  logEvents: Array.from({ length: count }, (_, i) => event(share(i), i)),
});

const MANY: Readonly<Record<string, readonly [small: number, run: (count: number) => unknown]>> = {
  'machines without a file': [4_000, (count) => read('displayName = "a"\nmemSize = "1"\n'.repeat(count))],
  'refusals of one share': [4_000, (count) => refusalsOf(refused(count, () => '/vol/a'))],
  'refusals of as many shares': [4_000, (count) => refusalsOf(refused(count, (i) => `/vol/${i}`))],
};

test.each(Object.entries(MANY))(
  'eight times as many %s take about eight times as long',
  async (_, [small, run]) => {
    expect(await growth(run, small)).toBeLessThan(32);
  },
  120_000,
);

test('a refusal that a log repeats is shown by its first lines and its last, and made once a state', () => {
  const state = refused(1_000, () => '/vol/a');
  const [refusal, ...more] = refusalsOf(state);
  expect(more).toEqual([]);
  expect(refusalsOf(state)[0]).toBe(refusal);
  expect(refusal!.evidence.length).toBeLessThanOrEqual(8);
  expect(refusal!.evidence.at(0)).toMatchObject({ line: 0 });
  expect(refusal!.evidence.at(-1)).toMatchObject({ line: 999 });
});
