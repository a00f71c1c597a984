import { type Asked, usage } from './command.ts';
import { nearest } from './nearest.ts';

/** What was typed, without the hosts it names. */
export interface Named {
  readonly asked: Asked;
  readonly hosts: readonly string[];
  /** A word that stands where a host does and is none, with the host that it most likely means. */
  readonly near?: { readonly word: string; readonly host: string };
}

/** Verbs in whose words no host is looked for. */
const OTHERWISE: ReadonlySet<string> = new Set(['hosts', 'changes', 'audit', 'help', 'schema', 'version']);

/**
 * Finds hosts in words: the first ones (`compare` takes two different ones), or the one behind the last "on"; in a question also where
 * it stands for "this host". `offered` are the names that a mistyped one may be taken for.
 */
export function hostsNamed(asked: Asked, names: readonly string[], offered = names): Named {
  if (OTHERWISE.has(asked.verb)) return { asked: { ...asked, inventory: offered }, hosts: [] };
  const first = asked.verb === 'fix' ? afterKind(asked, names) : inFront(asked, names);
  const plain = { ...first, asked: { ...first.asked, inventory: offered } };
  if (asked.verb === 'compare' || plain.hosts.length > 0) return plain;
  const last = asked.verb === 'why' ? asThisHost(plain, names) : atTheEnd(plain, names, offered);
  return onHost(plain, names, offered) ?? last ?? plain;
}

function inFront(asked: Asked, names: readonly string[]): Named {
  const most = asked.verb === 'compare' ? 2 : 1;
  const hosts: string[] = [];
  let words = [...asked.words];
  for (let name = hostOf(words[0], names); name !== undefined && hosts.length < most; name = hostOf(words[0], names)) {
    hosts.push(name);
    words = words.slice(1);
  }
  if (hosts.length === 2 && hosts[0] === hosts[1]) {
    throw usage(`\`compare\` needs two hosts, and ${hosts[0]} was named twice.`, 'Name the other host second.');
  }
  return { asked: { ...asked, words }, hosts };
}

/** `fix route esx-07 add …`, `fix return-path esx-07`: the host stands behind what is to be fixed; in front of it will do. */
function afterKind(asked: Asked, names: readonly string[]): Named {
  const at = hostOf(asked.words[1], names) !== undefined && asked.words.length > 1 ? 1 : 0;
  const host = hostOf(asked.words[at], names);
  if (host === undefined) return { asked, hosts: [] };
  return { asked: { ...asked, words: asked.words.filter((_, i) => i !== at) }, hosts: [host] };
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
  if (before.length === 0 || OTHER.test(word) || /^(?:stack|via)$/i.test(before[0]!)) return undefined;
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

/** The host of this name, whatever the size of its letters; one that is written just so comes first. */
export function hostOf(word: string | undefined, names: readonly string[]): string | undefined {
  if (word === undefined || names.includes(word)) return word;
  return names.find((name) => name.toLowerCase() === word.toLowerCase());
}

/** Adapters and addresses are no hosts, however near their letters are. */
const OTHER = /^(vmk|vmnic|vmhba|vswitch|vswif)\d+$|^[\d.:/]+$/i;

/** The host that a mistyped word most likely means. */
export function hostLike(word: string, names: readonly string[]): string | undefined {
  if (OTHER.test(word)) return undefined;
  const near = nearest(
    word.toLowerCase(),
    names.map((name) => name.toLowerCase()),
  );
  return hostOf(near, names);
}
