import { describe, expect, test } from 'vitest';
import { VERBS } from '../../commands/index.ts';
import type { Answering } from '../../src/answering/answering.ts';
import { type AnsweringOptions, createAnswering } from '../../src/answering/create.ts';
import { parse, split } from '../../src/command.ts';
import { faultOf, leavesNothingOpen } from '../support/live.ts';
import { sample } from '../support/terminal.ts';

const asked = (line: string) => parse(split(line), Object.keys(VERBS));
const text = (given: string) => async () => [{ name: 'paste', text: given }];
const small = { asked: asked('check'), captures: text(sample('provider')) };
/** A text that takes many seconds: every line is a command whose output is read. */
const LONG = '[root@a:~] esxcli network ip interface list\nvmk0\n   Name: vmk0\n   MTU: 1500\n'.repeat(200_000);
const long = { asked: asked('check'), captures: text(LONG) };

async function withWorkers(options: AnsweringOptions, body: (answering: Answering) => Promise<void>): Promise<void> {
  await leavesNothingOpen(async () => {
    const answering = createAnswering(options);
    try {
      await body(answering);
    } finally {
      await answering.close();
    }
  });
}

describe('a text that is too much', () => {
  test('for the time limit is a problem, and the next question is answered', () =>
    withWorkers({ threads: 1, limitMs: 300 }, async (answering) => {
      const fault = await faultOf(answering.answer(long));
      expect([fault.code, fault.exit]).toEqual(['too-slow', 1]);
      expect((await answering.answer(small)).json).toHaveProperty('findings');
    }));

  test('for the memory limit is a problem, and the next question is answered', () =>
    withWorkers({ threads: 1, megabytes: 48, limitMs: 60_000 }, async (answering) => {
      expect((await faultOf(answering.answer(long))).code).toBe('too-much');
      expect((await answering.answer(small)).json).toHaveProperty('findings');
    }));

  test('delays nothing on the main thread', () =>
    withWorkers({ threads: 1, limitMs: 300 }, async (answering) => {
      let turns = 0;
      const turning = setInterval(() => {
        turns += 1;
      }, 1);
      const fault = faultOf(answering.answer(long));
      await fault;
      clearInterval(turning);
      expect(turns).toBeGreaterThan(20);
    }));
});

test('waiting for a host holds no worker and is not counted', () =>
  withWorkers({ threads: 1, limitMs: 2_000 }, async (answering) => {
    let give = (): void => {};
    const host = new Promise<void>((resolve) => {
      give = resolve;
    });
    const waiting = answering.answer({
      ...small,
      captures: async () => {
        await host;
        return small.captures();
      },
    });
    for (let i = 0; i < 5; i++) await answering.answer(small);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    give();
    expect((await waiting).json).toHaveProperty('findings');
  }));

test('more questions than may wait are refused, and the others answered', () =>
  withWorkers({ threads: 1, waiting: 3 }, async (answering) => {
    const all = Array.from({ length: 8 }, () =>
      answering.answer(small).then(
        () => 'answered',
        ({ code }) => code,
      ),
    );
    expect(await Promise.all(all)).toEqual([...Array(4).fill('answered'), ...Array(4).fill('busy')]);
  }));

describe('a question that is cancelled', () => {
  test('while it is worked on ends its worker, and the next one is answered', () =>
    withWorkers({ threads: 1 }, async (answering) => {
      const control = new AbortController();
      const read = async () => {
        setTimeout(() => control.abort(), 200);
        return long.captures();
      };
      expect((await faultOf(answering.answer({ ...long, captures: read }, control.signal))).code).toBe('cancelled');
      expect((await answering.answer(small)).json).toHaveProperty('findings');
    }));

  test('while it waits for a worker or a host is over at once', () =>
    withWorkers({ threads: 1 }, async (answering) => {
      const never = { ...small, captures: () => new Promise<never>(() => {}) };
      const control = new AbortController();
      const faults = [never, small, never].map((ask) => faultOf(answering.answer(ask, control.signal)));
      control.abort();
      for (const fault of faults) expect((await fault).code).toBe('cancelled');
      expect((await answering.answer(small)).json).toHaveProperty('findings');
    }));

  test('before it was asked', () =>
    withWorkers({ threads: 1 }, async (answering) => {
      expect((await faultOf(answering.answer(small, AbortSignal.abort()))).code).toBe('cancelled');
    }));
});

test('closing ends what is open', () =>
  leavesNothingOpen(async () => {
    const answering = createAnswering();
    const open = [long, small, small].map((ask) => faultOf(answering.answer(ask)));
    await answering.close();
    for (const fault of open) expect((await fault).code).toBe('cancelled');
  }));
