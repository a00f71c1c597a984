import { expect, test } from 'vitest';
import type { Caller } from '../../../src/slack/outbox/client.ts';
import { Job } from '../../../src/slack/outbox/job.ts';
import { Lanes } from '../../../src/slack/outbox/lanes.ts';
import { LIMITS } from '../../../src/slack/outbox/limits.ts';
import { Pacing } from '../../../src/slack/outbox/pacing.ts';
import { edit } from '../../../src/slack/outbox/tasks/edit.ts';
import { message } from './given.ts';

test('channels that rest are forgotten, and those that must still wait are not', () => {
  const lanes = new Lanes(LIMITS, new Pacing(LIMITS, performance.now()));
  lanes.of('stalled').posts.close(performance.now(), 3_600_000);
  for (let n = 0; n < 10_000; n += 1) lanes.of(`C${n}`);
  expect(lanes.all().length).toBeLessThanOrEqual(500);
  expect(lanes.of('stalled').posts.readyAt(0)).toBeGreaterThan(performance.now());
});

test('a later edit waits its own time, whatever the one before it waited', () => {
  const nobody: Caller = { apiCall: () => Promise.reject(new Error('not called')) };
  const task = edit(nobody, { channel: 'C1', ts: '1.1' }, message('vmk0'));
  const request = { task, kind: 'progress', strand: '1.1', editOf: '1.1', size: 1 } as const;
  const job = new Job(request, 0);
  job.tries = 7;
  job.replace({ ...request, kind: 'answer' }, 5_000);
  expect(job).toMatchObject({ since: 5_000, tries: 0, request: { kind: 'answer' } });
});

test('the first word of a question goes before what stands below other answers, for a while', () => {
  const nobody: Caller = { apiCall: () => Promise.reject(new Error('not called')) };
  const lane = new Lanes(LIMITS, new Pacing(LIMITS, 0)).of('C1');
  const job = (kind: 'detail' | 'file' | 'answer' | 'progress', strand: string) => {
    const made = new Job(
      { task: edit(nobody, { channel: 'C1', ts: strand }, message('vmk0')), kind, strand, size: 1 },
      0,
    );
    lane.jobs.push(made);
    return made;
  };
  const first = job('detail', '1.1');
  job('file', '1.1');
  job('answer', '1.1'); // a follow-up in the same thread waits for what stands above it
  const other = job('answer', '2.2');
  expect(lane.next(1_000, () => 0)).toEqual({ job: other });
  expect(lane.next(11_000, () => 0)).toEqual({ job: first });
  lane.remove(other);
  expect(lane.next(1_000, () => 0)).toEqual({ job: first });
});
