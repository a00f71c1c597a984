/** What the checks of a plan for time are made from, and the shape of one. */
import type { HostState } from '../../esxi/host-state.ts';
import type { Check, CheckState } from '../checks.ts';
import type { Words } from '../words.ts';
import type { Off } from './guests.ts';
import type { TimeListing } from './listing.ts';
import type { TimeRefusal } from './refusals.ts';

export interface TimeChecked {
  readonly state: HostState;
  readonly listing: TimeListing;
  /** Each server with its address as the host finds it; null: not known; false: it finds none. */
  readonly resolved: readonly Resolved[];
  readonly off: Off | null;
  readonly considered: boolean;
  readonly owned: boolean;
  readonly refusals: readonly TimeRefusal[];
  readonly live: boolean;
}

export interface Resolved {
  readonly server: string;
  readonly address: string | null | false;
}

export const check = (id: string, state: CheckState, text: string, ...run: readonly Words[]): Check => ({
  id,
  state,
  text,
  run,
});
