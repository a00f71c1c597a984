import type { Rate } from '../rates.ts';
import type { Slack } from '../slack.ts';
import type { Args } from './args.ts';

/** One method of the Web API. */
export interface Method {
  readonly token: 'bot' | 'app';
  readonly rate: Rate;
  /** The scopes it needs, all of them. */
  readonly scopes: readonly string[] | ((args: Args, slack: Slack) => readonly string[]);
  /** Does it and answers; throws `Refused`. */
  readonly run: (slack: Slack, args: Args) => object;
}

/** How often a method of a tier may be called in a minute. */
export const TIER = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;

/** What Slack answers with `ok: false`. */
export class Refused extends Error {
  readonly error: string;
  readonly more: object;

  constructor(error: string, more: object = {}) {
    super(error);
    this.name = 'Refused';
    this.error = error;
    this.more = more;
  }
}

/** A refusal with sentences, where Slack's clients look for them. */
export function refusedWith(error: string, sentences: readonly string[]): Refused {
  const messages = sentences.map((sentence) => `[ERROR] ${sentence}`);
  return new Refused(error, sentences.length === 0 ? {} : { errors: sentences, response_metadata: { messages } });
}
