import { setMaxListeners } from 'node:events';
import { reasonOf } from '../hosts/bounded.ts';

/** A signal that fires with either of two; `done` lets go of both, however long they live. */
export function either(
  one: AbortSignal,
  other: AbortSignal | undefined,
): { readonly signal: AbortSignal; done(): void } {
  const control = new AbortController();
  setMaxListeners(0, control.signal);
  const all = [one, ...(other === undefined ? [] : [other])];
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
