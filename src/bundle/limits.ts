/** What reading one bundle may take. */
export interface Limits {
  /** Bytes as packed. */
  readonly packed: number;
  /** Bytes unpacked, whether they are needed or not. */
  readonly unpacked: number;
  /** Unpacked bytes for each packed one, once there are enough to tell. */
  readonly ratio: number;
  readonly members: number;
  /** Looked at with each piece; a source that gives none is ended by whoever gave it. */
  readonly milliseconds: number;
}

const MB = 1024 * 1024;

/** A bundle has hundreds of MB, of a host with core dumps a few GB. Text packs to a tenth; a bomb to less than a hundredth. */
export const LIMITS: Limits = {
  packed: 4096 * MB,
  unpacked: 16_384 * MB,
  ratio: 200,
  members: 200_000,
  milliseconds: 15 * 60_000,
};

/** The ratio is judged from here on: the first members may hold little. */
export const RATIO_FROM = 64 * MB;

/** Characters that are kept of one command's output, and of one log. */
export const MOST_OF_COMMAND = 192 * 1024;
export const MOST_OF_LOG = 64 * 1024;
/** Characters that are kept of one line. */
export const MOST_OF_LINE = 1000;
/** Characters of the text of one host; its listings are a small part of it. */
export const MOST_OF_ALL = 1024 * 1024;
/** Characters that are kept of a whole bundle while it is read. */
export const MOST_KEPT = 16 * MB;
/** What keeping one text takes besides its characters, counted as characters. */
export const EACH = 128;
/** A bundle is of one host; several stand in one that somebody packed together. */
export const MOST_HOSTS = 8;
/** Parts of one log: rotated ones, and the same under several folders. */
export const MOST_PARTS = 256;
/** Packed bytes of one rotated log, which is held while it is unpacked. */
export const MOST_OF_ROTATED = 16 * MB;
