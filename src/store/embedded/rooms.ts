/** Where things lie in the one key space of the embedded store; `!` ends a room's name, and `~` sorts behind every key in it. */

/** A value: `v` its version, `e` its end in milliseconds since 1970, `d` what was written. */
export const valueAt = (key: string) => `k!${key}`;

/** An entry of a log; numbers are padded so that they sort. Names are kept apart by their length. */
export const entryAt = (log: string, number: number) => `l!${log.length}!${log}!${String(number).padStart(16, '0')}`;

/** The number of the last entry of a log. */
export const lastAt = (log: string) => `n!${log}`;

/** Leases, which stay after their end: their fences must grow. */
const LEASES = 'f!';
export const leaseAt = (name: string) => `${LEASES}${name}`;
export const ALL_LEASES = [LEASES, `${LEASES}\u{10ffff}`] as const;

/** The last version given. */
export const VERSION_AT = 's!';

/** When somebody last looked whether it can be written. */
export const LOOKED_AT = 'r!';

export interface KeptValue {
  readonly v: number;
  readonly e?: number;
  readonly d: unknown;
}
