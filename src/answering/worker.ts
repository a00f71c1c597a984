import { VERBS } from '../../commands/index.ts';
import { SAMPLES } from '../samples/index.ts';
import type { Outcome, Task } from './task.ts';
import { work } from './work.ts';

/** The thread's entry: what a pool of workers calls for each run. */
export default async function (task: Task): Promise<Outcome> {
  new BigInt64Array(task.began)[0] = process.hrtime.bigint();
  return work(task);
}

/** Loads every verb and lets each reader run once, so that the first question is answered as fast as the next. */
async function warm(): Promise<void> {
  await Promise.all(Object.values(VERBS).map((load) => load()));
  const began = new SharedArrayBuffer(8);
  for (const [verb, ...words] of [['check'], ['why', 'why does vMotion use vmk0'], ['route', '192.0.2.1']]) {
    const asked = { verb: verb!, words, from: [], json: false, help: false };
    for (const capture of SAMPLES)
      await work({ asked, hosts: [], given: [{ kind: 'captures', captures: [capture] }], began });
  }
}

await warm();
