import { type Asked, usage } from './command.ts';
import { nearest } from './nearest.ts';

/** What was typed, without the hosts it names. */
export interface Named {
  readonly asked: Asked;
  readonly hosts: readonly string[];
  /** A word that stands where a host does and is none, with the host that it most likely means. */
  readonly near?: { readonly word: string; readonly host: string };
}

/** Finds hosts in words: the first ones (`compare` takes two different ones), or in a question the one behind its last "on". */
export function hostsNamed(asked: Asked, names: readonly string[]): Named {
  const most = asked.verb === 'compare' ? 2 : asked.verb === 'hosts' ? 0 : 1;
  if (asked.verb === 'fix') return afterKind(asked, names);
  const hosts: string[] = [];
  let words = [...asked.words];
  for (let name = hostOf(words[0], names); name !== undefined && hosts.length < most; name = hostOf(words[0], names)) {
    hosts.push(name);
    words = words.slice(1);
  }
  if (hosts.length === 2 && hosts[0] === hosts[1]) {
    throw usage(`\`compare\` needs two hosts, and ${hosts[0]} was named twice.`, 'Name the other host second.');
  }
  const plain = { asked: { ...asked, words, inventory: names }, hosts };
  if (asked.verb !== 'why' || hosts.length > 0) return plain;
  return onHost(plain, names) ?? plain;
}

/** `fix route esx-07 add …`, `fix return-path esx-07`: the host stands behind what is to be fixed; in front of it will do. */
function afterKind(asked: Asked, names: readonly string[]): Named {
  const at = hostOf(asked.words[1], names) !== undefined && asked.words.length > 1 ? 1 : 0;
  const host = hostOf(asked.words[at], names);
  if (host === undefined) return { asked: { ...asked, inventory: names }, hosts: [] };
  return { asked: { ...asked, words: asked.words.filter((_, i) => i !== at), inventory: names }, hosts: [host] };
}

/** "why can't 192.168.40.0/24 reach vmk1 on esx-07" */
function onHost({ asked }: Named, names: readonly string[]): Named | undefined {
  const [, question, word] = /^(.*\S)\s+on\s+(\S+?)[?.]?$/is.exec(asked.words.join(' ')) ?? [];
  if (word === undefined) return undefined;
  const host = hostOf(word, names);
  if (host !== undefined) return { asked: { ...asked, words: [question!] }, hosts: [host] };
  const near = hostLike(word, names);
  return near === undefined ? undefined : { asked, hosts: [], near: { word, host: near } };
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
