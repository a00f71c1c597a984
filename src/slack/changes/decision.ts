import { type Change, hostsOf } from '../../changes/change.ts';
import type { Answer, AnswerRefusal, Changes } from '../../changes/service.ts';
import { step } from '../../core/approvals/step.ts';
import type { Person } from '../../core/policy/admission.ts';
import { Problem } from '../../problem.ts';
import { keepName } from '../../record/names.ts';
import type { Incoming } from '../incoming.ts';
import { LOOK_UP_MS, soon } from '../people/soon.ts';
import type { Ports } from '../ports.ts';
import { operatorsOf } from './names.ts';
import { refusalPage } from './refusal.ts';

/** Who decides, and where they are told something alone. */
export type Decider = Pick<Incoming, 'id' | 'user' | 'team' | 'place' | 'at' | 'responseUrl'>;

/** What a button or a modal names. */
export interface Named {
  readonly id: string;
  readonly digest: string;
}

export interface Given {
  readonly reason: string | null;
  readonly code: string | null;
}

/**
 * Confirms or rejects, by what the policy says of this person now. A code is judged last, and only where nothing else stands against
 * the confirmation. It is used up in one write of its own, and then the vote is counted in another: so it never counts twice, and it is
 * lost only where the process ends, or the change is settled by somebody else, between the two.
 */
export async function decide(
  act: 'confirm' | 'reject',
  { id, digest }: Named,
  given: Given,
  by: Decider,
  ports: DecidingPorts,
): Promise<Answer> {
  const { changes, approvers, codes } = ports;
  const change = await changes.get(id);
  if (change === null) return { kind: 'refused', refusal: { code: 'unknown-change' }, change };
  const what = act === 'confirm' ? 'confirmed' : 'rejected';
  const recorded = <T>(judging: Promise<T>) => onRecord(judging, { id, what, by: by.user }, changes);
  const person = await recorded(approvers.person(by.user, by.team, hostsOf(change)));
  await calledAs(person, ports);
  const { reason } = given;
  if (act === 'reject') return await changes.reject(id, { by: person, reason });
  const vote = { by: person, digest, reason };
  const isWanted = change.approval.needsCode && (await changes.refusalOf(id, act, vote)) === null;
  const code = isWanted ? await recorded(codes.judge(by.user, given.code)) : 'none';
  return await changes.confirm(id, { ...vote, code });
}

/** Somebody was at the console: who it is is looked up before it counts. */
export async function handsDone(
  change: Change,
  { user, team }: Pick<Decider, 'user' | 'team'>,
  ports: Pick<Ports, 'changes' | 'approvers' | 'store'>,
): Promise<Answer> {
  const { changes, approvers } = ports;
  const { id } = change.approval;
  const looked = approvers.person(user, team, hostsOf(change));
  const person = await onRecord(looked, { id, what: 'hands-done', by: user }, changes);
  await calledAs(person, ports);
  return await changes.handsDone(id, person);
}

/** A terminal that reads the record can ask nobody what people are called; without a name it shows their id. */
export async function calledAs(who: Parameters<typeof keepName>[1], { store }: Pick<Ports, 'store'>): Promise<void> {
  await keepName(store, who).catch(() => {});
}

/** An answer that could not be judged is refused, and stands on the audit as such. */
async function onRecord<T>(
  judging: Promise<T>,
  { id, what, by }: { readonly id: string; readonly by: string; readonly what: Parameters<Changes['unjudged']>[2] },
  changes: Pick<Changes, 'unjudged'>,
): Promise<T> {
  try {
    return await judging;
  } catch (fault) {
    if (fault instanceof Problem && fault.code !== 'store') await changes.unjudged(id, by, what, fault.code);
    throw fault;
  }
}

type DecidingPorts = Pick<Ports, 'changes' | 'approvers' | 'codes' | 'store'>;

/**
 * Why a modal is not worth opening for this person: their answer cannot count whatever they type. By the policy too where Slack says
 * who they are soon enough; after that the answer itself is judged, when it comes.
 */
export async function refusedAnyway(
  act: 'confirm' | 'reject',
  { change, digest }: { readonly change: Change; readonly digest: string },
  by: Pick<Decider, 'user' | 'team'>,
  { changes, approvers, now }: Pick<Ports, 'changes' | 'approvers' | 'now'>,
): Promise<AnswerRefusal | null> {
  const { id } = change.approval;
  const plain = refusedByState(change, act, { by: by.user, at: now() }, digest);
  if (plain !== null) return plain;
  const judged = approvers
    .person(by.user, by.team, hostsOf(change))
    .then((person) => changes.refusalOf(id, act, { by: person, digest, reason: 'given' }));
  return await soon(judged, LOOK_UP_MS).catch(() => null);
}

/** Whatever the policy says of them; asks nobody. */
function refusedByState(
  { approval }: Change,
  act: 'confirm' | 'reject',
  who: { readonly by: string; readonly at: number },
  digest: string,
): AnswerRefusal | null {
  const given = { ...who, may: 'yes', reason: 'given' } as const;
  const event =
    act === 'confirm'
      ? ({ ...given, kind: 'confirm', digest, code: 'right' } as const)
      : ({ ...given, kind: 'reject' } as const);
  const stepped = step(approval, event);
  return stepped.kind === 'refused' ? stepped.refusal : null;
}

/** Somebody of whom nothing was asked: enough to cancel what is their own. */
export function unasked(id: string): Person {
  return { id, standing: 'unknown', usergroups: 'unknown' };
}

/** Logs what came of it. */
export function noteDecision(act: string, id: string, answer: Answer, by: Decider, ports: Ports): void {
  const facts = { request: by.id, user: by.user, change: id, act };
  if (answer.kind === 'moved') {
    ports.log.info({ ...facts, state: answer.change.approval.state }, 'a change was decided on');
    return;
  }
  ports.metrics.changes.inc({ outcome: 'refused' });
  ports.log.info({ ...facts, refusal: answer.refusal.code }, 'a click on a change did not count');
}

/** Logs what came of it, and tells the person alone why it did not count. */
export async function tellDecision(act: string, id: string, answer: Answer, by: Decider, ports: Ports): Promise<void> {
  noteDecision(act, id, answer, by, ports);
  if (answer.kind === 'moved') return;
  const { refusal, change } = answer;
  const operators = change === null ? '' : operatorsOf(change, ports.approvers);
  const { at = by.place, user } = by;
  await ports.respondTo(by.responseUrl, { ...at, user })(refusalPage(refusal, id, operators));
}
