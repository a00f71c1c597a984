import { BAD, type Cell, maybeWord, number, oneWord, text } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf } from './build.ts';

/** `vmnic0`; `all(2)`, `-`, `n/a` and `void` name no one uplink. */
const team: Cell = {
  lengths: () => [1],
  read: (value) =>
    /^(?:vmnic|vusb)\d{1,4}$/.test(value) ? value : /^(?:all\(\d+\)|n\/a|void|[-–])$/.test(value) ? null : BAD,
};

const figure: Cell = {
  lengths: () => [1],
  read: (value) => (/^-?\d+(?:\.\d+)?$/.test(value) ? undefined : BAD),
};

/** Ports of the switch itself and of its uplinks. */
const OF_THE_SWITCH = /^(?:Management|LACP_MgmtPort|Shadow of .*|(?:vmnic|vusb)\d+|TST_.*)$/;

/** The line above the table. */
const UPTIME = /^\s*\d{1,2}:\d\d:\d\d ?[ap]m +up .*CPU load average:/;

/**
 * The network screen of esxtop: the uplink that each port leaves by at that moment.
 *
 *        PORT-ID              USED-BY  TEAM-PNIC DNAME              PKTTX/s  MbTX/s    PKTRX/s  MbRX/s %DRPTX %DRPRX
 *       33554435                 vmk1     vmnic2 vSwitch1              1.00    0.00       1.00    0.00   0.00   0.00
 */
export const esxtopNetwork: Parser = {
  id: 'esxtop-network',
  commands: ['esxtop'],
  section: 'portUplinks',
  shapes: [
    {
      table: true,
      titles: titles({
        'PORT-ID': ['id', number],
        'USED-BY': ['client', text],
        'TEAM-PNIC': ['uplink', team],
        DNAME: ['vswitch', oneWord],
        'PKTTX/s': ['', figure],
        'MbTX/s': ['', figure],
        PSZTX: ['', figure],
        'PKTRX/s': ['', figure],
        'MbRX/s': ['', figure],
        PSZRX: ['', figure],
        '%DRPTX': ['', figure],
        '%DRPRX': ['', figure],
        'ACTN/s': ['', maybeWord],
      }),
      required: ['portid', 'usedby', 'teampnic', 'dname'],
      build(row) {
        const { id, ...port } = row.values;
        return OF_THE_SWITCH.test(String(port.client)) ? [] : factOf(row, 'portUplinks', String(id), port);
      },
    },
  ],
  readLine: ({ text: line }) => (UPTIME.test(line) ? [] : null),
};
