import { bool, mac, number, vmhba, vmnic } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf } from './build.ts';

/**
 * Which NIC is behind which iSCSI adapter.
 *
 *     Adapter  Vmnic   MAC Address        MAC Address Valid  Current Speed  Max Speed  Max Frame Size
 *     -------  ------  -----------------  -----------------  -------------  ---------  --------------
 *     vmhba33  vmnic6  9c:dc:71:40:06:06               true          10000      10000            1500
 */
export const iscsiPhysicalnetworkportalList: Parser = {
  id: 'iscsi-physicalnetworkportal-list',
  commands: ['esxcli iscsi physicalnetworkportal list'],
  section: 'iscsiPorts',
  complete: true,
  shapes: [
    {
      table: true,
      titles: titles({
        Adapter: ['adapter', vmhba],
        Vmnic: ['vmnic', vmnic],
        'MAC Address': ['', mac],
        'MAC Address Valid': ['', bool],
        'Current Speed': ['', number],
        'Max Speed': ['', number],
        'Max Frame Size': ['', number],
      }),
      required: ['adapter', 'vmnic'],
      build: (row) => factOf(row, 'iscsiPorts', `${row.values.adapter} ${row.values.vmnic}`),
    },
  ],
};
