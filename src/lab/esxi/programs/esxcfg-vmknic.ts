import { broadcastOf, maskOf } from '../addresses.ts';
import type { SimulatedState, Vmknic } from '../state.ts';
import { atLeast } from '../versions.ts';
import { block } from './columns.ts';

/** `esxcfg-vmknic -l`: 3.5 names no adapter, 6.5 and newer add the stack (commands.md, column sets). */
export function adapters(state: SimulatedState): string {
  if (!atLeast(state, '4.0')) return old(state);
  const modern = atLeast(state, '6.5');
  const titles = [
    ...['Interface', modern ? 'Port Group/DVPort/Opaque Network' : 'Port Group/DVPort', 'IP Family', 'IP Address'],
    ...['Netmask', 'Broadcast', 'MAC Address', 'MTU', 'TSO MSS', 'Enabled', 'Type', ...(modern ? ['NetStack'] : [])],
  ];
  const widths = [11, modern ? 40 : 20, 10, 40, 16, 16, 18, 8, 10, 8, 20];
  const rows = state.config.vmknics.flatMap((vmknic) => rowsOf(vmknic, modern));
  return block(widths, titles, rows);
}

function rowsOf(vmknic: Vmknic, modern: boolean): (string | number)[][] {
  const { name, portgroup, ipv4, prefixLength, mac, mtu, enabled, netstack } = vmknic;
  const end = modern ? [netstack] : [];
  const rest = [mac, mtu, 65_535, String(enabled)];
  const address = ipv4 === null ? ['N/A', 'N/A', 'N/A'] : [ipv4, maskOf(prefixLength), broadcastOf(ipv4, prefixLength)];
  const type = ipv4 === null ? 'NONE' : vmknic.dhcp ? 'DHCP' : 'STATIC';
  return [
    [name, portgroup, 'IPv4', ...address, ...rest, type, ...end],
    ...vmknic.ipv6.map((each) => [
      ...[name, portgroup, 'IPv6', each.address, each.length, '', ...rest, 'STATIC, PREFERRED', ...end],
    ]),
  ];
}

/** 3.5 counts the Ethernet header into the MTU. */
function old({ config }: SimulatedState): string {
  const titles = ['Port Group', 'IP Address', 'Netmask', 'Broadcast', 'MAC Address', 'MTU', 'Enabled'];
  const rows = config.vmknics.map(({ portgroup, ipv4, prefixLength, mac, mtu, enabled }) => [
    ...[portgroup, ipv4 ?? 'N/A', maskOf(prefixLength), broadcastOf(ipv4 ?? '0.0.0.0', prefixLength), mac, mtu + 14],
    String(enabled),
  ]);
  return block([20, 16, 16, 16, 18, 8], titles, rows);
}
