/** How much is sent, kept and tried. Rates are those of docs.slack.dev/apis/web-api/rate-limits. */
export interface Limits {
  /** chat.postMessage: about one a second a channel, with short bursts whose length is not published. */
  readonly postsPerSecond: number;
  readonly postsAtOnce: number;
  /** chat.update: tier 3, counted over all channels of a workspace. */
  readonly editsPerMinute: number;
  readonly editsAtOnce: number;
  /** Edits that are kept back for answers and change cards: progress does not spend them. */
  readonly editsNotForProgress: number;
  readonly waitingPerChannel: number;
  readonly waiting: number;
  /** Characters of all that waits, as JSON. */
  readonly waitingCharacters: number;
  /** How often a call is tried that fails for another reason than its rate. */
  readonly tries: number;
  readonly firstBackOffMs: number;
  readonly longestBackOffMs: number;
  /** A message that has waited so long is given up, whatever it waited for. */
  readonly longestWaitMs: number;
  /** A word to one person alone answers what they just did, so it is soon too late. */
  readonly longestWhisperWaitMs: number;
  /** How often a token that was refused is asked about. */
  readonly tokenEveryMs: number;
}

export const LIMITS: Limits = {
  postsPerSecond: 1,
  postsAtOnce: 3,
  editsPerMinute: 50,
  editsAtOnce: 20,
  editsNotForProgress: 5,
  waitingPerChannel: 500,
  waiting: 5_000,
  waitingCharacters: 32_000_000,
  tries: 8,
  firstBackOffMs: 500,
  longestBackOffMs: 30_000,
  longestWaitMs: 15 * 60_000,
  longestWhisperWaitMs: 5 * 60_000,
  tokenEveryMs: 30_000,
};
