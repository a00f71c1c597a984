import { maybeWord, mtu, number, text, uplinks, vlan } from '../reading/cells.ts';
import { type Context, type Parser, type Row, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

const counts = {
  'Num Ports': ['', number],
  'Used Ports': ['', number],
  'Configured Ports': ['', number],
  MTU: ['mtu', mtu],
  Uplinks: ['uplinks', uplinks],
} as const;

/** The rows below a switch speak of it. */
function open(row: Row, { memo }: Context, kind: 'standard' | 'distributed') {
  memo.set('switch', row.values.name);
  return factOf(row, 'vswitches', row.values.name, omit({ ...row.values, kind }, 'name'));
}

/**
 * Standard switches with their port groups, then distributed ones with their ports.
 *
 *     Switch Name      Num Ports   Used Ports  Configured Ports  MTU     Uplinks
 *     vSwitch0         1536        7           128               1500    vmnic0,vmnic1
 *
 *       PortGroup Name        VLAN ID  Used Ports  Uplinks
 *       Management Network    0        1           vmnic0,vmnic1
 *
 *     DVS Name         Num Ports   Used Ports  Configured Ports  MTU     Uplinks
 *     dvSwitch         1536        10          512               1500    vmnic2
 *
 *       DVPort ID           In Use      Client
 *       129                 1           vmk0
 */
export const esxcfgVswitch: Parser = {
  id: 'esxcfg-vswitch',
  commands: ['esxcfg-vswitch -l'],
  section: 'vswitches',
  shapes: [
    {
      table: true,
      titles: titles({ 'Switch Name': ['name', text], ...counts }),
      required: ['switchname', 'numports'],
      build: (row, context) => open(row, context, 'standard'),
    },
    {
      table: true,
      titles: titles({ 'DVS Name': ['name', text], ...counts }),
      required: ['dvsname', 'numports'],
      build: (row, context) => open(row, context, 'distributed'),
    },
    {
      table: true,
      titles: titles({
        'PortGroup Name': ['name', text],
        'VLAN ID': ['vlan', vlan],
        'Used Ports': ['', number],
        Uplinks: ['uplinks', uplinks],
      }),
      required: ['portgroupname', 'vlanid'],
      build: (row, { memo }) =>
        factOf(row, 'portgroups', row.values.name, omit({ ...row.values, vswitch: memo.get('switch') })),
    },
    {
      table: true,
      titles: titles({
        'DVPort ID': ['id', number],
        'In Use': ['', number],
        Client: ['client', { ...maybeWord, free: true, lengths: () => [0] }],
      }),
      required: ['dvportid', 'inuse'],
      build: (row, { memo }) =>
        factOf(row, 'dvPorts', memo.get('switch'), {
          ports: [{ id: String(row.values.id), client: row.values.client ?? null }],
        }),
    },
  ],
};
