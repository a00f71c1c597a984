import { type Asked, usage } from './command.ts';
import { hostLike, hostOf } from './host-like.ts';
import type { Named } from './hosts-named.ts';

/** The hosts of each group, in the order of the inventory. */
export type Groups = ReadonlyMap<string, readonly string[]>;

export function groupsOf(hosts: readonly { readonly name: string; readonly groups: readonly string[] }[]): Groups {
  const groups = new Map<string, string[]>();
  for (const { name, groups: own } of hosts)
    for (const group of own) groups.set(group, [...(groups.get(group) ?? []), name]);
  return groups;
}

/** What the words may name. */
interface Known {
  readonly names: readonly string[];
  readonly offered: readonly string[];
  readonly groups: Groups;
}

/** Each is read; of a plan one approval stands for all of them. */
const MOST = 50;

/** Pairs grow faster than hosts: 200 make 19,900. */
const MOST_COMPARED = 200;

/**
 * `fix route esx-07 esx-08 add …`, `fix return-path @prod`, `fix gateway on prod 10.0.0.1`: hosts stand behind what is to be fixed;
 * in front of it will do. `@NAME` is a group, and so is a bare name that no host has.
 */
export function hostsToFix(asked: Asked, known: Known): Named {
  const { words } = asked;
  const first = run(words, 0, known);
  // Hosts alone fix nothing: then the first word is what is to be fixed, and a host is called as a rule is.
  const isAll = words.length > 1 && first.next === words.length;
  const from = isKind(words[0]) || isAll || first.hosts.length === 0 ? 1 : 0;
  const { hosts, next } = run(words, from, known);
  const near = from === 0 ? undefined : nearHost(words[next], known);
  if (near !== undefined) return { asked, hosts: [], near };
  if (hosts.length === 0) return onGroup(asked, known) ?? { asked, hosts };
  const left = words.toSpliced(from, next - from);
  return { asked: { ...asked, words: left }, hosts: atMost(hosts, words.slice(from, next)) };
}

/** `ntp esx-07 esx-08`, `ntp @prod`, `ntp on prod`: every word is a host or a group. */
export function hostsToRead(asked: Asked, known: Known): Named {
  const { hosts, next } = run(asked.words, 0, known);
  const near = nearHost(asked.words[next], known);
  if (near !== undefined) return { asked, hosts: [], near };
  if (hosts.length === 0) return onGroup(asked, known) ?? { asked, hosts };
  return { asked: { ...asked, words: asked.words.slice(next) }, hosts: atMost(hosts, asked.words.slice(0, next)) };
}

/** `compare esx-07 esx-08`, `compare @prod`: a host named twice is not two. */
export function hostsToCompare(asked: Asked, known: Known): Named {
  const { hosts, next } = run(asked.words, 0, known);
  const near = nearHost(asked.words[next], known);
  if (near !== undefined) return { asked, hosts: [], near };
  if (hosts.length === 1 && next > 1) {
    throw usage(`\`compare\` needs two hosts, and ${hosts[0]} was named twice.`, 'Name the other host second.');
  }
  if (hosts.length === 0) return onGroup(asked, known, MOST_COMPARED) ?? { asked, hosts };
  const left = { ...asked, words: asked.words.slice(next) };
  return { asked: left, hosts: atMost(hosts, asked.words.slice(0, next), MOST_COMPARED) };
}

/** What is to be fixed, whatever hosts and groups are called. */
const isKind = (word = '') => /^(?:route|gateway|ntp)$/i.test(word);

/** Hosts word for word from one place on, each once. */
function run(
  words: readonly string[],
  from: number,
  known: Known,
): { readonly hosts: string[]; readonly next: number } {
  const hosts = new Set<string>();
  let next = from;
  for (; next < words.length; next++) {
    const meant = meantBy(words[next]!, known);
    if (meant === undefined) break;
    for (const host of meant) hosts.add(host);
  }
  return { hosts: [...hosts], next };
}

/** `esx-07`, `@prod`, `prod`, or several between commas; undefined where one of them is neither host nor group. */
function meantBy(word: string, known: Known): readonly string[] | undefined {
  const parts = word.split(',').filter((part) => part !== '');
  const all = parts.map((part) => (part.startsWith('@') ? ofGroup(part.slice(1), known) : hostOrGroup(part, known)));
  return all.length === 0 || all.includes(undefined) ? undefined : all.flatMap((each) => each ?? []);
}

function hostOrGroup(word: string, { names, groups }: Known): readonly string[] | undefined {
  const host = hostOf(word, names);
  const group = groupNamed(word, groups);
  if (host === undefined) return group;
  if (group === undefined || (group.length === 1 && group[0] === host)) return [host];
  throw usage(
    `\`${word}\` is the name of a host, and of a group of ${group.length}.`,
    `Write \`@${word}\` for the group, or \`on ${word}\` at the end for the host.`,
    'ambiguous-host',
  );
}

function ofGroup(name: string, { groups }: Known): readonly string[] {
  const group = groupNamed(name, groups);
  if (group !== undefined) return group;
  throw usage(`There is no group \`${name}\` of hosts.`, 'The groups of each host: vmkbot hosts.', 'unknown-group');
}

function groupNamed(name: string, groups: Groups): readonly string[] | undefined {
  const group = hostOf(name, [...groups.keys()]);
  return group === undefined ? undefined : groups.get(group);
}

/** `… on @prod`, `… on prod`; a host behind it is found where those of other verbs are. */
function onGroup(asked: Asked, known: Known, most = MOST): Named | undefined {
  const [word = '', on] = asked.words.toReversed();
  if (on?.toLowerCase() !== 'on' || hostOf(word, known.names) !== undefined) return undefined;
  const hosts = meantBy(word, known);
  return (
    hosts && { asked: { ...asked, words: asked.words.slice(0, -2) }, hosts: atMost([...new Set(hosts)], [word], most) }
  );
}

/** What stands behind hosts, or where they do, and is no word of a change. */
const OF_CHANGES = /^(?:add|replace|remove|via|on|stack|default|servers?|guests-considered)$/i;

function nearHost(word: string | undefined, { offered }: Known): Named['near'] {
  if (word === undefined || OF_CHANGES.test(word)) return undefined;
  const host = hostLike(word, offered);
  return host === undefined ? undefined : { word, host };
}

function atMost(hosts: readonly string[], words: readonly string[], most = MOST): readonly string[] {
  if (hosts.length <= most) return hosts;
  throw usage(
    `${words.join(' ')} names ${hosts.length} hosts, and I take ${most} at a time.`,
    'Name fewer of them, or a smaller group.',
    'too-many-hosts',
  );
}
