import { nearest } from './nearest.ts';

/** The host of this name, whatever the size of its letters; one that is written just so comes first. */
export function hostOf(word: string | undefined, names: readonly string[]): string | undefined {
  if (word === undefined || names.includes(word)) return word;
  return names.find((name) => name.toLowerCase() === word.toLowerCase());
}

/** Adapters and addresses are no hosts, however near their letters are. */
export const NO_HOST = /^(vmk|vmnic|vmhba|vswitch|vswif)\d+$|^[\d.:/]+$/i;

/** The host that a mistyped word most likely means. */
export function hostLike(word: string, names: readonly string[]): string | undefined {
  if (NO_HOST.test(word)) return undefined;
  const near = nearest(
    word.toLowerCase(),
    names.map((name) => name.toLowerCase()),
  );
  return hostOf(near, names);
}
