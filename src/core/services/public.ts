import { contains, type Prefix, readPrefix } from '../net/address.ts';

/** Addresses of no use on the internet: private, shared, link-local, loopback, benchmark, multicast and above. */
const NOT_PUBLIC = prefixes(
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 198.18.0.0/15 224.0.0.0/3',
);
const PRIVATE = prefixes('10.0.0.0/8 172.16.0.0/12 192.168.0.0/16');

/** An address that routers of the internet carry. */
export function isPublic(address: number): boolean {
  return !within(NOT_PUBLIC, address);
}

/** An address of RFC 1918. */
export function isPrivate(address: number): boolean {
  return within(PRIVATE, address);
}

function within(ranges: readonly Prefix[], address: number): boolean {
  return ranges.some((each) => contains(each, address));
}

function prefixes(text: string): readonly Prefix[] {
  return text.split(' ').map((each) => readPrefix(each)!);
}
