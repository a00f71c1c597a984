import { list, maybeText, mtu, number, oneWord, text } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { fact, factOf, omit } from './build.ts';

/**
 * Distributed switches as records, each followed by its ports.
 *
 *     dvSwitch
 *        Name: dvSwitch
 *        VDS ID: 50 1e 5b ad e3 b4 af 25-18 f3 1c 4c fa 98 3d bb
 *        MTU: 9000
 *        Uplinks: vmnic1
 *        DVPort:
 *              Client: vmk1
 *              DVPortgroup ID: dvportgroup-12
 *              In Use: true
 *              Port ID: 16
 */
export const dvsList: Parser = {
  id: 'dvs-list',
  commands: ['esxcli network vswitch dvs vmware list'],
  section: 'vswitches',
  shapes: [
    {
      table: false,
      titles: titles({
        Name: ['name', text],
        'VDS ID': ['', maybeText],
        Class: ['class', oneWord],
        MTU: ['mtu', mtu],
        'CDP Status': ['cdp', maybeText],
        Uplinks: ['uplinks', list],
        'VMware Branded': ['', maybeText],
        'Beacon Timeout': ['', maybeText],
        DVPort: ['', maybeText],
        Client: ['client', maybeText],
        'DVPortgroup ID': ['', maybeText],
        'In Use': ['', maybeText],
        'Port ID': ['id', number],
      }),
      required: ['name', 'vdsid'],
      build(row, { memo }) {
        memo.set('dvs', row.values.name);
        return factOf(row, 'vswitches', row.values.name, {
          ...omit(row.values, 'name', 'client', 'id'),
          kind: 'distributed',
        });
      },
    },
    {
      table: false,
      titles: titles({
        DVPort: ['', maybeText],
        Client: ['client', maybeText],
        'DVPortgroup ID': ['', maybeText],
        'In Use': ['', maybeText],
        'Port ID': ['id', number],
      }),
      opens: 'DVPort',
      required: ['client', 'portid', 'inuse'],
      build({ values, line }, { memo }) {
        const dvs = memo.get('dvs');
        if (typeof dvs !== 'string') return null;
        if (values.id === undefined) return []; // its line was refused
        return fact('dvPorts', dvs, { ports: [{ id: String(values.id), client: values.client ?? null }] }, line);
      },
    },
  ],
};
