/** How long the links wait, in milliseconds. */
export interface Patience {
  /** From asking for an address to Slack's hello. */
  readonly hello: number;
  /** Without a frame, a ping or a pong: such a socket looks connected and delivers nothing. */
  readonly silence: number;
  /** Without anything delivered, pings apart: such a socket may be deaf, so it is renewed. */
  readonly quiet: number;
  /** For the answer to a ping. */
  readonly pong: number;
  /** After a link could not be opened: the first wait, which doubles up to the longest. */
  readonly first: number;
  readonly longest: number;
}

export const PATIENCE: Patience = {
  hello: 15_000,
  silence: 30_000,
  quiet: 10 * 60_000,
  pong: 5_000,
  first: 500,
  longest: 30_000,
};

/** How long to wait after so many failures in a row; spread, so that many processes do not come back as one. */
export function waitAfter(failures: number, { first, longest }: Patience): number {
  return Math.min(longest, first * 2 ** (failures - 1)) * (0.75 + Math.random() / 2);
}
