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

/**
 * A matcher for IPv4 addresses as unsigned 32-bit integers. An index by the first bits tells which lengths are worth asking,
 * so that a lookup in a table of 100,000 routes tries two or three of its hashes and not all of them.
 */
export function matcher4<T extends Prefix>(entries: readonly T[]): Matcher<number, T> {
  const tables: (Map<number, T[]> | undefined)[] = new Array(33).fill(undefined);
  const shift = entries.length > MANY ? 16 : 24;
  const index = new Uint32Array(2 ** (32 - shift));
  for (const entry of entries) {
    // The keys are made signed: V8 hashes small integers, but boxes numbers of 2^31 and above.
    tables[entry.length] ??= new Map();
    keep(tables[entry.length]!, entry.network | 0, entry);
    if (entry.length > 0) markLength(index, shift, entry);
  }
  const shortest = tables[0]?.get(0) ?? NONE;
  return {
    longest(address) {
      for (let lengths = index[address >>> shift]!; lengths !== 0; ) {
        const bit = 31 - Math.clz32(lengths);
        const found = tables[bit + 1]!.get(address & (-1 << (31 - bit)));
        if (found !== undefined) return found;
        lengths ^= 1 << bit;
      }
      return shortest;
    },
    all(address) {
      const found: T[] = [];
      for (let lengths = index[address >>> shift]!; lengths !== 0; ) {
        const bit = 31 - Math.clz32(lengths);
        found.push(...(tables[bit + 1]!.get(address & (-1 << (31 - bit))) ?? NONE));
        lengths ^= 1 << bit;
      }
      found.push(...shortest);
      return found;
    },
  };
}

/** Above this many entries the larger index earns its 256 kB. */
const MANY = 512;

/** Bit n of a slot says that a prefix of length n + 1 meets the addresses of the slot. */
function markLength(index: Uint32Array, shift: number, { network, length }: Prefix): void {
  const first = network >>> shift;
  const slots = length >= 32 - shift ? 1 : 2 ** (32 - shift - length);
  for (let i = first; i < first + slots; i++) index[i]! |= 1 << (length - 1);
}

/** The same for IPv6 addresses as bigint; such tables are small and rarely asked. */
export function matcher6<T extends { readonly network: bigint; readonly length: number }>(
  entries: readonly T[],
): Matcher<bigint, T> {
  const byLength = new Map<number, Map<bigint, T[]>>();
  for (const entry of entries) {
    const table = byLength.get(entry.length) ?? new Map<bigint, T[]>();
    byLength.set(entry.length, table);
    keep(table, entry.network, entry);
  }
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

function keep<A, T>(table: Map<A, T[]>, network: A, entry: T): void {
  const same = table.get(network);
  if (same === undefined) table.set(network, [entry]);
  else same.push(entry);
}
