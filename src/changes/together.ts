/** Several hosts under one approval: one of them first, then the rest in small groups; the first that is not verified stops it. */
import { type ApprovalState, isConfirmed, isOver } from '../core/approvals/approval.ts';
import { step } from '../core/approvals/step.ts';
import { begun } from './begun.ts';
import { isBound } from './bound.ts';
import type { Change } from './change.ts';
import type { Ledger } from './ledger.ts';

/** How many hosts are changed at a time once the first one is verified. */
const AT_A_TIME = 3;

const NOT_CONFIRMED = 'What is kept of its hosts and plans is not what was confirmed.';

/**
 * Does what comes next, by what the members show; as often as anybody likes, from whichever process. `begin` runs a member that
 * counts as confirmed.
 */
export async function advance(ledger: Ledger, whole: Change, begin: (id: string) => void): Promise<void> {
  const { approval, together } = whole;
  if (together === null || (together.state !== null && together.state !== 'needs-hands')) return;
  const members = await membersOf(ledger, together.members);
  if (isOver(approval)) return await stop(ledger, whole, members, approval.state);
  if (!isConfirmed(approval)) return;
  const isDone = members.every(({ approval }) => approval.state === 'verified');
  if (!isDone && !(await isBound(ledger.store, whole, members)))
    return await stop(ledger, whole, members, 'void', NOT_CONFIRMED);
  const state = approval.state === 'pending' ? await begun(ledger, approval.id) : approval.state;
  if (state !== 'applying') return state === null ? undefined : await stop(ledger, whole, members, state);
  const failed = failureOf(members);
  if (failed !== null) return await stop(ledger, whole, members, failed);
  const waiting = members.filter((each) => each.approval.state === 'pending');
  if (waiting.length > 0 && ledger.now() >= approval.expires) return await stop(ledger, whole, members, 'expired');
  const lame = notInTime(members, waiting);
  if (lame !== null) return await stop(ledger, whole, members, 'void', lame);
  const under = members.filter(
    (each) => each.approval.state === 'applying' || (each.approval.state === 'pending' && isConfirmed(each.approval)),
  );
  for (const each of under) begin(each.approval.id);
  const busy = waiting.length === 0 ? under : under.filter((each) => each === members[0] || !isWatched(each));
  if (busy.length > 0) return;
  if (waiting.length === 0) return await close(ledger, whole, members, 'verified');
  const isFirst = waiting.length === members.length;
  for (const each of waiting.slice(0, isFirst ? 1 : AT_A_TIME)) {
    await vote(ledger, each.approval.id, whole);
    begin(each.approval.id);
  }
}

/** The first host is watched to its end before any other is begun; of the others nobody waits for what may take minutes. */
const isWatched = ({ approval }: Change) => approval.progress === 'watching';

/** Why the others are not begun: what was done to the first did not bring it into time. */
function notInTime([first]: readonly Change[], waiting: readonly Change[]): string | null {
  if (waiting.length === 0 || first?.watch?.followed !== false) return null;
  return `What was set did not bring ${first.approval.host} into time, so the others were not begun.`;
}

/** Gives a member the votes of the whole: they were given for a digest that binds its plan. */
async function vote(ledger: Ledger, id: string, { approval: whole }: Change): Promise<void> {
  await ledger.move(id, (member) => {
    let approval = member.approval;
    for (const { by, at, reason } of whole.confirmed) {
      const code = 'right'; // it was, when the whole was confirmed
      const event = { kind: 'confirm', by, at, digest: approval.digest, may: 'yes', reason, code } as const;
      const stepped = step(approval, event);
      if (stepped.kind === 'moved') approval = stepped.approval;
    }
    if (approval === member.approval || !isConfirmed(approval)) return { noted: [], result: null };
    const detail = { together: whole.id, digest: whole.digest, votes: whole.confirmed.map(({ by }) => by) };
    return {
      change: { ...member, approval },
      noted: [{ by: null, what: 'confirmed', phase: null, detail }],
      result: null,
    };
  });
}

async function membersOf(ledger: Ledger, ids: readonly string[]): Promise<Change[]> {
  return (await Promise.all(ids.map((id) => ledger.read(id)))).filter((each) => each !== null);
}

/**
 * As what the whole ends by its members, or null while none failed. One that waits for hands is what people must know, whichever it
 * is. Where one was cancelled and none failed, that was for the whole's own time, which was over.
 */
function failureOf(members: readonly Change[]): ApprovalState | null {
  const states = members.map(({ approval }) => approval.state);
  const failed = states.filter((state) => !['pending', 'applying', 'verified'].includes(state));
  if (failed.includes('needs-hands')) return 'needs-hands';
  return failed.find((state) => state !== 'cancelled') ?? (failed.length > 0 ? 'expired' : null);
}

/** Nothing more is begun; what is under way goes on to its own end first, also what was begun while we cancelled the others. */
async function stop(
  ledger: Ledger,
  whole: Change,
  members: readonly Change[],
  state: ApprovalState,
  why: string | null = null,
): Promise<void> {
  for (const { approval } of members) if (approval.state === 'pending') await cancel(ledger, approval.id, whole, state);
  const now = await membersOf(ledger, whole.together!.members);
  if (now.some(({ approval }) => ['pending', 'applying'].includes(approval.state))) return;
  const hands = now.some(({ approval }) => approval.state === 'needs-hands');
  await close(ledger, whole, now, hands ? 'needs-hands' : state, why);
}

async function cancel(ledger: Ledger, id: string, { approval: whole }: Change, state: ApprovalState): Promise<void> {
  await ledger.move(id, (member) => {
    const stepped = step(member.approval, { kind: 'cancel', by: member.approval.asker, at: ledger.now() });
    if (stepped.kind === 'refused') return { noted: [], result: null };
    const detail = { together: whole.id, why: `the whole is ${state}` };
    const next = { ...member, approval: stepped.approval };
    return { change: next, noted: [{ by: null, what: 'cancelled', phase: null, detail }], result: null };
  });
}

/** Ends it; one that needed hands ends anew, and is told anew, once none of its hosts does. */
async function close(
  ledger: Ledger,
  whole: Change,
  members: readonly Change[],
  state: ApprovalState,
  why: string | null = null,
): Promise<void> {
  const done = members.filter(({ approval }) => approval.state === 'verified');
  const [changed, notInTime] = [done, done.filter(({ watch }) => watch?.followed === false)].map((each) =>
    each.map(({ approval }) => approval.host),
  ) as [string[], string[]];
  await ledger.move(whole.approval.id, (kept) => {
    const was = kept.together?.state ?? null;
    const isOver = was !== null && (was !== 'needs-hands' || was === state);
    if (kept.together === null || isOver) return { noted: [], result: null };
    const next = { ...kept, told: false, why, together: { ...kept.together, state, changed, notInTime } };
    const late = notInTime.length > 0 && { followed: false, notInTime };
    const detail = { as: state, changed, of: kept.together.members.length, ...late, ...(why !== null && { why }) };
    return { change: next, noted: [{ by: null, what: 'ended', phase: null, detail }], result: null };
  });
}
