import { addressType, bool, broadcast, ipv4OrNone, mask, nextHop, vmk } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

/** The Gateway column came with 6.5; 0.0.0.0 there means no gateway of its own. */
const columns = titles({
  Name: ['name', vmk],
  Interface: ['name', vmk],
  'IPv4 Address': ['ipv4', ipv4OrNone],
  'IPv4 Netmask': ['prefixLength', mask],
  'IPv4 Broadcast': ['', broadcast],
  'Address Type': ['dhcp', addressType],
  Gateway: ['gateway', nextHop],
  'DHCP DNS': ['', { ...bool, read: (text, repairs) => (/^N\/A$/i.test(text) ? undefined : bool.read(text, repairs)) }],
});

/**
 * The IPv4 addresses of the VMkernel adapters.
 *
 *     Name  IPv4 Address  IPv4 Netmask   IPv4 Broadcast  Address Type  Gateway   DHCP DNS
 *     ----  ------------  -------------  --------------  ------------  --------  --------
 *     vmk0  10.0.1.128    255.255.255.0  10.0.1.255      STATIC        10.0.1.2     false
 */
export const interfaceIpv4Get: Parser = {
  id: 'interface-ipv4-get',
  commands: ['esxcli network ip interface ipv4 get', 'esxcli network ip interface ipv4 address list'],
  section: 'vmknics',
  complete: true,
  shapes: [
    {
      titles: columns,
      table: true,
      required: ['ipv4address', 'ipv4netmask'],
      orders: [
        ['vmk', 'name', 'ipv4address', 'ipv4netmask', 'ipv4broadcast', 'addresstype', 'gateway', 'dhcpdns'],
        ['vmk', 'name', 'ipv4address', 'ipv4netmask', 'ipv4broadcast', 'addresstype', 'dhcpdns'],
      ],
      build(row) {
        const { ipv4: address, prefixLength } = row.values;
        const unset = address === null || (address === '0.0.0.0' && prefixLength === 0);
        const values = unset ? { ...omit(row.values, 'prefixLength'), ipv4: null } : row.values;
        return factOf(row, 'vmknics', row.values.name, omit(values, 'name'));
      },
    },
  ],
};
