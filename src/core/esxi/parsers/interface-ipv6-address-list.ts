import { BAD, ip, maybeText, number, oneWord, vmk } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf } from './build.ts';

const address = {
  ...ip,
  read: (text: string, repairs: never[]) => (text.includes(':') ? ip.read(text, repairs) : BAD),
};

/**
 * The IPv6 addresses of the VMkernel adapters, several a adapter.
 *
 *     Interface  Address                   Netmask  Type    Status
 *     ---------  ------------------------  -------  ------  ---------
 *     vmk0       fe80::20c:29ff:fe2c:5417       64  STATIC  PREFERRED
 */
export const interfaceIpv6AddressList: Parser = {
  id: 'interface-ipv6-address-list',
  commands: ['esxcli network ip interface ipv6 address list'],
  section: 'vmknics',
  shapes: [
    {
      table: true,
      titles: titles({
        Interface: ['name', vmk],
        Address: ['address', address],
        Netmask: ['length', number],
        Type: ['', oneWord],
        Status: ['', maybeText],
      }),
      required: ['interface', 'address', 'netmask', 'type', 'status'],
      build: (row) => factOf(row, 'vmknics', row.values.name, { ipv6: [`${row.values.address}/${row.values.length}`] }),
    },
  ],
};
