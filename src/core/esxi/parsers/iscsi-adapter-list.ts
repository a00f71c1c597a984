import { maybeText, oneWord, vmhba } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf } from './build.ts';

/**
 * The iSCSI adapters, the software one and those that cards bring.
 *
 *     Adapter  Driver     State    UID            Description
 *     -------  ---------  -------  -------------  ----------------------
 *     vmhba33  bnx2i      unbound  iscsi.vmhba33  Broadcom iSCSI Adapter
 *     vmhba37  iscsi_vmk  online   iscsi.vmhba37  iSCSI Software Adapter
 */
export const iscsiAdapterList: Parser = {
  id: 'iscsi-adapter-list',
  commands: ['esxcli iscsi adapter list'],
  section: 'iscsiAdapters',
  complete: true,
  shapes: [
    {
      table: true,
      titles: titles({
        Adapter: ['adapter', vmhba],
        Driver: ['driver', oneWord],
        State: ['state', oneWord],
        UID: ['', oneWord],
        Description: ['description', maybeText],
      }),
      required: ['adapter', 'driver', 'uid'],
      build: (row) => factOf(row, 'iscsiAdapters', row.values.adapter),
    },
  ],
};
