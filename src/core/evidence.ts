/** A line of the input as given: `line` counts from 1; `command` is the one that printed it, or null where none stood above. */
export interface Evidence {
  readonly command: string | null;
  readonly line: number;
  readonly text: string;
  /** The letter of the input, where several were given. */
  readonly capture?: string;
  /** The member of a support bundle that holds the line, e.g. `var/run/log/hostd.log`. */
  readonly member?: string;
}

/**
 * How surely a statement holds: `documented` by the vendor or printed by the host, `reported` by users,
 * `inferred` from other facts, or `unknown`.
 */
export type Certainty = 'documented' | 'reported' | 'inferred' | 'unknown';
