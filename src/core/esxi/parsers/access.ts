import type { Parser } from '../reading/parser.ts';
import { fact } from './build.ts';

const LOCKDOWN = /^vim-cmd (?:-U \S+ )?vimsvc\/auth\/lockdown_is_enabled$/;

/**
 * Whether lockdown may keep a later login out.
 *
 *     true
 */
export const access: Parser = {
  id: 'access',
  commands: ['vim-cmd -U dcui vimsvc/auth/lockdown_is_enabled', 'vim-cmd vimsvc/auth/lockdown_is_enabled'],
  section: 'access',
  readLine(line, { command }) {
    if (!LOCKDOWN.test(command.text)) return null;
    const text = line.text.trim();
    if (text !== 'true' && text !== 'false') return null;
    return [fact('access', 'access', { lockdown: text === 'true' }, line)];
  },
};
