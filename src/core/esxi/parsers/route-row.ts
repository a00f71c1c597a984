import { formatIpv6, formatPrefix, networkOf, readIpv4, readIpv6 } from '../../net/address.ts';
import type { Context, Row } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

/** The fact of a routing table row of either family: `default`, host bits and the netstack settled. */
export function routeFact(row: Row, { netstack }: Context) {
  const { network, length, gateway, vmknic, source, family } = row.values;
  const v6 =
    family === 'ipv6' ||
    (typeof network === 'string' && network.includes(':')) ||
    (typeof gateway === 'string' && gateway.includes(':')) ||
    Number(length) > 32;
  const prefix = v6 ? prefix6(network, length) : prefix4(network, length);
  if (prefix === null) return null;
  const values = omit({ netstack, network: prefix, gateway: gateway ?? null, vmknic, source });
  return factOf(row, v6 ? 'routes6' : 'routes', `${netstack} ${prefix} ${gateway ?? ''} ${vmknic ?? ''}`, values);
}

function prefix4(network: unknown, length: unknown): string | null {
  if (network === 'default') return '0.0.0.0/0';
  const address = readIpv4(String(network));
  return address === null || typeof length !== 'number'
    ? null
    : formatPrefix({ network: networkOf(address, length), length });
}

function prefix6(network: unknown, length: unknown): string | null {
  if (network === 'default') return '::/0';
  const address = readIpv6(String(network));
  if (address === null || typeof length !== 'number') return null;
  return `${formatIpv6((address >> BigInt(128 - length)) << BigInt(128 - length))}/${length}`;
}
