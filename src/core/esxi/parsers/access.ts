import { maybeText, maybeWord, number } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { fact, factOf } from './build.ts';

const LOCKDOWN = /^vim-cmd (?:-U \S+ )?vimsvc\/auth\/lockdown_is_enabled$/;
const KEPT: Readonly<Record<string, string>> = {
  '/UserVars/ESXiShellTimeOut': 'shellTimeout',
  '/UserVars/ESXiShellInteractiveTimeOut': 'idleTimeout',
};

/**
 * What may keep a later login out: lockdown, and the time-outs of the shell. Any other advanced option says nothing here.
 *
 *     true
 *
 *        Path: /UserVars/ESXiShellTimeOut
 *        Type: integer
 *        Int Value: 600
 */
export const access: Parser = {
  id: 'access',
  commands: [
    'vim-cmd -U dcui vimsvc/auth/lockdown_is_enabled',
    'vim-cmd vimsvc/auth/lockdown_is_enabled',
    'esxcli system settings advanced list',
  ],
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
        const key = typeof path === 'string' && Object.hasOwn(KEPT, path) ? KEPT[path]! : null;
        if (key === null) return [];
        if (typeof value !== 'number' || value < 0) return null;
        return factOf({ ...row, lines: { [key]: row.lines?.value ?? row.line } }, 'access', 'access', { [key]: value });
      },
    },
  ],
  readLine(line, { command }) {
    if (!LOCKDOWN.test(command.text)) return null;
    const text = line.text.trim();
    if (text !== 'true' && text !== 'false') return null;
    return [fact('access', 'access', { lockdown: text === 'true' }, line)];
  },
};
