import { setMaxListeners } from 'node:events';
import { Piscina } from 'piscina';
import { callOn } from '../changes-port.ts';
import type { Redacted } from '../core/esxi/redact.ts';
import { either, orStopped, reasonOf } from '../hosts/bounded.ts';
import { Slots } from '../hosts/slots.ts';
import { Problem } from '../problem.ts';
import type { Answering, Ask, Said } from './answering.ts';
import { busy, noFiles, tooMuch, tooSlow } from './problems.ts';
import type { Call, Given, Outcome, RedactTask, Task, Unwatched } from './task.ts';
import { Watch } from './watch.ts';
import { workerFile } from './worker-file.ts';

export interface AnsweringOptions {
  /** How many texts are read at the same time. */
  readonly threads?: number;
  /** What one question may take of a worker, in milliseconds; waiting for hosts does not count. */
  readonly limitMs?: number;
  /** How many questions may wait for a worker. */
  readonly waiting?: number;
  /** What one worker may keep in memory. */
  readonly megabytes?: number;
  /** The path of another worker than the one of this build. */
  readonly worker?: string;
  /** Told of a worker that ended between questions, which is a bug; without it that ends the process. */
  readonly onFault?: (fault: unknown) => void;
}

/** Starts the workers, which warm up beside; a question that comes before waits for them. */
export function createAnswering(options: AnsweringOptions = {}): Answering {
  return new Workers(options);
}

class Workers implements Answering {
  private readonly limitMs: number;
  private readonly most: number;
  private readonly pool: Piscina;
  private readonly places: Slots;
  private readonly closing = new AbortController();
  /** Runs that have a worker or wait for one. */
  private open = 0;

  constructor({ threads = 2, limitMs = 10_000, waiting = 200, megabytes = 512, worker, onFault }: AnsweringOptions) {
    this.limitMs = limitMs;
    this.most = threads + waiting;
    this.places = new Slots(threads);
    this.pool = new Piscina({
      filename: worker ?? workerFile(),
      minThreads: threads,
      maxThreads: threads,
      maxQueue: threads, // only while a worker that was ended is replaced: `places` is the queue
      idleTimeout: Number.POSITIVE_INFINITY,
      env: {} as never, // verbs need none, and secrets stand in it
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
    });
    if (onFault !== undefined) this.pool.on('error', onFault);
    setMaxListeners(0, this.closing.signal);
  }

  async answer(ask: Ask, signal?: AbortSignal): Promise<Said> {
    if (ask.asked.from.length > 0) throw noFiles();
    return this.unlessStopped(signal, (stop) => this.runs(ask, stop));
  }

  async redact(text: string, signal?: AbortSignal): Promise<Redacted> {
    return this.unlessStopped(signal, async (stop) => {
      const { result } = await this.run<Redacted>({ text }, 'redactText', this.limitMs, stop);
      return result;
    });
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.pool.destroy();
  }

  private async unlessStopped<T>(signal: AbortSignal | undefined, work: (stop: AbortSignal) => Promise<T>): Promise<T> {
    if (this.open >= this.most) throw busy();
    const { signal: stop, done } = either(this.closing.signal, signal);
    try {
      return await work(stop);
    } finally {
      done();
    }
  }

  /** Runs the verb as often as it asks for something, and gives it that. */
  private async runs({ asked, captures, inventory, changes }: Ask, stop: AbortSignal): Promise<Said> {
    const given: Given[] = [];
    for (let left = this.limitMs; ; ) {
      const peers = inventory?.protected;
      const record = changes !== undefined;
      const task: Unwatched<Task> = {
        asked,
        hosts: inventory?.hosts,
        ...(peers && { protected: peers }),
        record,
        given,
      };
      const { result: outcome, ms } = await this.run<Outcome>(task, 'default', left, stop);
      left -= ms;
      switch (outcome.kind) {
        case 'problem':
          throw new Problem(outcome.fault);
        case 'said':
          return saidOf(outcome, given);
        case 'call':
          given.push(await orStopped(stop, give(outcome.call, { captures, inventory, changes }, stop)));
      }
    }
  }

  private async run<T>(
    task: Unwatched<Task | RedactTask>,
    name: keyof typeof import('./worker.ts'),
    left: number,
    stop: AbortSignal,
  ): Promise<{ readonly result: T; readonly ms: number }> {
    const leave = await this.place(stop);
    const watch = new Watch(left, stop);
    try {
      const result: T = await this.pool.run({ ...task, began: watch.began }, { name, signal: watch.signal });
      return { result, ms: watch.elapsed() };
    } catch (fault) {
      if (stop.aborted) throw reasonOf(stop);
      if (watch.late) throw tooSlow(this.limitMs);
      if ((fault as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY') throw tooMuch();
      throw new Error(`${'asked' in task ? `the verb ${task.asked.verb}` : name} failed`, { cause: fault });
    } finally {
      watch.end();
      leave();
    }
  }

  private async place(stop: AbortSignal): Promise<() => void> {
    this.open += 1;
    const leave = await this.places.take(stop).catch((fault) => {
      this.open -= 1;
      throw fault;
    });
    return () => {
      this.open -= 1;
      leave();
    };
  }
}

function saidOf({ reply, json, verbatim, file }: Extract<Outcome, { kind: 'said' }>, given: readonly Given[]): Said {
  const captures = given.flatMap((each) => (each.kind === 'captures' ? (each.captures ?? []) : []));
  return { reply, json, captures, ...(verbatim && { verbatim }), ...(file && { file }) };
}

/** What a verb asked for, from the one who asked on its behalf. */
async function give(
  call: Call,
  { captures, inventory, changes }: Omit<Ask, 'asked'>,
  stop: AbortSignal,
): Promise<Given> {
  switch (call.kind) {
    case 'captures':
      return { kind: 'captures', captures: captures === undefined ? null : await captures(call.needs, stop) };
    case 'test':
      return { kind: 'test', tested: await inventory!.test(call.host) };
    case 'pin':
      return { kind: 'pin', shown: await inventory!.pin(call.host) };
    case 'record':
      return { kind: 'record', answer: await callOn(changes!, call.call) };
  }
}
