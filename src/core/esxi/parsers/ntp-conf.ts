import type { Line } from '../reading/lines.ts';
import type { Context, Fact, Parser } from '../reading/parser.ts';
import { fact } from './build.ts';

const COMMAND = /\bntp\.conf\b|\bsystem ntp config get$/;
/** What ntpd knows, and ESXi or an administrator writes. */
const KEYWORD =
  /^\s*(server|pool|peer|restrict|driftfile|tos|tinker|fudge|interface|logfile|logconfig|statsdir|statistics|filegen|disable|enable|keys|trustedkey|requestkey|controlkey|multicastclient|broadcastclient|authenticate|includefile|leapfile|mru|nic)\b(.*)$/i;
/** Known without a command above it: no other output of a host begins so. */
const ALONE =
  /^\s*(?:restrict (?:-[46] )?(?:default|127\.0\.0\.1|::1)\b.*|driftfile \/\S+|tos maxdist [\d.]+|server [\w.:-]+(?: (?:iburst|prefer|minpoll \d+|maxpoll \d+|version \d))*)\s*$/;
const ELSEWHERE = /^\s*(?:[<[{]|[\w[\]]+\.[\w[\].]+=)/;

/**
 * The lines of `/etc/ntp.conf`, and what `esxcli system ntp config get` prints of it.
 *
 *     restrict 127.0.0.1
 *     server 10.72.0.123
 *     driftfile /etc/ntp.drift
 */
export const ntpConf: Parser = {
  id: 'ntp-conf',
  commands: ['cat /etc/ntp.conf', 'esxcli system ntp config get', 'grep ^server /etc/ntp.conf'],
  section: 'ntp',
  complete: true,
  readLine(line, context) {
    const own = COMMAND.test(context.command.name) || COMMAND.test(context.command.text);
    if (own ? ELSEWHERE.test(line.text) : !ALONE.test(line.text)) return null;
    if (/^\s*(?:#|$)/.test(line.text)) return own ? [] : null;
    const found = KEYWORD.exec(line.text);
    if (found === null) return null;
    return directive(line, context, found[1]!, found[2]!);
  },
};

/** The first line stands for the file as well, so that a later listing replaces it whatever it holds. */
function directive(line: Line, { memo }: Context, keyword: string, rest: string): readonly Fact[] {
  const seen = (memo.get('ntp-conf') as Set<string> | undefined) ?? new Set<string>();
  const first = seen.size === 0;
  memo.set('ntp-conf', seen);
  const args = rest
    .replace(/(?:^|\s)#.*$/, '')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  let key = [keyword.toLowerCase(), ...args].join(' ');
  while (seen.has(key)) key += ' again'; // a line given twice is two lines
  seen.add(key);
  const own = fact('ntpDirectives', key, { keyword: keyword.toLowerCase(), args }, line);
  return first ? [fact('ntpDirectives', '', {}, line), own] : [own];
}
