import { VERBS } from '../../commands/index.ts';
import { type Redacted, redact } from '../core/esxi/redact.ts';
import { SAMPLES } from '../samples/index.ts';
import type { Outcome, RedactTask, Task, Watched } from './task.ts';
import { work } from './work.ts';

/** What the pool calls for each run of a verb. */
export default async function (task: Task): Promise<Outcome> {
  begin(task);
  return work(task);
}

/** What the pool calls for a text that is to be kept. */
export function redactText(task: RedactTask): Redacted {
  begin(task);
  return redact(task.text);
}

function begin({ began }: Watched): void {
  new BigInt64Array(began)[0] = process.hrtime.bigint();
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
