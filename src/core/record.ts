/** What is kept of changes, as people and programs may be shown it. Times are ISO 8601; secrets were taken out. */
import type { ToldSubject } from './describe/change/index.ts';
import type { AnyPlan } from './plans/any-plan.ts';

/** One change in a list. */
export interface ChangeRow {
  readonly id: string;
  /** Of several hosts all of them, `a, b`. */
  readonly host: string;
  /** `add 192.168.40.0/24 via 192.168.20.1`. */
  readonly what: string;
  readonly kind: 'route' | 'gateway' | 'ntp';
  readonly state:
    | 'pending'
    | 'rejected'
    | 'cancelled'
    | 'expired'
    | 'applying'
    | 'verified'
    | 'rolled-back'
    | 'void'
    | 'needs-hands';
  /** Of a change of time that ended: whether the host came to follow a server while it was watched; false also of a whole where one did not. */
  readonly followed: boolean | null;
  /** Of a change of time that is applied and being watched: until when at most. */
  readonly watchedUntil: string | null;
  readonly asker: string;
  readonly askedAt: string;
  readonly expires: string;
  /** How many have confirmed, of how many that must. */
  readonly confirmed: number;
  readonly quorum: number;
  readonly ended: { readonly at: string; readonly by: string | null; readonly why: string | null } | null;
  /** The whole that it is a part of, where several hosts are changed under one approval. */
  readonly group: string | null;
  /** Of such a whole that ended: those of its hosts that were changed and stay so, and how many it has. */
  readonly changed: { readonly hosts: readonly string[]; readonly of: number } | null;
}

export interface ChangeList {
  /** Those that something is left to do about: needs hands, being applied, pending; each oldest first. */
  readonly open: readonly ChangeRow[];
  /** How many more are open than are listed. */
  readonly more: number;
  /** Newest first. */
  readonly ended: readonly ChangeRow[];
  readonly names: Names;
}

/** What people are called where that is known, by their ids. */
export type Names = Readonly<Record<string, string>>;

export interface JournalRow {
  readonly at: string;
  /** A person, or the process that works on it. */
  readonly by: string | null;
  readonly what: string;
  readonly phase: 'before' | 'after' | null;
  readonly detail: unknown;
}

/** Everything about one change. */
export interface ChangeView extends ChangeRow {
  readonly digest: string;
  readonly needsReason: boolean;
  readonly needsCode: boolean;
  readonly votes: readonly { readonly by: string; readonly at: string; readonly reason: string | null }[];
  readonly progress: string | null;
  /** Seconds until the host takes it back by itself. */
  readonly timer: number;
  /** What moved since it was planned, where that made it void. */
  readonly drift: readonly string[];
  /** The host's boot state holds it; null where that is not known. */
  readonly saved: boolean | null;
  /** What to type at the console, where it needs hands. */
  readonly hands: readonly string[];
  /** Missing of several hosts: each of them has its own. */
  readonly plan: AnyPlan | null;
  readonly members: readonly ChangeRow[];
  readonly journal: readonly JournalRow[];
  /** How many entries of its journal stand before these. */
  readonly earlier: number;
}

/** The same as it is kept. */
export interface ChangeKept extends ToldSubject {
  readonly earlier: number;
  readonly names: Names;
}

/** One entry of the audit. */
export interface AuditRow extends JournalRow {
  /** Its line in an export; null where not every host of the record may be seen. */
  readonly number: number | null;
  readonly change: string;
  readonly host: string;
  /** Of the plan as it was shown. */
  readonly digest: string;
}

export interface AuditList {
  /** Newest first. */
  readonly entries: readonly AuditRow[];
  readonly names: Names;
}

/** What following the chain of hashes came to. */
export type AuditResult =
  /** `entries` and `head` are null where not every host of the record may be seen. */
  | { readonly result: 'whole'; readonly entries: number | null; readonly head: string | null }
  | { readonly result: 'tampered'; readonly line: number | null; readonly why: string };
