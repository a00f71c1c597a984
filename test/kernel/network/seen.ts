/** What the kernels of the places tell of themselves. */
import type { Network } from './index.ts';
import type { Place } from './topology.ts';

/** `NETWORK/LENGTH GATEWAY` of each route that somebody set, from the kernel's own table. */
export function routesOf(network: Network, place: Place): string[] {
  const all: { dst: string; gateway?: string }[] = JSON.parse(network.ip(place, '-j', '-4', 'route', 'show'));
  return all.flatMap(({ dst, gateway }) => (gateway === undefined ? [] : [`${dst} ${gateway}`])).sort();
}

/** The adapter that a place answers an address by. */
export function leavesBy(network: Network, place: Place, address: string): string {
  return JSON.parse(network.ip(place, '-j', 'route', 'get', address))[0].dev;
}

/** Packets that strict reverse-path filtering dropped there. */
export function spoofed(network: Network, place: Place): number {
  const rows = network
    .inside(place, 'cat', '/proc/net/netstat')
    .split('\n')
    .filter((line) => line.startsWith('TcpExt:'));
  const [titles, values] = rows.map((row) => row.split(' '));
  return Number(values![titles!.indexOf('IPReversePathFilter')]);
}

/** `LOCAL PEER` of the TCP connections that wait for the last packet of their handshake. */
export function halfOpen(network: Network, place: Place): string[] {
  const lines = network.inside(place, 'ss', '-4Htn', 'state', 'syn-recv').trim().split('\n');
  return lines.map((line) => line.trim().split(/\s+/).slice(2).join(' '));
}
