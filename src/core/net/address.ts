/**
 * Addresses as canonical text at the edges and integers inside. The only module that knows ip-num: it is the strict reader
 * (no leading zeros, short forms, hex or signs), but too slow to match with.
 */
import { IPv4, IPv4Mask, IPv6 } from 'ip-num';

/** A canonical prefix without host bits: `network` is the first address as an unsigned 32-bit integer. */
export interface Prefix {
  readonly network: number;
  readonly length: number;
}

const DOTTED = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;
const REMEMBERED = 4096;
const addresses = new Map<string, number | null>();
const maskLengths = new Map<string, number | null>();
const addresses6 = new Map<string, bigint | null>();

/** The unsigned 32-bit value of strict dotted text, or null. `192.168.1`, `010.0.0.1`, `0x7f.0.0.1` are not addresses. */
export function readIpv4(text: string): number | null {
  if (text.length < 7 || text.length > 15 || !DOTTED.test(text)) return null;
  return remembered(addresses, text, () => Number(IPv4.fromString(text).getValue()));
}

/** The length of a contiguous dotted mask (`255.255.255.0` is 24), or null. */
export function readMask(text: string): number | null {
  if (text.length < 7 || text.length > 15 || !DOTTED.test(text)) return null;
  return remembered(maskLengths, text, () => Number(IPv4Mask.fromDecimalDottedString(text).prefix));
}

/** Strict `a.b.c.d/len`, cut to the prefix; `hadHostBits` tells that the text named an address inside it. */
export function readPrefix(text: string): (Prefix & { readonly hadHostBits: boolean }) | null {
  const [address, length, ...more] = text.split('/');
  const value = readIpv4(address ?? '');
  if (value === null || length === undefined || more.length > 0 || !/^(0|[1-9]\d?)$/.test(length) || +length > 32) {
    return null;
  }
  const network = networkOf(value, +length);
  return { network, length: +length, hadHostBits: network !== value };
}

export function formatIpv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

export function formatPrefix({ network, length }: Prefix): string {
  return `${formatIpv4(network)}/${length}`;
}

/** The first address of the prefix of this length that holds `address`. */
export function networkOf(address: number, length: number): number {
  return length === 0 ? 0 : (address & (-1 << (32 - length))) >>> 0;
}

export function lastOf({ network, length }: Prefix): number {
  return network + 2 ** (32 - length) - 1;
}

export function contains(prefix: Prefix, address: number): boolean {
  return networkOf(address, prefix.length) === prefix.network;
}

/** One prefix holds the other, or they are equal. */
export function overlap(a: Prefix, b: Prefix): boolean {
  return a.length <= b.length ? contains(a, b.network) : contains(b, a.network);
}

/** The canonical text `a.b.c.d/len` of the subnet of an address, from text that is known to be valid. */
export function subnetOf(ipv4: string, length: number): string {
  return formatPrefix({ network: networkOf(readIpv4(ipv4)!, length), length });
}

/** The 128-bit value of IPv6 text without zone or length, or null. */
export function readIpv6(text: string): bigint | null {
  if (!text.includes(':') || text.length > 45 || !/^[0-9a-f:.]+$/i.test(text)) return null;
  return remembered(addresses6, text, () => IPv6.fromString(text).getValue());
}

/** Lower case, no leading zeros, the longest run of zero groups as `::` (RFC 5952). */
export function formatIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  const runs = [...groups.join(':').matchAll(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g)].map(([run]) => run);
  const longest = runs.toSorted((a, b) => b.length - a.length)[0];
  if (longest === undefined) return groups.join(':');
  const text = groups.join(':');
  const at = [...text.matchAll(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g)].find(([run]) => run === longest)!.index;
  return `${text.slice(0, at).replace(/:$/, '')}::${text.slice(at + longest.length).replace(/^:/, '')}`;
}

/** `fe80::1/64` cut to its prefix, as first value and length, or null. */
export function readPrefix6(text: string): { readonly network: bigint; readonly length: number } | null {
  const [address, length, ...more] = text.split('/');
  const value = readIpv6(address ?? '');
  if (
    value === null ||
    length === undefined ||
    more.length > 0 ||
    !/^(0|[1-9]\d{0,2})$/.test(length) ||
    +length > 128
  ) {
    return null;
  }
  return { network: (value >> BigInt(128 - +length)) << BigInt(128 - +length), length: +length };
}

function remembered<T>(memory: Map<string, T | null>, text: string, read: () => T): T | null {
  const known = memory.get(text);
  if (known !== undefined) return known;
  if (memory.size >= REMEMBERED) memory.clear();
  let value: T | null;
  try {
    value = read();
  } catch {
    value = null; // ip-num's way to say no
  }
  memory.set(text, value);
  return value;
}
