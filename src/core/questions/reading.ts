import { readMask } from '../net/address.ts';
import type { ServiceName } from '../services/service.ts';
import { isKnown, phraseAt, spelled } from './lexicon.ts';
import { type Name, nameOf } from './names.ts';
import type { Concept } from './vocabulary/concepts.ts';
import { wordsOf } from './words.ts';

/** A word or phrase of the question: what it names, or what the vocabulary says it does. */
export interface Term {
  readonly text: string;
  readonly tags: ReadonlySet<string>;
  readonly name: Name | null;
  /** Neither in the vocabulary nor a name, and without a digit (`esx07` may be a host). */
  readonly stranger: boolean;
}

/** A question taken apart, before its kind is known. */
export interface Reading {
  /** As written, in lower case. */
  readonly raw: string;
  /** The words in the vocabulary's spelling between single spaces, one space at each end. */
  readonly words: string;
  readonly terms: readonly Term[];
}

const NO_TAGS: ReadonlySet<string> = new Set();
const ADAPTER_WORDS = new Set(['vmk', 'vmks', 'vmknic', 'vmkernel', 'vmkernal']);
const BETWEEN = new Set(['port', 'adapter', 'interface', 'nic', 'number', 'no', 'nr']);

export function readQuestion(text: string): Reading {
  const words = wordsOf(text).map((word) => (nameOf(word) === null ? spelled(word) : word));
  const terms: Term[] = [];
  for (let at = 0; at < words.length; ) {
    const [term, taken] = named(words, at) ?? known(words, at);
    terms.push(term);
    at += taken;
  }
  return { raw: text.slice(0, 600).toLowerCase(), words: ` ${words.join(' ')} `, terms };
}

function named(words: readonly string[], at: number): readonly [Term, number] | null {
  const numbered = adapterNumber(words, at);
  if (numbered !== null) return [nameTerm({ is: 'vmknic', text: `vmk${numbered.digits}` }), numbered.taken];
  const name = nameOf(words[at]!);
  if (name === null) return null;
  const mask = name.is === 'address' && /^255\./.test(words[at + 1] ?? '') ? readMask(words[at + 1]!) : null;
  return mask === null ? [nameTerm(name), 1] : [nameTerm(nameOf(`${name.text}/${mask}`)!), 2];
}

/** `vmk 1`, `vmk-1`, `VMkernel port 1`. */
function adapterNumber(words: readonly string[], at: number): { digits: string; taken: number } | null {
  if (!ADAPTER_WORDS.has(words[at]!)) return null;
  const skip = BETWEEN.has(words[at + 1] ?? '') ? 2 : 1;
  const digits = /^0*(\d{1,3})$/.exec(words[at + skip] ?? '')?.[1];
  return digits === undefined ? null : { digits, taken: skip + 1 };
}

function nameTerm(name: Name): Term {
  return { text: name.text, tags: NO_TAGS, name, stranger: false };
}

function known(words: readonly string[], at: number): readonly [Term, number] {
  const phrase = phraseAt(words, at);
  if (phrase !== null) {
    return [{ text: phrase.words.join(' '), tags: phrase.tags, name: null, stranger: false }, phrase.words.length];
  }
  const word = words[at]!;
  const stranger = !isKnown(word) && /^\p{L}{2,}$/u.test(word);
  return [{ text: word, tags: NO_TAGS, name: null, stranger }, 1];
}

/** Some term of the question has this tag. */
export function has(reading: Reading, ...concepts: readonly Concept[]): boolean {
  return reading.terms.some(({ tags }) => concepts.some((concept) => tags.has(concept)));
}

export function says(reading: Reading, phrase: string): boolean {
  return reading.words.includes(` ${phrase} `);
}

/** Every group of `a|b & c|d` is met by one of its words. */
export function fits(reading: Reading, groups: string): boolean {
  return (
    groups !== '' && groups.split(' & ').every((group) => group.split('|').some((phrase) => says(reading, phrase)))
  );
}

export function namesOf(reading: Reading, is: Name['is']): readonly { readonly at: number; readonly text: string }[] {
  return reading.terms.flatMap(({ name }, at) => (name?.is === is ? [{ at, text: name.text }] : []));
}

/** The service that is asked about, with its place: one that only describes an adapter (`the management vmk`) comes last. */
export function serviceOf(reading: Reading): { readonly service: ServiceName; readonly at: number } | null {
  const all = tagged(reading, 'service:');
  const meant = all.filter(({ at }) => !describes(reading, at));
  const first = (list: typeof all) => list.find(({ service }) => service !== 'icmp') ?? list[0];
  return first(meant) ?? first(all) ?? null;
}

/** A service that a word hints at without naming it (`filer`, `portal`). */
export function hintOf(reading: Reading): ServiceName | null {
  return tagged(reading, 'hint:')[0]?.service ?? null;
}

function tagged(reading: Reading, prefix: string): readonly { service: ServiceName; at: number }[] {
  return reading.terms.flatMap(({ tags }, at) =>
    [...tags]
      .filter((tag) => tag.startsWith(prefix))
      .map((tag) => ({ service: tag.slice(prefix.length) as ServiceName, at })),
  );
}

const DESCRIBED =
  /^(network|subnet|vlan|address|ip|port|portgroup|stack|netstack|adapter|interface|nic|vmk|vmknic|vmkernel)/;

function describes({ terms }: Reading, at: number): boolean {
  const next = terms[at + 1];
  return next !== undefined && (next.name?.is === 'vmknic' || DESCRIBED.test(next.text));
}
