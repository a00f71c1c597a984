import type { Json } from '../store/store.ts';

/**
 * Something that happens to a change. What is done to a host is written before it is done and after it; both in one commit with
 * the state that it leads to.
 */
export interface JournalEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** A person, or the process that works on it. */
  readonly by: string | null;
  readonly what: What;
  readonly phase: 'before' | 'after' | null;
  readonly detail: Json;
}

export type What =
  | 'asked'
  | 'confirmed'
  | 'rejected'
  | 'cancelled'
  | 'expired'
  | 'refused'
  | 'claimed'
  | 're-read'
  | 'waiting'
  | 'arm'
  | 'applied'
  | 'probe'
  | 'confirm'
  | 'verify'
  | 'watch'
  | 'save'
  | 'undo'
  | 'found'
  | 'ended'
  | 'clean'
  | 'hands-done';

export type Noted = Omit<JournalEntry, 'at'>;
