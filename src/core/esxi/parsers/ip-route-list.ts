import { maskOrLength, maybeWord, network, nextHop, vmk } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { routeFact } from './route-row.ts';

/**
 * The routing table of one netstack; only this listing tells by its Source what was set by hand (KB 344105).
 *
 *     Network      Netmask        Gateway      Interface  Source
 *     -----------  -------------  -----------  ---------  ------
 *     default      0.0.0.0        192.168.0.1  vmk0       MANUAL
 *     192.168.0.0  255.255.255.0  0.0.0.0      vmk0       MANUAL
 */
export const ipRouteList: Parser = {
  id: 'ip-route-list',
  commands: ['esxcli network ip route ipv4 list', 'esxcli network ip route ipv6 list'],
  section: 'routes',
  complete: true,
  shapes: [
    {
      table: true,
      titles: titles({
        Network: ['network', network],
        Netmask: ['length', maskOrLength],
        Gateway: ['gateway', nextHop],
        Interface: ['vmknic', vmk],
        Source: ['source', maybeWord],
      }),
      required: ['network', 'netmask', 'gateway', 'interface', 'source'],
      orders: [['default|', 'network', 'netmask', 'gateway', 'interface', 'source']],
      build: routeFact,
    },
  ],
};
