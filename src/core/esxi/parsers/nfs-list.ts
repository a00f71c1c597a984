import { BAD, bool, maybeText, maybeWord, oneWord, text } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

/** Names hold blanks; a share begins with a slash and a server does not. */
const share = { ...text, read: (value: string) => (value.startsWith('/') ? value : BAD) };
const server = { ...oneWord, read: (value: string) => (value.startsWith('/') ? BAD : value) };

/**
 * NFS 3 mounts.
 *
 *     Volume Name  Host          Share      Accessible  Mounted  Read-Only   isPE  Hardware Acceleration
 *     -----------  ------------  ---------  ----------  -------  ---------  -----  ---------------------
 *     isos         192.168.10.5  /data/iso        true     true      false  false  Not Supported
 */
export const nfsList: Parser = {
  id: 'nfs-list',
  commands: ['esxcli storage nfs list', 'esxcli storage nfs41 list'],
  section: 'nfs',
  shapes: [
    {
      table: true,
      titles: titles({
        'Volume Name': ['volume', text],
        Host: ['server', server],
        'Host(s)': ['server', text],
        Share: ['share', share],
        Vmknic: ['', maybeWord],
        VMknic: ['', maybeWord],
        Accessible: ['accessible', bool],
        Mounted: ['mounted', bool],
        Connections: ['', maybeWord],
        'Read-Only': ['', bool],
        Security: ['', oneWord],
        isPE: ['', bool],
        'Hardware Acceleration': ['', maybeText],
      }),
      required: ['volumename', 'share', 'accessible'],
      build(row, { command }) {
        const version = /nfs41/.test(command.name) || String(row.values.server).includes(',') ? 4.1 : 3;
        return factOf(row, 'nfs', String(row.values.volume), omit({ ...row.values, version }));
      },
    },
  ],
};
