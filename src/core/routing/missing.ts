/** Which command of this version prints what a decision lacks. */
import type { HostState } from '../esxi/host-state.ts';
import { atLeast, isClassic } from '../esxi/version.ts';

const DEFAULT = 'defaultTcpipStack';

/** The command that prints the routing table of a netstack with its Source column, where the version has one. */
export function listingCommand(state: HostState, netstack: string, version: 4 | 6 = 4): string {
  if (olderThan(state, '5.1')) return version === 4 ? 'esxcfg-route -l' : 'esxcfg-route -f V6 -l';
  return `esxcli network ip route ipv${version} list${ofStack(netstack)}`;
}

/** The command that prints the adapters' addresses, masks and per-adapter gateways. */
export function addressCommand(state: HostState, netstack: string, version: 4 | 6 = 4): string {
  if (olderThan(state, '5.0')) return 'esxcfg-vmknic -l';
  return version === 4
    ? `esxcli network ip interface ipv4 get${ofStack(netstack)}`
    : `esxcli network ip interface ipv6 address list${ofStack(netstack)}`;
}

/** True where the host is known to be older than the version, or classic ESX; false where that is not known. */
export function olderThan(state: HostState, version: string): boolean {
  return atLeast(state, version) === false || isClassic(state) === true;
}

function ofStack(netstack: string): string {
  return netstack === DEFAULT ? '' : ` --netstack=${netstack}`;
}
