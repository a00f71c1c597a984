/** What is asked of a host before a change, besides the listings: a closed union again, and all of it only reads or pings. */
import { SESSION } from '../esxi/commands.ts';
import { DEFAULT_STACK, isNetstackKey } from '../esxi/netstacks.ts';
import { compareVersions, type EsxiVersion } from '../esxi/version.ts';
import { readIpv4 } from '../net/address.ts';
import { isServer } from './ntp/command.ts';
import { type Words, words } from './words.ts';

export type Query =
  /** SSH_CONNECTION there tells who the host sees. */
  | { readonly kind: 'session' }
  | { readonly kind: 'connections' }
  | { readonly kind: 'version' }
  | { readonly kind: 'clock' }
  | { readonly kind: 'lockdown' }
  | { readonly kind: 'shell-timeout' }
  | { readonly kind: 'neighbors' }
  /** Makes the host ask for the gateway's MAC; whether it answers the ping does not matter. Up to 5.0 the table picks the adapter. */
  | { readonly kind: 'ping-gateway'; readonly vmknic: string; readonly netstack: string; readonly gateway: string }
  /** Shows the address that the host finds for a name, whether or not anybody answers there. */
  | { readonly kind: 'find-name'; readonly name: string }
  /** Whether a peer answers by an adapter of the default stack. */
  | { readonly kind: 'ping-peer'; readonly vmknic: string; readonly peer: string }
  /** Sends through a gateway without any change of a table. */
  | { readonly kind: 'ping-through'; readonly vmknic: string; readonly gateway: string; readonly peer: string };

/** null where this version has no such command, or a value is none. */
export function queryWords(query: Query, version: EsxiVersion): Words | null {
  const from = (text: string, first: EsxiVersion) => (compareVersions(version, first) >= 0 ? words(text) : null);
  switch (query.kind) {
    case 'session':
      return SESSION.split(' ');
    case 'connections':
      return from('esxcli network ip connection list', [5]);
    case 'version':
      return words('vmware -v');
    case 'clock':
      return words('date -u');
    case 'lockdown':
      return from('vim-cmd -U dcui vimsvc/auth/lockdown_is_enabled', [5]);
    case 'shell-timeout':
      return from('esxcli system settings advanced list -o /UserVars/ESXiShellTimeOut', [5]);
    case 'neighbors':
      return from('esxcli network ip neighbor list', [5]) ?? from('esxcfg-route -n', [4]);
    case 'ping-gateway': {
      const { vmknic, netstack, gateway } = query;
      if (!isAdapter(vmknic) || readIpv4(gateway) === null || !isNetstackKey(netstack)) return null;
      // The stack's name begins with signs that are no letters of ours.
      if (netstack !== DEFAULT_STACK) return null;
      return (
        from(`vmkping -I ${vmknic} -c 3 ${gateway}`, [5, 1]) ??
        from(`vmkping -c 3 ${gateway}`, [5]) ??
        from(`vmkping ${gateway}`, [4])
      );
    }
    case 'find-name':
      return isServer(query.name) ? from(`vmkping -c 1 ${query.name}`, [5]) : null;
    case 'ping-peer': {
      const { vmknic, peer } = query;
      if (!isAdapter(vmknic) || readIpv4(peer) === null) return null;
      return from(`vmkping -I ${vmknic} -c 2 ${peer}`, [5, 1]);
    }
    case 'ping-through': {
      const { vmknic, gateway, peer } = query;
      if (!isAdapter(vmknic) || readIpv4(gateway) === null || readIpv4(peer) === null) return null;
      return from(`esxcli network diag ping -I ${vmknic} -N ${gateway} -H ${peer} -c 3`, [5, 1]);
    }
  }
}

const isAdapter = (name: string) => /^vmk\d{1,4}$/.test(name);
