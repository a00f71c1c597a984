import type { Line } from '../reading/lines.ts';
import type { Context, Fact, Parser } from '../reading/parser.ts';
import type { NfsClient } from '../storage-state.ts';
import { fact, omit } from './build.ts';

/** Linux, NetApp and the BSDs write the first, Windows the second. */
const HEADER = /^\s*(?:Export list for|Exports? list on) (\S+?):?\s*$/i;
const ROW = /^\s*(\/\S*|"\/[^"]+")(?:\s+(\S.*?))?\s*$/;
const COMMAND = /\b(?:showmount|exportfs)\b|\bexports\b/;
const EVERYBODY = /^(?:\*|\(everyone\)|everyone|all machines|<world>)$/i;
/** `10.0.0.5(rw,no_root_squash)` */
const LINUX = /^([^\s()]+)\(([^()]*)\)$/;
const OPTIONS = /\((?:[^()]*,)?(?:rw|ro|(?:no_)?root_squash|sync|async)(?:,[^()]*)?\)/;
/** `-sec=sys,rw=10.0.0.5:10.0.0.6,root=10.0.0.5` */
const FILER = /^-\S*\b(?:rw|ro|root|sec|access)\b/;

/**
 * What a file server exports and to whom; it is run on another machine and pasted beside the host's own outputs.
 *
 *     Export list for 10.0.0.50:
 *     /vol/isos 10.0.0.112,10.0.0.113
 */
export const nfsExports: Parser = {
  id: 'nfs-exports',
  commands: ['showmount -e', 'exportfs -v', 'cat /etc/exports'],
  section: 'exports',
  readLine(line, context) {
    const { memo, command } = context;
    const server = HEADER.exec(line.text)?.[1];
    if (server !== undefined) {
      memo.set('exports', { server, line });
      return [];
    }
    const row = ROW.exec(line.text);
    const listed = memo.has('exports') || COMMAND.test(command.text);
    if (row === null) return listed ? continued(line, context) : null;
    const clients = row[2] ?? '';
    if (!listed && !OPTIONS.test(clients) && !FILER.test(clients)) return null;
    const share = row[1]!.replaceAll('"', '');
    memo.set('export', share);
    return [toFact(line, context, share, clients)];
  },
};

function toFact(line: Line, { memo, command }: Context, share: string, text: string): Fact {
  const header = memo.get('exports') as { readonly server: string; readonly line: Line } | undefined;
  const named = header?.server ?? /\bshowmount\b.*\s(\S*\d)$/.exec(command.text)?.[1];
  const clients = text === '' ? undefined : toClients(text);
  const whole = header !== undefined || /\bshowmount\b.*-e|\bexportfs\b|\bexports\b/.test(command.text);
  const values = { server: named, share, clients, whole };
  const lines = header === undefined ? null : { server: header.line };
  return { ...fact('exports', `${named ?? ''} ${share}`, omit(values), line), lines };
}

/** `exportfs -v` puts the clients of a long path on the next line, one a line. */
function continued(line: Line, context: Context): Fact[] | null {
  const share = context.memo.get('export') as string | undefined;
  if (share === undefined || !LINUX.test(line.text.trim())) return null;
  const { key, section, values } = toFact(line, context, share, line.text.trim());
  return [fact(section, key, { clients: values.clients }, line)];
}

function toClients(text: string): readonly NfsClient[] {
  if (FILER.test(text)) return ofFiler(text);
  if (EVERYBODY.test(text.trim())) return [{ who: '*' }];
  return text.split(/[\s,]+(?![^(]*\))/).flatMap((each) => (each === '' ? [] : [toClient(each)]));
}

function toClient(text: string): NfsClient {
  const [, who = text, options] = LINUX.exec(text) ?? [];
  const given = options?.split(',') ?? [];
  const access = given.includes('rw') ? 'rw' : given.includes('ro') || options !== undefined ? 'ro' : undefined;
  const rootSquashed = options === undefined ? undefined : !given.includes('no_root_squash');
  return { who: EVERYBODY.test(who) ? '*' : who, ...omit({ access, rootSquashed }) };
}

/** Without a list after `rw` everybody may write; without one after `root` nobody is root. */
function ofFiler(text: string): readonly NfsClient[] {
  const options = text.replace(/^-/, '').split(',');
  const given = new Map(options.map((each) => [each.split('=')[0]!, each.split('=')[1]]));
  const named = (option: string) => given.get(option)?.split(':').filter(Boolean) ?? [];
  const root = new Set(named('root'));
  const as = (who: string, access: 'rw' | 'ro') => ({ who, access, rootSquashed: !root.has(who) });
  const listed = [
    ...[...named('rw'), ...named('access')].map((who) => as(who, 'rw')),
    ...named('ro').map((who) => as(who, 'ro')),
  ];
  const everybody = given.has('ro') && named('ro').length === 0 ? 'ro' : listed.length === 0 ? 'rw' : null;
  if (everybody === null) return listed;
  const roots = [...root].filter((who) => !listed.some((each) => each.who === who));
  return [...listed, ...roots.map((who) => as(who, everybody)), as('*', everybody)];
}
