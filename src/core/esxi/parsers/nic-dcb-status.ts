import { bool, maybeText, vmnic } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

/**
 * Whether the driver of a NIC says that data center bridging is on. The lines below `Capabilities` differ by driver.
 *
 *        Nic Name: vmnic6
 *        Mode: 3 - IEEE Mode
 *        Enabled: false
 */
export const nicDcbStatus: Parser = {
  id: 'nic-dcb-status',
  commands: ['esxcli network nic dcb status get'],
  section: 'uplinks',
  shapes: [
    {
      table: false,
      titles: titles({
        'Nic Name': ['name', vmnic],
        Mode: ['', maybeText],
        Enabled: ['dcb', bool],
        Capabilities: ['', maybeText],
        'Priority Group': ['', maybeText],
        'Priority Flow Control': ['', maybeText],
        'PG Traffic Classes': ['', maybeText],
        'PFC Traffic Classes': ['', maybeText],
        'PFC Enabled': ['', maybeText],
        'PFC Configuration': ['', maybeText],
      }),
      required: ['nicname', 'enabled'],
      build: (row) => factOf(row, 'uplinks', row.values.name, omit(row.values, 'name')),
    },
  ],
};
