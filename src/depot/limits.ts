/** What reading one offline bundle may take. */
export interface Limits {
  /** Files in the bundle, and in the metadata inside it. */
  readonly entries: number;
  /** Bytes of the metadata, packed within the bundle and unpacked. */
  readonly metadata: number;
  /** Bytes of one profile, and how many profiles are read. */
  readonly profile: number;
  readonly profiles: number;
}

const MB = 1024 * 1024;

/** A bundle has some hundred packages; its metadata a few MB, a profile a few dozen kB. */
export const LIMITS: Limits = { entries: 20_000, metadata: 64 * MB, profile: 2 * MB, profiles: 200 };
