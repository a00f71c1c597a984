import { bool, list, maybeText, mtu, oneWord, text } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

/**
 * Standard switches as records.
 *
 *     vSwitch0
 *        Name: vSwitch0
 *        Class: cswitch
 *        MTU: 1500
 *        CDP Status: listen
 *        Uplinks: vmnic1, vmnic0
 *        Portgroups: VM Network, Management Network
 */
export const vswitchStandardList: Parser = {
  id: 'vswitch-standard-list',
  commands: ['esxcli network vswitch standard list'],
  section: 'vswitches',
  shapes: [
    {
      table: false,
      titles: titles({
        Name: ['name', text],
        Class: ['class', oneWord],
        'Num Ports': ['', maybeText],
        'Used Ports': ['', maybeText],
        'Configured Ports': ['', maybeText],
        MTU: ['mtu', mtu],
        'CDP Status': ['cdp', maybeText],
        'Beacon Enabled': ['beacon', bool],
        'Beacon Interval': ['', maybeText],
        'Beacon Threshold': ['', maybeText],
        'Beacon Required By': ['', maybeText],
        Uplinks: ['uplinks', list],
        Portgroups: ['portgroups', list],
      }),
      required: ['name', 'class', 'portgroups'],
      build: (row) => factOf(row, 'vswitches', row.values.name, { ...omit(row.values, 'name'), kind: 'standard' }),
    },
    {
      table: false,
      titles: titles({
        Name: ['name', text],
        Class: ['class', oneWord],
        'Num Ports': ['', maybeText],
        MTU: ['mtu', mtu],
        Uplinks: ['uplinks', list],
      }),
      required: ['name', 'class', 'numports', 'uplinks'],
      build: (row) => factOf(row, 'vswitches', row.values.name, { ...omit(row.values, 'name'), kind: 'standard' }),
    },
  ],
};
