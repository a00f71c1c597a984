import type { Phrase } from './phrase.ts';

/** How a change ended: a headline of one sentence, what an operator should know of it, and what is to be typed, where something is. */
export interface Ending {
  readonly headline: Phrase;
  readonly lines: readonly Phrase[];
  /** For the console of the host. */
  readonly commands: readonly string[];
}

export function ending(headline: Phrase, lines: readonly Phrase[], commands: readonly string[] = []): Ending {
  return { headline, lines, commands };
}
