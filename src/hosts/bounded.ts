import { setMaxListeners } from 'node:events';
import { cancelled } from './fault.ts';

/** What a bounded piece of work is given: it settles once, whichever comes first. */
export interface Settle<T> {
  resolve(value: T | Promise<T>): void;
  reject(fault: Error): void;
}

/**
 * Work that ends by itself, by its time limit or by cancellation, and leaves no timer or listener behind.
 * `start` returns how to stop it; that is called only where it did not end by itself. What it throws is its end, too.
 */
export function bounded<T>(
  { ms, late, signal }: { ms: number; late: () => Error; signal: AbortSignal | undefined },
  start: (settle: Settle<T>) => () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(reasonOf(signal));
    let stop = (): void => {};
    let settled = false;
    const settle = (end: () => void) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      end();
    };
    const giveUp = (fault: Error) =>
      settle(() => {
        stop();
        reject(fault);
      });
    const abort = () => giveUp(reasonOf(signal!));
    const timer = setTimeout(() => giveUp(late()), ms);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      stop = start({
        resolve: (value) => settle(() => resolve(value)),
        reject: (fault) => settle(() => reject(fault)),
      });
    } catch (fault) {
      settle(() => reject(fault));
    }
  });
}

/** A timer that is given more than this fires at once. */
const MOST_MS = 2 ** 31 - 1;

/** Waits, unless it is cancelled first; 24 days at most. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(reasonOf(signal));
    const abort = () => {
      clearTimeout(timer);
      reject(reasonOf(signal!));
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      },
      Math.min(ms, MOST_MS),
    );
    signal?.addEventListener('abort', abort, { once: true });
  });
}

/** A signal that also fires by itself after a time; `done` takes both apart again. */
export function withDeadline(
  ms: number,
  late: () => Error,
  outer?: AbortSignal,
): { readonly signal: AbortSignal; done(): void } {
  const control = new AbortController();
  const abort = () => control.abort(reasonOf(outer!));
  const timer = setTimeout(() => control.abort(late()), ms);
  if (outer?.aborted) abort();
  outer?.addEventListener('abort', abort, { once: true });
  const done = () => {
    clearTimeout(timer);
    outer?.removeEventListener('abort', abort);
  };
  return { signal: control.signal, done };
}

/** A signal that fires with either of two; `done` lets go of both, which may live much longer. */
export function either(
  one: AbortSignal | undefined,
  other: AbortSignal | undefined,
): { readonly signal: AbortSignal; done(): void } {
  const control = new AbortController();
  setMaxListeners(0, control.signal);
  const all = [one, other].filter((each) => each !== undefined);
  const abort = () => control.abort(all.find(({ aborted }) => aborted)?.reason);
  for (const signal of all) signal.addEventListener('abort', abort, { once: true });
  if (all.some(({ aborted }) => aborted)) abort();
  const done = () => {
    for (const signal of all) signal.removeEventListener('abort', abort);
  };
  return { signal: control.signal, done };
}

/** Work whose result is not waited for once the signal has fired. */
export function orStopped<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(reasonOf(signal));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Why a signal fired: its own problem, or that somebody cancelled. */
export function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error && reason.name !== 'AbortError' ? reason : cancelled();
}
