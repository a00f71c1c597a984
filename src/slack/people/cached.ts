const MOST = 5_000;

/** Remembers what a look-up gave for a while. Look-ups of one key at the same time are one; a failure is not remembered. */
export function cached<T>(
  load: (key: string) => Promise<T>,
  forMs: number,
  now: () => number,
): (key: string) => Promise<T> {
  const kept = new Map<string, { readonly value: Promise<T>; readonly until: number }>();
  return (key) => {
    const found = kept.get(key);
    if (found !== undefined && found.until > now()) return found.value;
    const value = load(key);
    kept.delete(key);
    kept.set(key, { value, until: now() + forMs });
    if (kept.size > MOST) kept.delete(kept.keys().next().value!);
    value.catch(() => kept.get(key)?.value === value && kept.delete(key));
    return value;
  };
}
