import { number, text, vlan } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

/**
 * Port groups of the standard switches with their VLAN.
 *
 *     Name                Virtual Switch  Active Clients  VLAN ID
 *     ------------------  --------------  --------------  -------
 *     Management Network  vSwitch0                     1        0
 */
export const portgroupList: Parser = {
  id: 'portgroup-list',
  commands: ['esxcli network vswitch standard portgroup list'],
  section: 'portgroups',
  complete: true,
  shapes: [
    {
      table: true,
      titles: titles({
        Name: ['name', text],
        'Virtual Switch': ['vswitch', text],
        'Active Clients': ['activeClients', number],
        'VLAN ID': ['vlan', vlan],
      }),
      required: ['name', 'virtualswitch', 'vlanid'],
      build: (row) => factOf(row, 'portgroups', row.values.name, omit(row.values, 'name')),
    },
  ],
};
