import { maybeText, maybeWord } from '../reading/cells.ts';
import { optionValue } from '../reading/command-line.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

const ASKED = /^(?:esxcli|localcli) software (sources )?profile get$/;
/** What is read as a record, and what says that there is no output. */
const ELSEWHERE = /^\s{0,4}(?:Name|Vendor|Creation Time|Modification Time|Stateless Ready)\s*:|^\s*(?:Error|\[|$)/;

/**
 * The profile that the host runs; of a depot one that it offers. Its description and the list of its packages are passed over.
 *
 *     (Updated) ESXi-8.0U1c-22088125-standard
 *        Name: (Updated) ESXi-8.0U1c-22088125-standard
 *        Vendor: VMware, Inc.
 *        Creation Time: 2023-07-30T01:32:48
 *        Modification Time: 2023-09-23T00:23:08
 *        Stateless Ready: False
 */
export const softwareProfileGet: Parser = {
  id: 'software-profile-get',
  commands: ['esxcli software profile get', 'esxcli software sources profile get'],
  section: 'image',
  long: true,
  shapes: [
    {
      table: false,
      titles: titles({
        Name: ['name', maybeText],
        Vendor: ['vendor', maybeText],
        'Creation Time': ['created', maybeWord],
        'Modification Time': ['', maybeWord],
        'Stateless Ready': ['', maybeWord],
        'Image Profile Name': ['', maybeText],
      }),
      required: ['name', 'creationtime', 'modificationtime'],
      build(row, { command }) {
        const { name } = row.values;
        if (!command.name.includes('software sources'))
          return factOf(rename(row), 'image', 'image', { ...omit(row.values, 'name'), profile: name });
        const depot = optionValue(command.words, ['-d', '--depot']) ?? undefined;
        return factOf(row, 'profiles', name, omit({ ...row.values, depot }));
      },
    },
  ],
  readLine: ({ text }, { command }) => (ASKED.test(command.name) && !ELSEWHERE.test(text) ? [] : null),
};

function rename<R extends { readonly lines: Readonly<Record<string, unknown>> | null }>(row: R): R {
  return row.lines === null ? row : { ...row, lines: { ...row.lines, profile: row.lines.name } };
}
