/** Longest-prefix match: one hash per prefix length, longest first, so a lookup costs the same in any table. */
import type { Prefix } from './address.ts';

/** What matches an address. Several entries of one prefix are all kept, in the order given. */
export interface Matcher<A, T> {
  /** The entries of the longest prefix that holds the address; empty where none does. */
  longest(address: A): readonly T[];
  /** The entries of every prefix that holds the address, longest prefix first. */
  all(address: A): readonly T[];
}

const NONE: readonly never[] = [];

/** A matcher for IPv4 addresses as unsigned 32-bit integers. */
export function matcher4<T extends Prefix>(entries: Iterable<T>): Matcher<number, T> {
  const byLength = new Map<number, Map<number, T[]>>();
  // The keys are made signed: V8 hashes small integers, but boxes numbers of 2^31 and above.
  for (const entry of entries) keep(byLength, entry.length, entry.network | 0, entry);
  const lengths = [...byLength.keys()].sort((a, b) => b - a);
  const tables = lengths.map((length) => byLength.get(length)!);
  const masks = Int32Array.from(lengths, (length) => (length === 0 ? 0 : -1 << (32 - length)));
  const count = lengths.length;
  return {
    longest(address) {
      for (let i = 0; i < count; i++) {
        const found = tables[i]!.get(address & masks[i]!);
        if (found !== undefined) return found;
      }
      return NONE;
    },
    all(address) {
      const found: T[] = [];
      for (let i = 0; i < count; i++) found.push(...(tables[i]!.get(address & masks[i]!) ?? NONE));
      return found;
    },
  };
}

/** The same for IPv6 addresses as bigint; such tables are small and rarely asked. */
export function matcher6<T extends { readonly network: bigint; readonly length: number }>(
  entries: Iterable<T>,
): Matcher<bigint, T> {
  const byLength = new Map<number, Map<bigint, T[]>>();
  for (const entry of entries) keep(byLength, entry.length, entry.network, entry);
  const tables = [...byLength].sort(([a], [b]) => b - a);
  return {
    all(address) {
      const found: T[] = [];
      for (const [length, table] of tables) found.push(...(table.get(networkOf6(address, length)) ?? NONE));
      return found;
    },
    longest(address) {
      for (const [length, table] of tables) {
        const found = table.get(networkOf6(address, length));
        if (found !== undefined) return found;
      }
      return NONE;
    },
  };
}

/** The first address of the IPv6 prefix of this length that holds `address`. */
export function networkOf6(address: bigint, length: number): bigint {
  const shift = BigInt(128 - length);
  return (address >> shift) << shift;
}

function keep<A, T>(byLength: Map<number, Map<A, T[]>>, length: number, network: A, entry: T): void {
  const table = byLength.get(length) ?? new Map<A, T[]>();
  byLength.set(length, table);
  const same = table.get(network);
  if (same === undefined) table.set(network, [entry]);
  else same.push(entry);
}
