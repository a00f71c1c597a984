import { readPassages } from '../core/esxi/read.ts';
import { askedRemark } from '../core/esxi/reading/asked-at.ts';
import type { ClockReading, Skew } from '../core/time/skew.ts';
import { skewFrom, waitToHalve } from '../core/time/skew.ts';
import { pause } from './bounded.ts';
import type { Answered } from './collect.ts';
import { CLOCK_QUERY } from './queries.ts';
import { runBatch } from './run-batch.ts';
import type { Connection } from './ssh.ts';

/** `date` shows whole seconds, and what else a host's busybox knows is not established: four reads leave a sixteenth of a second. */
const READS = 4;

interface Reading {
  /** How long one command may take. */
  readonly ms: number;
  /** Our own clock. */
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
}

/** Reads the clock alone in a batch, so that nothing else is in the round trip, and again where the second turns. */
export async function readClock(connection: Connection, options: Reading): Promise<Answered[]> {
  const answers: Answered[] = [];
  for (let reads = 0; reads < READS; reads++) {
    const skew = skewIn(answers);
    if (reads > 0 && skew === undefined) break; // it tells no time, or the clock was set just now
    if (skew !== undefined) await pause(waitToHalve(skew, options.now(), quickest(answers)), options.signal);
    const answer = await readOnce(connection, options);
    if (answer === undefined) break;
    answers.push(answer);
  }
  return answers;
}

/** The moments are one of our clock and what passed since, so that a clock of ours that is set meanwhile does not count. */
async function readOnce(connection: Connection, { ms, now, signal }: Reading): Promise<Answered | undefined> {
  const [askedAt, began] = [now(), performance.now()];
  const { outputs, end, seenAt } = await runBatch(connection, [CLOCK_QUERY], ms, signal);
  const [output] = outputs;
  if (end !== 'complete' || output?.status !== 0) return undefined;
  return { ...output, query: CLOCK_QUERY, asked: { askedAt, answeredAt: Math.ceil(askedAt + seenAt - began) } };
}

const quickest = (answers: readonly Answered[]) =>
  Math.min(...answers.map(({ asked }) => asked!.answeredAt - asked!.askedAt));

/** As whoever reads the transcript will find it. */
function skewIn(answers: readonly Answered[]): Skew | undefined {
  const text = answers
    .map(({ query, stdout, asked }) => `~ # ${query.text}${askedRemark(asked!)}\n${stdout}`)
    .join('\n');
  const facts = readPassages(text).flatMap(({ said }) => said.facts);
  const readings = facts.filter(({ section }) => section === 'clockReadings').map(({ values }) => values);
  return skewFrom(readings as unknown as readonly ClockReading[]);
}
