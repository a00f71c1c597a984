const MOST = 5_000;

/**
 * Remembers what a look-up gave for a while, and for another while that it failed. Look-ups of one key at the same time are one.
 */
export function cached<T>(
  load: (key: string) => Promise<T>,
  forMs: number,
  now: () => number,
  failedMs: (fault: unknown) => number = () => 0,
): (key: string) => Promise<T> {
  const kept = new Map<string, { readonly value: Promise<T>; until: number }>();
  return (key) => {
    const found = kept.get(key);
    if (found !== undefined && found.until > now()) return found.value;
    const entry = { value: load(key), until: now() + forMs };
    kept.delete(key);
    kept.set(key, entry);
    if (kept.size > MOST) kept.delete(kept.keys().next().value!);
    entry.value.catch((fault) => {
      entry.until = now() + failedMs(fault);
    });
    return entry.value;
  };
}
