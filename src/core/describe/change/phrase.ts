/** A person by id, or an instant in milliseconds since 1970; each place shows them its own way. */
export type Named = { readonly person: string } | { readonly at: number; readonly as: 'time' | 'seconds' | 'day' };

/**
 * A sentence in which people and times are kept apart from text, so that no text of a host or a person can pass for them. Names,
 * addresses and commands in its text may stand between backticks.
 */
export type Phrase = readonly (string | Named)[];

/** How the place where it is read shows people and times. */
export interface Shown {
  who(id: string): string;
  /** Milliseconds since 1970, to the minute or to the second. */
  when(at: number, as: 'time' | 'seconds' | 'day'): string;
}

export const person = (id: string): Named => ({ person: id });
/** `14:32`. */
export const time = (at: number): Named => ({ at, as: 'time' });
/** `14:32:07`. */
export const seconds = (at: number): Named => ({ at, as: 'seconds' });
/** With the day. */
export const day = (at: number): Named => ({ at, as: 'day' });

/** Template for phrases: ``said`confirmed by ${person(id)}` ``. */
export function said(texts: TemplateStringsArray, ...values: readonly (string | number | Named | Phrase)[]): Phrase {
  return texts.flatMap((text, i) => [text, ...wordsOf(values[i])]).filter((word) => word !== '');
}

function wordsOf(value: string | number | Named | Phrase | undefined): Phrase {
  if (value === undefined) return [];
  if (typeof value === 'number') return [String(value)];
  return Array.isArray(value) ? (value as Phrase) : [value as string | Named];
}

/** Phrases in one, with a sign between; empty ones are left out. */
export function between(phrases: readonly Phrase[], sign: string): Phrase {
  return phrases.filter((each) => each.length > 0).flatMap((each, i) => (i === 0 ? each : [sign, ...each]));
}

/** With a capital letter, where it begins with text. */
export function capitalized(phrase: Phrase): Phrase {
  const [first, ...rest] = phrase;
  return typeof first === 'string' ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest] : phrase;
}

/** The same for a place that shows plain text. */
export function phraseText(phrase: Phrase, { who, when }: Shown): string {
  return phrase
    .map((word) => (typeof word === 'string' ? word : 'person' in word ? who(word.person) : when(word.at, word.as)))
    .join('');
}
