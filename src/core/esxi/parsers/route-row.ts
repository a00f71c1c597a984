import { formatIpv6, formatPrefix, networkOf, readIpv4, readIpv6 } from '../../net/address.ts';
import type { PlainLength } from '../reading/cells.ts';
import type { Context, Row } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

/** The fact of a routing table row of either family. null: mask and network do not fit together, so a digit was lost. */
export function routeFact(row: Row, { netstack }: Context) {
  const { network, length, gateway, vmknic, source } = row.values;
  const v6 = isPlain(length);
  const prefix = v6 ? prefix6(network, length.plain) : prefix4(network, length);
  if (prefix === null || (typeof gateway === 'string' && gateway.includes(':') !== v6)) return null;
  const values = omit({ netstack, network: prefix, gateway: gateway ?? null, vmknic, source });
  return factOf(row, v6 ? 'routes6' : 'routes', `${netstack} ${prefix} ${gateway ?? ''} ${vmknic ?? ''}`, values);
}

export function isPlain(length: unknown): length is PlainLength {
  return typeof length === 'object' && length !== null;
}

function prefix4(network: unknown, length: unknown): string | null {
  const address = network === 'default' ? 0 : readIpv4(String(network));
  if (address === null || typeof length !== 'number' || networkOf(address, length) !== address) return null;
  return formatPrefix({ network: address, length });
}

function prefix6(network: unknown, length: number): string | null {
  const address = network === 'default' ? 0n : readIpv6(String(network));
  if (address === null) return null;
  return `${formatIpv6((address >> BigInt(128 - length)) << BigInt(128 - length))}/${length}`;
}
