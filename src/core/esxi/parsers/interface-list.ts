import { bool, mac, maybeText, mtu, stackKey, vmk } from '../reading/cells.ts';
import { type Parser, type Row, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

/**
 * The VMkernel adapters as records; 5.0 has no netstack, no VDS UUID and no opaque network. It prints no address.
 *
 *     vmk0
 *        Name: vmk0
 *        MAC Address: 00:0c:29:2c:54:17
 *        Enabled: true
 *        Portset: vSwitch0
 *        Portgroup: Management Network
 *        Netstack Instance: defaultTcpipStack
 *        VDS Name: N/A
 *        MTU: 1500
 */
export const interfaceList: Parser = {
  id: 'interface-list',
  commands: ['esxcli network ip interface list'],
  section: 'vmknics',
  complete: true,
  shapes: [
    {
      table: false,
      titles: titles({
        Name: ['name', vmk],
        'MAC Address': ['mac', mac],
        Enabled: ['enabled', bool],
        Portset: ['portset', maybeText],
        Portgroup: ['portgroup', maybeText],
        'Netstack Instance': ['netstack', stackKey],
        'VDS Name': ['vds', maybeText],
        'VDS UUID': ['', maybeText],
        'VDS Port': ['dvPort', maybeText],
        'VDS Connection': ['', maybeText],
        'Opaque Network ID': ['opaque', maybeText],
        'Opaque Network Type': ['', maybeText],
        'External ID': ['', maybeText],
        MTU: ['mtu', mtu],
        'TSO MSS': ['', maybeText],
        'RXDispQueue Size': ['', maybeText],
        'Port ID': ['', maybeText],
        URPF: ['', maybeText],
      }),
      required: ['name'],
      begins: 'Name',
      build: (row) => (/^vmk\d+$/.test(String(row.values.name)) ? adapterFact(row) : null),
    },
  ],
};

function adapterFact(row: Row) {
  // Every version that prints an opaque network prints the stack too: here its line was lost.
  if (row.values.opaque !== undefined && row.values.netstack === undefined) return null;
  const fact = factOf(row, 'vmknics', row.values.name, adapter(row.values));
  const vswitch = row.lines?.[row.values.vds === 'N/A' || row.values.vds === undefined ? 'portset' : 'vds'];
  return fact && { ...fact, lines: { ...row.lines, ...(vswitch === undefined ? {} : { vswitch }) } };
}

/** On a distributed switch the portset is only `DvsPortset-0` and the port group `N/A`. */
function adapter(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const shown = (value: unknown) => (typeof value === 'string' && value !== 'N/A' && value !== '' ? value : undefined);
  const vds = shown(values.vds);
  const portset = shown(values.portset);
  return {
    ...omit(values, 'name', 'opaque', 'portset', 'vds', 'dvPort', 'portgroup'),
    ...omit({
      portgroup: shown(values.portgroup),
      vswitch: vds ?? (/^DvsPortset/.test(portset ?? '') ? undefined : portset),
      dvPort: shown(values.dvPort),
    }),
  };
}
