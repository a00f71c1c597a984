import { BAD, type Cell, maybeWord, oneWord, text } from '../reading/cells.ts';
import { optionValue } from '../reading/command-line.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

/** How far a package is trusted, as every listing of software spells it. */
export const acceptance: Cell = {
  lengths: () => [1],
  read: (value) => (/^(?:VMware(?:Certified|Accepted)|PartnerSupported|CommunitySupported)$/.test(value) ? value : BAD),
};

/**
 * The profiles that a depot or an offline bundle offers.
 *
 *     Name                              Vendor        Acceptance Level
 *     --------------------------------  ------------  ----------------
 *     ESXi-6.0.0-20150704001-standard   VMware, Inc.  PartnerSupported
 */
export const softwareSourcesProfileList: Parser = {
  id: 'software-sources-profile-list',
  commands: ['esxcli software sources profile list'],
  section: 'profiles',
  shapes: [
    {
      titles: titles({
        Name: ['name', oneWord],
        Vendor: ['vendor', text],
        'Acceptance Level': ['acceptance', acceptance],
        'Creation Time': ['created', maybeWord],
        'Modification Time': ['', maybeWord],
      }),
      required: ['name', 'vendor', 'acceptancelevel'],
      build(row, { command }) {
        const depot = optionValue(command.words, ['-d', '--depot']) ?? undefined;
        return factOf(row, 'profiles', row.values.name, omit({ ...row.values, depot }));
      },
    },
  ],
};
