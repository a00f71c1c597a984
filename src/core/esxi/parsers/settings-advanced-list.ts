import { maybeText, maybeWord, number } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { KEPT_OPTIONS } from './advanced-options.ts';
import { factOf } from './build.ts';

/**
 * The advanced options that something here rests on; any other says nothing here.
 *
 *        Path: /UserVars/ESXiShellTimeOut
 *        Type: integer
 *        Int Value: 600
 *        Default Int Value: 0
 */
export const settingsAdvancedList: Parser = {
  id: 'settings-advanced-list',
  commands: ['esxcli system settings advanced list'],
  section: 'access',
  shapes: [
    {
      table: false,
      titles: titles({
        Path: ['path', maybeWord],
        Type: ['', maybeText],
        'Int Value': ['value', number],
        'Default Int Value': ['', maybeText],
        'Min Value': ['', maybeText],
        'Max Value': ['', maybeText],
        'String Value': ['', maybeText],
        'Default String Value': ['', maybeText],
        'Valid Characters': ['', maybeText],
        Description: ['', maybeText],
      }),
      required: ['path', 'intvalue', 'defaultintvalue'],
      build(row) {
        const { path, value } = row.values;
        const kept = typeof path === 'string' ? KEPT_OPTIONS.get(path) : undefined;
        if (kept === undefined) return [];
        if (typeof value !== 'number' || value < 0) return null;
        const { section, key } = kept;
        return factOf({ ...row, lines: { [key]: row.lines?.value ?? row.line } }, section, section, { [key]: value });
      },
    },
  ],
};
