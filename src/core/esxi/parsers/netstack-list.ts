import { maybeText, stackKey } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf } from './build.ts';

/**
 * The TCP/IP stacks that were created or used; one that is not listed is no error.
 *
 *     defaultTcpipStack
 *        Key: defaultTcpipStack
 *        Name: defaultTcpipStack
 *        State: 4660
 */
export const netstackList: Parser = {
  id: 'netstack-list',
  commands: ['esxcli network ip netstack list', 'esxcli network ip netstack get'],
  section: 'netstacks',
  shapes: [
    {
      table: false,
      titles: titles({
        Key: ['key', stackKey],
        Name: ['', maybeText],
        State: ['', maybeText],
        Enabled: ['', maybeText],
        'Max Connections': ['', maybeText],
        'Current Max Connections': ['', maybeText],
        'Congestion Control Algorithm': ['', maybeText],
        'IPv6 Enabled': ['', maybeText],
        'Current IPv6 Enabled': ['', maybeText],
      }),
      required: ['key', 'name'],
      build: (row) => factOf(row, 'netstacks', row.values.key, {}),
    },
  ],
};
