import { formatPrefix, networkOf, readIpv4 } from '../../net/address.ts';
import { ipv4, mask, oneWord } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf } from './build.ts';

/** `default` and `*` are what `route` prints without `-n`. */
const anywhere = {
  ...ipv4,
  read: (text: string, repairs: never[]) => (text === 'default' || text === '*' ? '0.0.0.0' : ipv4.read(text, repairs)),
};

/**
 * The Service Console's own Linux table, never the VMkernel's.
 *
 *     Kernel IP routing table
 *     Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
 *     10.0.1.0        0.0.0.0         255.255.255.0   U     0      0        0 vswif0
 */
export const consoleRoutes: Parser = {
  id: 'console-routes',
  commands: ['route -n'],
  section: 'serviceConsole',
  shapes: [
    {
      table: true,
      titles: titles({
        Destination: ['network', anywhere],
        Gateway: ['gateway', anywhere],
        Genmask: ['length', mask],
        Flags: ['', oneWord],
        Metric: ['', oneWord],
        Ref: ['', oneWord],
        Use: ['', oneWord],
        MSS: ['', oneWord],
        Window: ['', oneWord],
        irtt: ['', oneWord],
        Iface: ['interface', oneWord],
      }),
      required: ['destination', 'gateway', 'genmask', 'iface'],
      build(row) {
        const { network, gateway, length, interface: name } = row.values;
        const prefix = formatPrefix({
          network: networkOf(readIpv4(String(network))!, Number(length)),
          length: Number(length),
        });
        const hop = gateway === '0.0.0.0' ? null : gateway;
        return factOf(row, 'consoleRoutes', `${prefix} ${hop ?? ''} ${name}`, {
          network: prefix,
          gateway: hop,
          interface: name,
        });
      },
    },
  ],
};
