import { addressType, bool, broadcast, family, ipv4OrNone, mask, text, vswif } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

/**
 * The Service Console's interfaces: classic ESX only.
 *
 *     Name     Port Group/DVPort   IP Family IP Address  Netmask        Broadcast    Enabled   TYPE
 *     vswif0   Service Console     IPv4      10.0.1.130  255.255.255.0  10.0.1.255   true      STATIC
 */
export const vswifList: Parser = {
  id: 'vswif-list',
  commands: ['esxcfg-vswif -l'],
  section: 'serviceConsole',
  shapes: [
    {
      table: true,
      titles: titles({
        Name: ['name', vswif],
        'Port Group/DVPort': ['portgroup', text],
        'Port Group': ['portgroup', text],
        'IP Family': ['family', family],
        'IP Address': ['ipv4', ipv4OrNone],
        Netmask: ['prefixLength', mask],
        Broadcast: ['', broadcast],
        Enabled: ['enabled', bool],
        TYPE: ['dhcp', addressType],
        DHCP: ['dhcp', bool],
      }),
      required: ['name', 'ipaddress', 'netmask'],
      orders: [['vswif', 'name', 'portgroup', 'ipfamily', 'ipaddress', 'netmask', 'broadcast', 'enabled', 'type']],
      build: (row) =>
        factOf(
          row,
          'consoleInterfaces',
          row.values.name,
          omit(row.values, 'family', row.values.ipv4 === null ? 'prefixLength' : ''),
        ),
    },
  ],
};
