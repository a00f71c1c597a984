import { maybeText, maybeWord, oneWord, text } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf } from './build.ts';
import { acceptance } from './software-sources-profile-list.ts';

/**
 * The packages that are installed.
 *
 *     Name         Version                          Vendor  Acceptance Level  Install Date
 *     -----------  -------------------------------  ------  ----------------  ------------
 *     net-bnx2     2.2.4f.v55.3-1OEM.550.0.0.12345  QLogic  VMwareCertified   2016-02-11
 */
export const softwareVibList: Parser = {
  id: 'software-vib-list',
  commands: ['esxcli software vib list'],
  section: 'vibs',
  complete: true,
  shapes: [
    {
      titles: titles({
        Name: ['name', oneWord],
        Version: ['version', oneWord],
        Vendor: ['vendor', text],
        'Acceptance Level': ['acceptance', acceptance],
        'Install Date': ['installed', maybeWord],
        Platforms: ['', maybeText],
      }),
      required: ['name', 'version', 'vendor', 'acceptancelevel', 'installdate'],
      build: (row) => factOf(row, 'vibs', row.values.name),
    },
  ],
};
