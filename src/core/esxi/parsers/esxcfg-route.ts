import { BAD, ipv4, maskOrLength, network, nextHop, vmk } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { fact } from './build.ts';
import { routeFact } from './route-row.ts';

const route = titles({
  Network: ['network', network],
  Netmask: ['length', maskOrLength],
  Gateway: ['gateway', nextHop],
  Interface: ['vmknic', vmk],
});

/**
 * The VMkernel's routing table; 3.5 prints no Interface column. A bare `esxcfg-route` prints the default gateway only.
 *
 *     VMkernel Routes:
 *     Network          Netmask          Gateway          Interface
 *     10.0.1.0         255.255.255.0    Local Subnet     vmk0
 *     default          0.0.0.0          10.0.1.2         vmk0
 */
export const esxcfgRoute: Parser = {
  id: 'esxcfg-route',
  commands: ['esxcfg-route -l', 'esxcfg-route', 'esxcfg-route -f V6 -l'],
  section: 'routes',
  complete: true,
  shapes: [
    {
      table: true,
      titles: route,
      required: ['network', 'netmask', 'gateway', 'interface'],
      orders: [['default|', 'network', 'netmask', 'gateway', 'interface']],
      build: routeFact,
    },
    {
      table: true,
      titles: titles({
        Network: ['network', network],
        Netmask: ['length', maskOrLength],
        Gateway: ['gateway', nextHop],
      }),
      required: ['network', 'netmask', 'gateway'],
      build: routeFact,
    },
  ],
  readLine(line, { netstack }) {
    const found = /^\s*VMkernel default gateway is\s+(?:not set|(\S+?))\.?\s*$/i.exec(line.text);
    if (found === null) return null;
    const gateway = found[1] === undefined ? null : ipv4.read(found[1], []);
    return gateway === BAD ? null : [fact('netstacks', netstack, { gateway }, line)];
  },
};
