import {
  type Approval,
  type ApprovalState,
  isConfirmed,
  isOver,
  mayHaveRun,
  PROGRESS,
  type Progress,
} from './approval.ts';
import type { Refusal } from './refusal.ts';

/** Whether policy lets a person decide on this host and kind of change; found out by whoever hands the event in. */
export type MayApprove = 'yes' | 'no' | 'unknown';

/** What a one-time code came to; `none` where nobody typed one. */
export type Code = 'right' | 'wrong' | 'used' | 'none';

/** What happens to a change. Times are milliseconds since 1970. */
export type Event =
  | {
      readonly kind: 'confirm';
      readonly by: string;
      readonly at: number;
      readonly digest: string;
      readonly may: MayApprove;
      readonly reason: string | null;
      readonly code: Code;
    }
  | {
      readonly kind: 'reject';
      readonly by: string;
      readonly at: number;
      readonly may: MayApprove;
      readonly reason: string | null;
    }
  | { readonly kind: 'cancel'; readonly by: string; readonly at: number }
  | { readonly kind: 'expire'; readonly at: number }
  /** By a process: the first time, or to take over what another left. `digest` is of the plan that it is about to run. */
  | {
      readonly kind: 'claim';
      readonly holder: string;
      readonly fence: number;
      readonly at: number;
      readonly digest: string;
    }
  | { readonly kind: 'progress'; readonly fence: number; readonly at: number; readonly to: Progress }
  | {
      readonly kind: 'end';
      readonly fence: number;
      readonly at: number;
      readonly as: 'verified' | 'rolled-back' | 'void' | 'needs-hands';
      readonly why: string | null;
    };

export type Stepped =
  | { readonly kind: 'moved'; readonly approval: Approval }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The one function between the states. It changes nothing where it refuses. */
export function step(approval: Approval, event: Event): Stepped {
  switch (event.kind) {
    case 'confirm':
      return confirm(approval, event);
    case 'reject':
      return reject(approval, event);
    case 'cancel':
      return cancel(approval, event);
    case 'expire':
      return expire(approval, event);
    case 'claim':
      return claim(approval, event);
    case 'progress':
      return progress(approval, event);
    case 'end':
      return end(approval, event);
  }
}

type Of<K extends Event['kind']> = Extract<Event, { kind: K }>;

function confirm(approval: Approval, { by, at, digest, may, reason, code }: Of<'confirm'>): Stepped {
  if (approval.state !== 'pending') return settled(approval);
  if (by === approval.asker) return refused({ code: 'own-request' });
  if (may !== 'yes') return refused({ code: may === 'unknown' ? 'membership-unknown' : 'not-an-operator' });
  if (approval.confirmed.some((vote) => vote.by === by)) return refused({ code: 'twice-the-same' });
  if (at >= approval.expires) return refused({ code: 'too-late', expires: approval.expires });
  if (digest !== approval.digest) return refused({ code: 'plan-changed' });
  if (isConfirmed(approval)) return settled(approval);
  const given = reason?.trim() || null;
  if (approval.needsReason && given === null) return refused({ code: 'reason-needed' });
  if (approval.needsCode && code !== 'right') return refused({ code: CODE_REFUSALS[code] });
  return moved({ ...approval, confirmed: [...approval.confirmed, { by, at, digest, reason: given }] });
}

const CODE_REFUSALS = { wrong: 'code-wrong', used: 'code-used', none: 'code-needed' } as const;

/** Whoever may confirm may reject, also after confirming; the asker cancels instead. */
function reject(approval: Approval, { by, at, may, reason }: Of<'reject'>): Stepped {
  if (approval.state !== 'pending') return settled(approval);
  if (by === approval.asker) return refused({ code: 'own-request' });
  if (may !== 'yes') return refused({ code: may === 'unknown' ? 'membership-unknown' : 'not-an-operator' });
  if (at >= approval.expires) return refused({ code: 'too-late', expires: approval.expires });
  return ended(approval, 'rejected', by, at, reason?.trim() || null);
}

function cancel(approval: Approval, { by, at }: Of<'cancel'>): Stepped {
  if (approval.state !== 'pending') return settled(approval);
  return by === approval.asker ? ended(approval, 'cancelled', by, at, null) : refused({ code: 'not-the-asker' });
}

function expire(approval: Approval, { at }: Of<'expire'>): Stepped {
  if (approval.state !== 'pending') return settled(approval);
  return at >= approval.expires ? ended(approval, 'expired', null, at, null) : refused({ code: 'not-yet-late' });
}

/** Taking over needs a higher fencing number and changes nothing else: what was done stays written. */
function claim(approval: Approval, { holder, fence, at, digest }: Of<'claim'>): Stepped {
  if (isOver(approval)) return settled(approval);
  if (digest !== approval.digest) return refused({ code: 'plan-changed' });
  const by = { holder, fence, at };
  if (approval.state !== 'pending') {
    return fence > (approval.claim?.fence ?? 0) ? moved({ ...approval, claim: by }) : refused({ code: 'claim-lost' });
  }
  if (!isConfirmed(approval)) return refused({ code: 'not-confirmed' });
  if (at >= approval.expires) return refused({ code: 'too-late', expires: approval.expires });
  return moved({ ...approval, state: 'applying', claim: by, progress: 'claimed' });
}

/** Forward only. `arming` comes once in the life of a change, whoever holds it: that makes it run once at most. */
function progress(approval: Approval, { fence, to }: Of<'progress'>): Stepped {
  if (approval.state !== 'applying' && approval.state !== 'needs-hands') return settled(approval);
  if (fence !== approval.claim?.fence) return refused({ code: 'claim-lost' });
  const [from, next] = [approval.progress ?? 'claimed', to];
  if (approval.state === 'needs-hands' && to !== 'undoing' && to !== 'verifying')
    return refused({ code: 'out-of-order', from, next });
  if (!follows(from, next)) return refused({ code: 'out-of-order', from, next });
  return moved({ ...approval, progress: to });
}

/** What may come after what. A claim that was taken over reads again as often as it likes before arming. */
function follows(from: Progress, to: Progress): boolean {
  switch (to) {
    case 'claimed':
      return false;
    case 're-reading':
      return from === 'claimed' || from === 're-reading';
    case 'arming':
      return from === 're-reading';
    case 'armed':
      return from === 'arming';
    // Recovery may find that the host armed although nobody wrote it down, and confirm, or find it confirmed.
    case 'confirming':
      return from === 'arming' || from === 'armed' || from === 'confirming';
    case 'confirmed':
      return from === 'arming' || from === 'armed' || from === 'confirming';
    case 'verifying':
      return from === 'confirmed' || from === 'verifying';
    // What is verified and shows only later whether it does what it is for.
    case 'watching':
      return from === 'verifying';
    case 'undoing':
      return PROGRESS.indexOf(from) >= PROGRESS.indexOf('arming');
  }
}

function end(approval: Approval, { fence, at, as, why }: Of<'end'>): Stepped {
  if (approval.state !== 'applying' && approval.state !== 'needs-hands') return settled(approval);
  if (fence !== approval.claim?.fence) return refused({ code: 'claim-lost' });
  if (!mayEnd(approval, as)) return refused({ code: 'out-of-order', from: approval.progress ?? 'claimed', next: as });
  return ended(approval, as, approval.claim.holder, at, why);
}

/**
 * `verified` only behind a confirmation on the host and a check; `rolled-back` only where something may have run; `void` where
 * nothing did, also where recovery finds that what was about to be sent never arrived.
 */
function mayEnd(approval: Approval, as: Of<'end'>['as']): boolean {
  const { progress, state } = approval;
  switch (as) {
    case 'verified':
      return progress === 'verifying' || progress === 'watching';
    case 'rolled-back':
      return mayHaveRun(approval);
    case 'void':
      return !mayHaveRun(approval) || progress === 'arming';
    case 'needs-hands':
      return state === 'applying';
  }
}

function ended(approval: Approval, state: ApprovalState, by: string | null, at: number, why: string | null): Stepped {
  return moved({ ...approval, state, ended: { by, at, why } });
}

const moved = (approval: Approval): Stepped => ({ kind: 'moved', approval });
const refused = (refusal: Refusal): Stepped => ({ kind: 'refused', refusal });
const settled = ({ state, ended: end }: Approval): Stepped =>
  refused({ code: 'already-settled', state, by: end?.by ?? null });
