import type { Said } from '../../answering/answering.ts';
import type { Change, Thread } from '../../changes/change.ts';
import { plansIn } from '../../core/plans/answered.ts';
import type { AnyPlan } from '../../core/plans/any-plan.ts';
import type { Line } from '../../core/reply.ts';
import type { Incoming } from '../incoming.ts';
import type { Ports } from '../ports.ts';
import { askedAlready } from './asked-already.ts';
import { cardLink } from './card-link.ts';
import { notAskedWords } from './not-asked.ts';

/** What came of a plan that was said: a request that is kept, or an answer, with why nothing was asked for and the address of the card that asks already. */
export type Requested =
  | { readonly kind: 'asked'; readonly change: Change }
  | { readonly kind: 'answer'; readonly note: string | null; readonly link?: string | null };

/** Asks for the change that a plan of live hosts is for. `words` are those to be typed in a channel. */
export async function request(
  said: Said,
  incoming: Pick<Incoming, 'id' | 'user' | 'place'>,
  words: string,
  { changes, slack, log, metrics, now }: Pick<Ports, 'changes' | 'slack' | 'log' | 'metrics' | 'now'>,
): Promise<Requested> {
  const plans = plansIn(said.json);
  if (plans.length === 0 || plans.some(isOpen)) return { kind: 'answer', note: null };
  const { id: request, user, place } = incoming;
  const never = neverOf(plans, changes);
  if (never === null && isForOne(place.channel)) return { kind: 'answer', note: elsewhere(words) };
  const twin = never === null ? await askedAlready(plans, changes, now()) : null;
  if (twin !== null) return await alreadyWaits(twin, { slack, log });
  const thread: Thread = { channel: place.channel, ts: place.thread ?? null };
  const [first] = plans;
  const asked =
    plans.length === 1 ? await changes.ask(first!, user, thread) : await changes.askTogether(plans, user, thread);
  if (asked.kind === 'refused') {
    log.info({ request, user, refusal: asked.refusal.code }, 'a change was not asked for');
    return { kind: 'answer', note: notAskedWords(asked.refusal, first!) };
  }
  const { id, host, kind, digest } = asked.change.approval;
  metrics.changes.inc({ outcome: 'asked' });
  log.info({ request, user, change: id, host, kind, digest }, 'a change was asked for');
  return { kind: 'asked', change: asked.change };
}

/** The answer says itself what is missing of it, or why it is refused. */
function isOpen({ refusals, applicable, missing, confidence }: AnyPlan): boolean {
  return refusals.length > 0 || missing.length > 0 || confidence === 'needs-values' || !applicable;
}

/** Where policy forbids it anyway, the place does not matter. */
function neverOf(plans: readonly AnyPlan[], changes: Ports['changes']): AnyPlan | null {
  return plans.find(({ host, kind }) => changes.demands(String(host), kind).kind === 'never') ?? null;
}

/** A direct conversation, or a person's Home tab: nobody else would see the card. */
function isForOne(channel: string): boolean {
  return /^[DUW]/.test(channel);
}

async function alreadyWaits(twin: Change, ports: Pick<Ports, 'slack' | 'log'>): Promise<Requested> {
  const { id } = twin.approval;
  const link = await cardLink(twin, ports);
  const where = link === null ? ' Its card stands where it was asked for;' : '';
  const note = `Nothing was asked for: \`${id}\` asks for just that already, and waits for a second person.${where} \`changes ${id}\` tells of it.`;
  return { kind: 'answer', note, link };
}

function elsewhere(words: string): string {
  return `Nothing was asked for: the second person who has to confirm sees no direct message. In a channel, type \`/vmk ${words}\`.`;
}

/** The answer with why nothing was asked for, where everybody reads it. */
export function withNote(said: Said, note: string | null): Said {
  if (note === null) return said;
  const headline: Line = { ...said.reply.headline, text: `${said.reply.headline.text} ${note}` };
  return { ...said, reply: { ...said.reply, headline } };
}
