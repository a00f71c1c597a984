/** A request for a change, from the asking to its end. It is JSON, and moves by `step` alone. */

export const STATES = [
  'pending',
  'rejected',
  'cancelled',
  'expired',
  'applying',
  'verified',
  'rolled-back',
  'void',
  'needs-hands',
] as const;
export type ApprovalState = (typeof STATES)[number];

/**
 * How far an apply came, in order. Each is written before what it names is done, so that a crash leaves no doubt of what may have
 * been done: from `arming` on the host may have been changed.
 */
export const PROGRESS = [
  'claimed',
  're-reading',
  'arming',
  'armed',
  'confirming',
  'confirmed',
  'verifying',
  'watching',
  'undoing',
] as const;
export type Progress = (typeof PROGRESS)[number];

export interface Vote {
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of what this person was shown. */
  readonly digest: string;
  readonly reason: string | null;
}

/** Who works on it. A higher fencing number takes it over; a lower one has lost it. */
export interface Claim {
  readonly holder: string;
  readonly fence: number;
  readonly at: number;
}

export interface Approval {
  readonly id: string;
  readonly host: string;
  readonly kind: 'route' | 'gateway' | 'ntp';
  /** Digest of everything that was shown; a confirmation counts for this one alone. */
  readonly digest: string;
  readonly asker: string;
  readonly askedAt: number;
  readonly expires: number;
  /** How many must confirm, at least one. */
  readonly quorum: number;
  readonly needsReason: boolean;
  readonly needsCode: boolean;
  readonly state: ApprovalState;
  readonly confirmed: readonly Vote[];
  readonly claim: Claim | null;
  readonly progress: Progress | null;
  /** Who or what ended it, or asked for hands. */
  readonly ended: { readonly by: string | null; readonly at: number; readonly why: string | null } | null;
}

export interface Request {
  readonly id: string;
  readonly host: string;
  readonly kind: Approval['kind'];
  readonly digest: string;
  readonly asker: string;
  readonly askedAt: number;
  readonly expires: number;
  /** As policy says; fewer than one is read as one. */
  readonly quorum: number;
  readonly needsReason: boolean;
  readonly needsCode: boolean;
}

export function requested(request: Request): Approval {
  const quorum = Number.isSafeInteger(request.quorum) && request.quorum > 1 ? request.quorum : 1;
  return { ...request, quorum, state: 'pending', confirmed: [], claim: null, progress: null, ended: null };
}

/** Whether enough others have confirmed; only then may anybody claim it. */
export function isConfirmed({ confirmed, quorum, asker, digest }: Approval): boolean {
  const counted = confirmed.filter((vote) => vote.by !== asker && vote.digest === digest);
  const others = new Set(counted.map(({ by }) => by));
  return others.size >= Math.max(1, quorum);
}

/** Nothing moves it any more. */
export function isOver({ state }: Approval): boolean {
  return state !== 'pending' && state !== 'applying' && state !== 'needs-hands';
}

/** Whether the host may have been changed: the command that changes it was about to be sent. */
export function mayHaveRun({ progress }: Approval): boolean {
  return progress !== null && PROGRESS.indexOf(progress) >= PROGRESS.indexOf('arming');
}
