import { maybeText, vmk } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf } from './build.ts';

/**
 * The adapters that carry vSAN.
 *
 *     Interface
 *        VmkNic Name: vmk1
 *        IP Protocol: IP
 *        Traffic Type: vsan
 */
export const vsanNetworkList: Parser = {
  id: 'vsan-network-list',
  commands: ['esxcli vsan network list'],
  section: 'vmknics',
  shapes: [
    {
      table: false,
      titles: titles({
        'VmkNic Name': ['name', vmk],
        'IP Protocol': ['', maybeText],
        'Interface UUID': ['', maybeText],
        'Agent Group Multicast Address': ['', maybeText],
        'Agent Group Multicast Port': ['', maybeText],
        'Host Unicast Channel Bound Port': ['', maybeText],
        'Multicast TTL': ['', maybeText],
        'Traffic Type': ['traffic', maybeText],
      }),
      required: ['vmknicname'],
      build: (row) =>
        factOf(row, 'vmknics', row.values.name, {
          services: [row.values.traffic === 'witness' ? 'vsan-witness' : 'vsan'],
        }),
    },
  ],
};
