import type { Asked } from '../../command.ts';
import { hostLike } from '../../hosts-named.ts';
import { Problem } from '../../problem.ts';
import { type Incoming, type Paste, roomOf } from '../incoming.ts';
import type { Ports } from '../ports.ts';
import type { Question } from './answer.ts';
import { Declined } from './decline.ts';
import { readGiven } from './given.ts';
import { hostAndPaste, noSuchHost, nothingAtHand } from './problems.ts';
import { VERB_NAMES } from './spoken.ts';

/** What a question is about, and the question without the names of its hosts. */
export interface Source {
  readonly asked: Asked;
  readonly hosts: readonly string[];
  readonly pastes: readonly Paste[];
  /** Something to tell with the answer. */
  readonly note?: string;
}

/** Verbs that read no host's output. */
const HOSTLESS: ReadonlySet<string> = new Set(['help', 'schema', 'version', 'hosts', 'changes', 'audit']);

/** Finds what a question is about: hosts it names, what came with it, what its thread is about, what was pasted in the thread. */
export async function sourceOf({ asked, asker, incoming }: Question, ports: Ports): Promise<Source> {
  const offered = async () => (await ports.access.allowed(asker, incoming.place, VERB_NAMES)).hosts;
  let named = ports.live.named(asked);
  // Only now is it worth asking Slack what may be offered to whoever asks.
  if (named.near !== undefined) named = ports.live.named(asked, await offered());
  if (named.near !== undefined) throw misspelt(asked, named.near);
  const hosts = named.hosts.length > 0 || incoming.host === undefined ? named.hosts : [incoming.host];
  if (HOSTLESS.has(asked.verb)) return { asked: named.asked, hosts: hostsIn(named.asked, ports), pastes: [] };
  const { pastes, note } = await readGiven(incoming, ports);
  if (hosts.length > 0 && pastes.length > 0) throw hostAndPaste(hosts[0]!);
  if (hosts.length > 0 || pastes.length > 0) {
    return { asked: named.asked, hosts, pastes, ...(note && { note }), ...(await turned(hosts, incoming, ports)) };
  }
  const remembered = await fromThread(incoming, ports).catch((fault) => {
    throw fault instanceof Problem && fault.code === 'thread-unread'
      ? new Declined(fault, { missing: wordsOf(asked) })
      : fault;
  });
  if (remembered !== null) return { asked: named.asked, ...remembered };
  const names = await offered();
  for (const word of named.asked.words.slice(0, 1)) {
    const near = asked.verb === 'why' ? undefined : hostLike(word, names);
    if (near !== undefined) throw misspelt(asked, { word, host: near });
  }
  if (await tried({ ...named.asked, inventory: names }, ports)) return { asked: named.asked, hosts: [], pastes: [] };
  throw new Declined(nothingAtHand(), { missing: wordsOf(asked) });
}

/**
 * Lets the verb look at its words without anything to read: what is wrong with them is told before an output is asked for. True
 * where none is needed to answer.
 */
async function tried(asked: Asked, { answering }: Ports): Promise<boolean> {
  return answering.answer({ asked }).then(
    () => true,
    (fault) => {
      if (!(fault instanceof Problem) || fault.code !== 'no-input') throw fault;
      return false;
    },
  );
}

/** A thread that was about something else is about these hosts from here on, and says so. */
async function turned(hosts: readonly string[], incoming: Incoming, { threads }: Ports) {
  const { channel, thread } = incoming.place;
  if (hosts.length === 0 || thread === undefined) return {};
  const about = await threads.recall(channel, thread, roomOf(incoming)).catch(() => null);
  if (about === null || about.hosts.join() === hosts.join()) return {};
  const before =
    about.hosts.length === 0 ? 'what was pasted here' : about.hosts.map((host) => `\`${host}\``).join(' and ');
  const now = hosts.map((host) => `\`${host}\``).join(' and ');
  return {
    note: `This thread was about ${before}. From here on it is about ${now}, until another output or host is given.`,
  };
}

/** `hosts test NAME` and `hosts pin NAME` speak of a host too. */
function hostsIn({ verb, words }: Asked, { live }: Ports): readonly string[] {
  const name = verb === 'hosts' ? words[1]?.toLowerCase() : undefined;
  return live.names.filter((each) => each.toLowerCase() === name);
}

type Remembered = Pick<Source, 'hosts' | 'pastes' | 'note'>;

async function fromThread({ place, user, way }: Incoming, ports: Ports): Promise<Remembered | null> {
  if (place.thread === undefined) return null;
  const about = await ports.threads.recall(place.channel, place.thread, roomOf({ place, user }));
  if (about !== null) return { ...about, ...(about.cut === true && { note: CUT }) };
  if (way === 'shortcut') return null;
  const after = await ports.threads.forgottenAt(place.channel, place.thread);
  const given = await ports.slack.givenIn({ ...place, thread: place.thread }, after);
  const read = await readGiven(given, ports);
  return read.pastes.length === 0 ? null : { hosts: [], ...read };
}

const CUT = 'What was pasted here is longer than what I keep of a thread, so this rests on its beginning alone.';

function misspelt(asked: Asked, { word, host }: { readonly word: string; readonly host: string }): Declined {
  return new Declined(noSuchHost(word, host), { suggestions: corrected(asked, { word, meant: host }) });
}

/** What was typed with one word put right: none where the word is not found. */
export function corrected(asked: Asked, { word, meant }: NonNullable<Problem['near']>): string[] {
  const words = wordsOf(asked).split(' ');
  const at = words.findLastIndex((each) => each.replace(/[?.]$/, '').toLowerCase() === word.toLowerCase());
  return at < 0 ? [] : [words.with(at, meant).join(' ')];
}

/** What was typed, to be typed again. */
export function wordsOf({ verb, words, stack, out }: Asked): string {
  const options = [...(stack === undefined ? [] : ['--stack', stack]), ...(out === undefined ? [] : ['--out', out])];
  // A question that begins with such a word needs no verb.
  const said = verb === 'why' && /^(why|what|which|how|where|when|who|whose)\b/i.test(words.join(' ')) ? [] : [verb];
  return [...said, ...words, ...options].join(' ');
}
