/** A change as it is kept: its request, its plan, where it is shown, and what its host was told. */
import { randomInt } from 'node:crypto';
import { type Approval, type ApprovalState, isConfirmed, isOver } from '../core/approvals/approval.ts';
import type { AnyPlan } from '../core/plans/any-plan.ts';
import { digestOf } from '../core/plans/canonical.ts';
import { sha256 } from '../digest.ts';
import type { Json, Step, Stored } from '../store/store.ts';
import type { Watch } from './watching/watch.ts';

/** A message: where a card or a thread is. */
export interface Place {
  readonly channel: string;
  readonly ts: string;
}

/** Where a change was asked for; `ts` is null where that was a channel and no thread, until its card is shown there. */
export interface Thread {
  readonly channel: string;
  readonly ts: string | null;
}

/** What the host was told once, so that it can be told the end of just that. */
export interface Armed {
  readonly fence: number;
  /** Seconds since 1970 by the host's clock. */
  readonly startBy: number;
  /** Seconds. */
  readonly timer: number;
  /** Milliseconds since 1970 by our clock. */
  readonly sentAt: number;
}

export interface Router {
  readonly address: string;
  readonly netstack: string;
  readonly vmknic: string;
}

export interface Probed {
  readonly name: string;
  readonly way: 'arp' | 'ping' | 'tcp';
  readonly ok: boolean;
}

/** The host and its surroundings as they were right before the change. */
export interface Before {
  readonly routers: readonly Router[];
  readonly probed: readonly Probed[];
  /** How often each rule found an error, and the rule that is to be cured. */
  readonly findings: Readonly<Record<string, number>>;
}

export interface Change {
  readonly schema: 'vmkbot/change/1';
  readonly approval: Approval;
  /** Seconds until the host takes it back by itself. */
  readonly timer: number;
  /** The message that holds the buttons. */
  readonly card: Place | null;
  /** The conversation in which it was asked for. */
  readonly thread: Thread | null;
  /** Entries in its journal. */
  readonly journal: number;
  readonly armed: Armed | null;
  /** Who was reached right before, and the routers that it newly sends to. */
  readonly before: Before | null;
  /** Why it is taken back, or of a whole why it is void. */
  readonly why: string | null;
  /** The host's boot state holds it; null where that is not known. */
  readonly saved: boolean | null;
  /** What moved since it was planned, where that made it void. */
  readonly drift: readonly string[];
  /** What to type at the console, where it needs hands. */
  readonly hands: readonly string[];
  /** Of a change of time, once its settings were verified: whether the host follows a server. Records from before have none. */
  readonly watch?: Watch | null;
  /** Nothing of it is left on the host. */
  readonly clean: boolean;
  /** Its end was told. */
  readonly told: boolean;
  /** The whole that it is a part of, where several hosts are changed under one approval. */
  readonly group: string | null;
  /** Of such a whole, which has no plan of its own: its members. */
  readonly together: Together | null;
}

/** What was asked for together. Its own approval holds the votes; each host is a change of its own with its own basis. */
export interface Together {
  readonly members: readonly string[];
  /** Theirs, in the same order. Of the request itself `host` is the words for all of them, and nothing is decided by that. */
  readonly hosts: readonly string[];
  /** How it ended, once it did: as its members, or as the first of them that was not verified. */
  readonly state: ApprovalState | null;
  /** Of its hosts those that were changed and stay so; there once it ended. */
  readonly changed?: readonly string[];
  /** Of those that were changed the ones whose time did not come right while it was watched. */
  readonly notInTime?: readonly string[];
}

/** What a list of changes needs of each; small, so that thousands are listed at once. */
export interface Summary {
  readonly id: string;
  /** As words; of several all of them. */
  readonly host: string;
  readonly hosts: readonly string[];
  readonly kind: Approval['kind'];
  readonly state: Approval['state'];
  readonly asker: string;
  readonly askedAt: number;
  readonly expires: number;
  readonly confirmed: boolean;
  /** It is of several hosts. */
  readonly several: boolean;
}

export const changeKey = (id: string) => `change:${id}`;
export const planKey = (id: string) => `plan:${id}`;
export const journalOf = (id: string) => `journal:${id}`;
export const OPEN = 'open:';
export const leaseOf = (host: string) => `host:${host}`;

/** Letters and digits that nobody takes for another. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';

/** `c-7f3a9k`. Whether it is free is for the store to say: no record is ever removed, so none is used again. */
export function newId(kind: 'c' | 'g' = 'c'): string {
  return `${kind}-${Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`;
}

/** The digest of a plan as it is stored: what is run is compared with what was confirmed by computing it anew. */
export function digestOfPlan({ digest: _, ...body }: AnyPlan): string {
  return digestOf(body, sha256);
}

export function summaryOf(change: Change): Summary {
  const { id, host, kind, asker, askedAt, expires } = change.approval;
  const several = change.together !== null;
  return {
    id,
    host,
    hosts: hostsOf(change),
    kind,
    state: stateOf(change),
    asker,
    askedAt,
    expires,
    confirmed: isConfirmed(change.approval),
    several,
  };
}

/** The hosts that it is about, in the order in which they are changed. */
export function hostsOf({ approval, together }: Pick<Change, 'approval' | 'together'>): readonly string[] {
  return together === null ? [approval.host] : together.hosts;
}

/** As people are told it; a whole is applying from its confirmation to the end of its last member. */
export function stateOf({ approval, together }: Change): ApprovalState {
  if (together === null) return approval.state;
  return together.state ?? (isConfirmed(approval) ? 'applying' : approval.state);
}

/** Nothing moves it any more. */
export function isEnded({ approval, together }: Change): boolean {
  return together === null ? isOver(approval) : together.state !== null;
}

/** Nothing is left to do about it: it is over, nothing of it is on the host, and its end was told. */
export function isDone(change: Change): boolean {
  return isEnded(change) && change.told && (change.armed === null || change.clean);
}

/** Writes a change where it is still of this version, and keeps the list of the open ones true. */
export function changeSteps(change: Change, version: number | null): Step[] {
  const { id } = change.approval;
  const open: Step = isDone(change)
    ? { kind: 'remove', key: `${OPEN}${id}`, version: 'any' }
    : { kind: 'write', key: `${OPEN}${id}`, version: 'any', value: asJson(summaryOf(change)) };
  return [{ kind: 'write', key: changeKey(id), version, value: asJson(change) }, open];
}

export const changeIn = ({ value }: Stored) => value as unknown as Change;
export const asJson = (value: unknown) => value as Json;
