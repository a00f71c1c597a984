import type { Json, Store } from '../store/store.ts';

/** What is kept of somebody's codes: no code and no secret. */
export interface CodeRecord {
  /** The last step whose code counted; -1 where none did. */
  readonly used: number;
  /** When a wrong one was given, of the last five minutes; milliseconds since 1970. */
  readonly wrong: readonly number[];
}

/** For so long a wrong code counts. */
export const WITHIN_MS = 5 * 60_000;

/**
 * Changes it as one step, whatever other processes do at the same time; with what `change` throws nothing is written. One small
 * record a person, which stays: the store would end it by a clock that is not ours, and each code would count again.
 */
export async function changeRecord<T>(
  store: Store,
  user: string,
  at: number,
  change: (record: CodeRecord) => { readonly record: CodeRecord; readonly result: T },
): Promise<T> {
  const key = `otp/${user}`;
  // Whoever loses lost to somebody who wrote, and after a few of those nothing is written any more.
  for (;;) {
    const stored = await store.read(key);
    const { record, result } = change(fresh(stored?.value, at));
    const value = { ...record } as unknown as Json;
    const version = stored?.version ?? null;
    if (await store.commit([{ kind: 'write', key, version, value }])) return result;
  }
}

function fresh(value: Json | undefined, at: number): CodeRecord {
  const { used, wrong } = (value ?? { used: -1, wrong: [] }) as unknown as CodeRecord;
  return { used, wrong: wrong.filter((each) => each > at - WITHIN_MS) };
}
