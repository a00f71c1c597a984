import { SERVICES } from '../services/service.ts';
import { respelt } from './spelling.ts';
import { CONCEPT_WORDS } from './vocabulary/concepts.ts';
import { FINDING_WORDS } from './vocabulary/findings.ts';
import { FILLER, OFF_TOPIC } from './vocabulary/off-topic.ts';
import { HINT_WORDS, SERVICE_WORDS } from './vocabulary/services.ts';
import { SYMPTOM_WORDS } from './vocabulary/symptoms.ts';

/** A phrase of the vocabulary as its words, with every tag that a table gives it. */
export interface Phrase {
  readonly words: readonly string[];
  readonly tags: ReadonlySet<string>;
}

const tagged = new Map<string, Set<string>>();
const plain = new Set<string>();

for (const service of SERVICES) {
  tag(SERVICE_WORDS[service], `service:${service}`);
  tag(HINT_WORDS[service] ?? '', `hint:${service}`);
}
for (const [concept, words] of Object.entries(CONCEPT_WORDS)) tag(words, concept);
tag(OFF_TOPIC, 'off-topic');
tag(FILLER, 'filler');
for (const words of [...Object.values(FINDING_WORDS), ...SYMPTOM_WORDS.map(([, words]) => words)]) {
  for (const word of words.split(/[ |&]+/)) plain.add(word);
}
for (const id of Object.keys(FINDING_WORDS)) for (const word of id.split('-')) plain.add(word);

function tag(list: string, name: string): void {
  for (const phrase of list.split(', ').filter((words) => words !== '')) {
    const tags = tagged.get(phrase) ?? new Set();
    tagged.set(phrase, tags.add(name));
  }
}

const byFirstWord = new Map<string, Phrase[]>();
for (const [text, tags] of tagged) {
  const words = text.split(' ');
  for (const word of words) plain.add(word);
  byFirstWord.set(words[0]!, [...(byFirstWord.get(words[0]!) ?? []), { words, tags }]);
}
for (const phrases of byFirstWord.values()) phrases.sort((a, b) => b.words.length - a.words.length);

const byInitial = new Map<string, string[]>();
for (const word of plain) byInitial.set(word[0]!, [...(byInitial.get(word[0]!) ?? []), word]);

/** The word as the vocabulary spells it; a word far from all of it stays as it is. */
export function spelled(word: string): string {
  return plain.has(word) ? word : (respelt(word, byInitial) ?? word);
}

export function isKnown(word: string): boolean {
  return plain.has(word);
}

/** The longest phrase that starts at this word. */
export function phraseAt(words: readonly string[], at: number): Phrase | null {
  const phrases = byFirstWord.get(words[at]!) ?? [];
  return phrases.find((phrase) => phrase.words.every((word, i) => words[at + i] === word)) ?? null;
}
