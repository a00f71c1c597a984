import type { Approval, ApprovalState } from '../../approvals/approval.ts';
import { isConfirmed } from '../../approvals/approval.ts';
import type { AnyPlan } from '../../plans/any-plan.ts';

/** A change as far as words tell of it; whoever keeps it keeps more. Times are milliseconds since 1970. */
export interface ToldChange {
  readonly approval: Approval;
  /** Seconds until the host takes it back by itself. */
  readonly timer: number;
  readonly armed: { readonly sentAt: number; readonly timer: number } | null;
  readonly before: { readonly probed: readonly ToldProbe[] } | null;
  /** Why it is taken back. */
  readonly why: string | null;
  readonly saved: boolean | null;
  readonly drift: readonly string[];
  readonly hands: readonly string[];
  /** Of a change of time; left out of records from before. */
  readonly watch?: ToldWatch | null;
  /** Nothing of it is left on the host. */
  readonly clean: boolean;
  readonly group: string | null;
  readonly together: ToldTogether | null;
}

/** Until when it is watched, whether time came right, and whom the host follows how far off; below zero milliseconds it is ahead. */
export interface ToldWatch {
  readonly until: number;
  readonly followed: boolean | null;
  readonly server?: string | null;
  readonly offsetMs?: number | null;
}

/** Of several hosts under one approval: how it ended, once it did, and which of them were changed and stay so. */
export interface ToldTogether {
  readonly members: readonly string[];
  readonly state: ApprovalState | null;
  readonly changed?: readonly string[];
  readonly notInTime?: readonly string[];
}

export interface ToldProbe {
  readonly name: string;
  readonly way: 'arp' | 'ping' | 'tcp';
  readonly ok: boolean;
}

/** What an entry of a journal is about. */
export type ToldWhat =
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

export interface ToldEntry {
  readonly at: number;
  /** A person, or a process. */
  readonly by: string | null;
  readonly what: ToldWhat;
  readonly phase: 'before' | 'after' | null;
  /** JSON. */
  readonly detail: unknown;
}

/** A change with its plan; of a whole the members and their plans, in one order. */
export interface ToldSubject {
  readonly change: ToldChange;
  readonly plans: readonly AnyPlan[];
  readonly members: readonly ToldChange[];
  readonly journal: readonly ToldEntry[];
}

/** A whole is applying from its confirmation to the end of its last member. */
export function toldState({ approval, together }: ToldChange): ApprovalState {
  if (together === null) return approval.state;
  return together.state ?? (isConfirmed(approval) ? 'applying' : approval.state);
}

/** Whether time came right behind a change of it; null where nothing was watched, or not to its end. Of a whole false where one host's did not. */
export function followedOf({ watch, together }: ToldChange): boolean | null {
  if (together === null) return watch?.followed ?? null;
  return (together.notInTime ?? []).length > 0 ? false : null;
}

/** A text of an entry's detail, or null. */
export function textOf({ detail }: Pick<ToldEntry, 'detail'>, key: string): string | null {
  const value = fieldOf(detail, key);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A number of an entry's detail, or null. */
export function numberOf({ detail }: Pick<ToldEntry, 'detail'>, key: string): number | null {
  const value = fieldOf(detail, key);
  return typeof value === 'number' ? value : null;
}

export function fieldOf(detail: unknown, key: string): unknown {
  return typeof detail === 'object' && detail !== null ? (detail as Record<string, unknown>)[key] : undefined;
}
