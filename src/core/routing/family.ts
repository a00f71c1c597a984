/** What differs between IPv4 and IPv6 for a lookup; the rules of forwarding are written once over it. */
import type { HostState, Route, Vmknic } from '../esxi/host-state.ts';
import {
  formatIpv4,
  formatIpv6,
  formatPrefix,
  networkOf,
  readIpv4,
  readIpv6,
  readPrefix,
  readPrefix6,
} from '../net/address.ts';
import { type Matcher, matcher4, matcher6, networkOf6 } from '../net/match.ts';

/** An address of an adapter with the subnet it is in; `length` is null where the mask was not shown. */
export interface Local<A> {
  readonly vmknic: Vmknic;
  readonly address: A;
  readonly text: string;
  readonly length: number | null;
}

export interface Family<A> {
  readonly version: 4 | 6;
  readonly bits: 32 | 128;
  read(text: string): A | null;
  format(address: A): string;
  prefix(text: string): { readonly network: A; readonly length: number } | null;
  prefixText(address: A, length: number): string;
  holds(network: A, length: number, address: A): boolean;
  matcher<T extends { readonly network: A; readonly length: number }>(entries: readonly T[]): Matcher<A, T>;
  routes(state: HostState): readonly Route[];
  locals(vmknic: Vmknic): readonly Local<A>[];
  /** Link-local next hops are on the link of whichever adapter the entry names. */
  linkLocal(address: A): boolean;
}

export const ipv4: Family<number> = {
  version: 4,
  bits: 32,
  read: readIpv4,
  format: formatIpv4,
  prefix: readPrefix,
  prefixText: (address, length) => formatPrefix({ network: networkOf(address, length), length }),
  holds: (network, length, address) => networkOf(address, length) === network,
  matcher: matcher4,
  routes: (state) => state.routes ?? [],
  locals(vmknic) {
    const address = typeof vmknic.ipv4 === 'string' ? readIpv4(vmknic.ipv4) : null;
    return address === null ? [] : [{ vmknic, address, text: vmknic.ipv4!, length: vmknic.prefixLength ?? null }];
  },
  linkLocal: () => false,
};

export const ipv6: Family<bigint> = {
  version: 6,
  bits: 128,
  read: readIpv6,
  format: formatIpv6,
  prefix: readPrefix6,
  prefixText: (address, length) => `${formatIpv6(networkOf6(address, length))}/${length}`,
  holds: (network, length, address) => networkOf6(address, length) === network,
  matcher: matcher6,
  routes: (state) => state.routes6 ?? [],
  locals: (vmknic) =>
    (vmknic.ipv6 ?? []).flatMap((shown) => {
      const [text = '', length] = shown.split('/');
      const address = readIpv6(text);
      return address === null ? [] : [{ vmknic, address, text, length: length === undefined ? null : Number(length) }];
    }),
  linkLocal: (address) => address >> 118n === 0x3fan,
};
