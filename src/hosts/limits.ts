/** How long each part of a read may take, in milliseconds, before it is given up and said so. */
export interface Limits {
  /** Until TCP answers. */
  readonly connect: number;
  /** From there until the login is through: key exchange and authentication. */
  readonly login: number;
  /** Until one command has ended; a real esxcli call takes 0.3 to 0.7 s, a slow one a few. */
  readonly command: number;
  /** Everything of one host together. */
  readonly whole: number;
}

export const LIMITS: Limits = { connect: 10_000, login: 20_000, command: 20_000, whole: 180_000 };

/** What one batch may print; more is cut off and said so. */
export const MOST_BYTES = 8 * 1024 * 1024;

/** What all answers of one host may hold together, in characters; a file may hold no more either. */
export const MOST_TEXT = 16 * 1024 * 1024;

/** The longest command line of a batch, in bytes: every SSH server takes packets of 32768 (RFC 4253, 6.1), and some no more. */
export const MOST_SCRIPT = 30_000;

/** `0.4 s`, `20 s`: a time as told to people. */
export function secondsText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return `${seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds)} s`;
}

/** `90 s`, `17 min`, `24 h`: a wait as told to people, never less than it is. */
export function waitText(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds <= 120) return `${seconds} s`;
  return seconds <= 7200 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3600)} h`;
}
