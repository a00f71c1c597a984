import type { Asked } from './command.ts';
import { hostLike, hostOf, NO_HOST } from './host-like.ts';
import { type Groups, hostsToCompare, hostsToFix, hostsToRead } from './hosts-to-fix.ts';

export { hostLike, hostOf };

/** What was typed, without the hosts it names. */
export interface Named {
  readonly asked: Asked;
  readonly hosts: readonly string[];
  /** A word that stands where a host does and is none, with the host that it most likely means. */
  readonly near?: { readonly word: string; readonly host: string };
}

/** Verbs in whose words no host is looked for. */
const OTHERWISE: ReadonlySet<string> = new Set(['hosts', 'changes', 'audit', 'help', 'schema', 'version']);

/** Verbs that take several hosts, and groups. */
const SEVERAL: Readonly<Record<string, typeof hostsToFix>> = {
  fix: hostsToFix,
  ntp: hostsToRead,
  compare: hostsToCompare,
};

/**
 * Finds hosts in words: the first one, or the one behind the last "on"; in a question also where it stands for "this host".
 * `fix`, `ntp` and `compare` take several, and groups. `offered` are the names that a mistyped one may be taken for.
 */
export function hostsNamed(asked: Asked, names: readonly string[], offered = names, groups: Groups = new Map()): Named {
  if (OTHERWISE.has(asked.verb)) return { asked: { ...asked, inventory: offered }, hosts: [] };
  const several = SEVERAL[asked.verb];
  const first = several?.(asked, { names, offered, groups }) ?? inFront(asked, names);
  if (first.near !== undefined) return { ...first, asked: { ...asked, inventory: offered } };
  const plain = { ...first, asked: { ...first.asked, inventory: offered } };
  if (asked.verb === 'compare' || plain.hosts.length > 0) return plain;
  const last = asked.verb === 'why' ? asThisHost(plain, names) : atTheEnd(plain, names, offered);
  return onHost(plain, names, offered) ?? last ?? plain;
}

function inFront(asked: Asked, names: readonly string[]): Named {
  const host = hostOf(asked.words[0], names);
  return host === undefined
    ? { asked, hosts: [] }
    : { asked: { ...asked, words: asked.words.slice(1) }, hosts: [host] };
}

/** "why can't 192.168.40.0/24 reach vmk1 on esx-07", "service vmotion on esx-07" */
function onHost({ asked }: Named, names: readonly string[], offered: readonly string[]): Named | undefined {
  const [, rest, word] = /^(?:(.*\S)\s+)?on\s+(\S+?)[?.]?$/is.exec(asked.words.join(' ')) ?? [];
  if (word === undefined) return undefined;
  const host = hostOf(word, names);
  const words = rest === undefined ? [] : asked.verb === 'why' ? [rest] : rest.split(/\s+/);
  if (host !== undefined) return { asked: { ...asked, words }, hosts: [host] };
  const near = hostLike(word, offered);
  return near === undefined ? undefined : { asked, hosts: [], near: { word, host: near } };
}

/** "service vmotion esx-07" */
function atTheEnd({ asked }: Named, names: readonly string[], offered: readonly string[]): Named | undefined {
  const [word = '', ...before] = [...asked.words].reverse();
  if (before.length === 0 || NO_HOST.test(word) || /^(?:stack|via)$/i.test(before[0]!)) return undefined;
  const host = hostOf(word, names);
  if (host !== undefined) return { asked: { ...asked, words: before.reverse() }, hosts: [host] };
  const near = /^(?:service|route)$/.test(asked.verb) ? hostLike(word, offered) : undefined;
  return near === undefined ? undefined : { asked, hosts: [], near: { word, host: near } };
}

/** "what is wrong with esx-07", "is esx-07 ok": where a name cannot mean anything else than the host that is asked about. */
const HOST_MEANT = [
  /^(.*\b(?:wrong|problems?|trouble|issues?|matter|up|findings?) (?:with|of|for|at|in)) (\S+?)([?.!]*)$/is,
  /^((?:(?:why|how) )?is) (\S+) ((?:not )?(?:all right|alright|ok|okay|fine|good|healthy|broken|bad|wrong|misconfigured|well|doing)[?.!]*)$/is,
];

function asThisHost({ asked }: Named, names: readonly string[]): Named | undefined {
  const text = asked.words.join(' ');
  for (const [, before, word, after] of HOST_MEANT.map((pattern) => pattern.exec(text) ?? [])) {
    const host = hostOf(word, names);
    if (host !== undefined && word !== undefined) {
      const said = /[a-z]/i.test(after!) ? ` ${after}` : after;
      return { asked: { ...asked, words: [`${before} this host${said}`] }, hosts: [host] };
    }
  }
  return undefined;
}
