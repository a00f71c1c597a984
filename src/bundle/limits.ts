/** What reading one bundle may take. */
export interface Limits {
  /** Bytes as packed. */
  readonly packed: number;
  /** Bytes unpacked, whether they are needed or not. */
  readonly unpacked: number;
  /** Unpacked bytes for each packed one, once there are enough to tell. */
  readonly ratio: number;
  readonly members: number;
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
/** Characters of all texts of a bundle; a host's listings are a small part of it. */
export const MOST_OF_ALL = 1024 * 1024;
/** Packed bytes of one rotated log, which is held while it is unpacked. */
export const MOST_OF_ROTATED = 16 * MB;
