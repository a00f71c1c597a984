import type { Asked } from '../../command.ts';
import { hostLike } from '../../hosts-named.ts';
import { Problem } from '../../problem.ts';
import { type Incoming, type Paste, roomOf } from '../incoming.ts';
import type { Ports } from '../ports.ts';
import { Declined } from './decline.ts';
import { hostAndPaste, noSuchHost, nothingAtHand } from './problems.ts';

/** What a question is about, and the question without the names of its hosts. */
export interface Source {
  readonly asked: Asked;
  readonly hosts: readonly string[];
  readonly pastes: readonly Paste[];
  /** Something to tell with the answer. */
  readonly note?: string;
}

/** Verbs that speak of no host's output. */
const HOSTLESS: ReadonlySet<string> = new Set(['help', 'schema', 'version', 'hosts']);

/** Finds what a question is about: hosts it names, what came with it, what its thread is about, what was pasted in the thread. */
export async function sourceOf(asked: Asked, incoming: Incoming, ports: Ports): Promise<Source> {
  const named = ports.live.named(asked);
  if (named.near !== undefined) throw misspelt(asked, named.near);
  const hosts = named.hosts.length > 0 || incoming.host === undefined ? named.hosts : [incoming.host];
  if (HOSTLESS.has(asked.verb)) return { asked: named.asked, hosts: hostsIn(named.asked, ports), pastes: [] };
  const pastes = await pastesOf(incoming, ports);
  if (hosts.length > 0 && pastes.length > 0) throw hostAndPaste(hosts[0]!);
  if (hosts.length > 0 || pastes.length > 0) return { asked: named.asked, hosts, pastes };
  const remembered = await fromThread(incoming, ports).catch((fault) => {
    throw fault instanceof Problem && fault.code === 'thread-unread'
      ? new Declined(fault, { missing: wordsOf(asked) })
      : fault;
  });
  if (remembered !== null) return { asked: named.asked, ...remembered };
  for (const word of named.asked.words.slice(0, 1)) {
    const near = asked.verb === 'why' ? undefined : hostLike(word, ports.live.names);
    if (near !== undefined) throw misspelt(asked, { word, host: near });
  }
  throw new Declined(nothingAtHand(), { missing: wordsOf(asked) });
}

/** `hosts test NAME` and `hosts pin NAME` speak of a host too. */
function hostsIn({ verb, words }: Asked, { live }: Ports): readonly string[] {
  const name = verb === 'hosts' ? words[1]?.toLowerCase() : undefined;
  return live.names.filter((each) => each.toLowerCase() === name);
}

async function pastesOf({ pastes, files }: Incoming, { redact, slack }: Ports): Promise<Paste[]> {
  const read = await Promise.all(files.map((file) => slack.download(file)));
  return [...pastes, ...read].map(({ name, text }) => ({ name, text: redact(text) }));
}

type Remembered = Pick<Source, 'hosts' | 'pastes' | 'note'>;

async function fromThread({ place, user, way }: Incoming, ports: Ports): Promise<Remembered | null> {
  if (place.thread === undefined) return null;
  const about = await ports.threads.recall(place.channel, place.thread, roomOf({ place, user }));
  if (about !== null) return { ...about, ...(about.cut === true && { note: CUT }) };
  if (way === 'shortcut') return null;
  const given = await ports.slack.givenIn({ ...place, thread: place.thread });
  const pastes = await pastesOf({ pastes: given.pastes, files: given.files } as Incoming, ports);
  return pastes.length === 0 ? null : { hosts: [], pastes };
}

const CUT = 'What was pasted here is longer than what I keep of a thread, so this rests on its beginning alone.';

function misspelt(asked: Asked, { word, host }: { readonly word: string; readonly host: string }): Declined {
  const words = wordsOf(asked).split(' ');
  const at = words.findLastIndex((each) => each.replace(/[?.]$/, '') === word);
  const instead = at < 0 ? [] : [words.with(at, host).join(' ')];
  return new Declined(noSuchHost(word, host), { suggestions: instead });
}

/** What was typed, to be typed again. */
export function wordsOf({ verb, words, stack, out }: Asked): string {
  const options = [...(stack === undefined ? [] : ['--stack', stack]), ...(out === undefined ? [] : ['--out', out])];
  return [verb, ...words, ...options].join(' ');
}
