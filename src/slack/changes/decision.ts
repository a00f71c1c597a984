import type { Change } from '../../changes/change.ts';
import type { Answer, AnswerRefusal } from '../../changes/service.ts';
import { step } from '../../core/approvals/step.ts';
import type { Person } from '../../core/policy/admission.ts';
import type { Incoming } from '../incoming.ts';
import type { Ports } from '../ports.ts';
import { operatorsOf } from './names.ts';
import { refusalPage } from './refusal.ts';
import { hostsOf } from './subject.ts';

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

/** Confirms or rejects, by what the policy says of this person now. */
export async function decide(
  act: 'confirm' | 'reject',
  { id, digest }: Named,
  given: Given,
  by: Decider,
  ports: Ports,
): Promise<Answer> {
  const { changes, approvers, codes } = ports;
  const change = await changes.get(id);
  if (change === null) return { kind: 'refused', refusal: { code: 'unknown-change' }, change };
  const person = await approvers.person(by.user, by.team, hostsOf(change));
  const { reason } = given;
  if (act === 'reject') return await changes.reject(id, { by: person, reason });
  const isWanted = change.approval.needsCode && refusedAnyway(change, act, by.user, digest) === null;
  const code = isWanted ? await codes.judge(by.user, given.code) : 'none';
  return await changes.confirm(id, { by: person, digest, reason, code });
}

/** Why the answer of this person cannot count whatever the policy says of them and whatever they type; asks nobody. */
export function refusedAnyway(
  { approval }: Change,
  act: 'confirm' | 'reject',
  by: string,
  digest: string,
  at = Date.now(),
): AnswerRefusal | null {
  const given = { by, at, may: 'yes', reason: 'given' } as const;
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

/** Logs what came of it, and tells the person alone why it did not count. */
export async function tellDecision(act: string, id: string, answer: Answer, by: Decider, ports: Ports): Promise<void> {
  const facts = { request: by.id, user: by.user, change: id, act };
  if (answer.kind === 'moved') {
    ports.log.info({ ...facts, state: answer.change.approval.state }, 'a change was decided on');
    return;
  }
  const { refusal, change } = answer;
  ports.metrics.changes.inc({ outcome: 'refused' });
  ports.log.info({ ...facts, refusal: refusal.code }, 'a click on a change did not count');
  const operators = change === null ? '' : operatorsOf(change, ports.approvers);
  const { at = by.place, user } = by;
  await ports.respondTo(by.responseUrl, { ...at, user })(refusalPage(refusal, id, operators));
}
