import { stateOf } from '../../changes/change.ts';
import type { Outgoing } from '../message.ts';
import type { Approvers } from '../people/approvers.ts';
import { type CardSubject, cardPage } from './card/index.ts';
import { namesFor } from './names.ts';

/** A card's key; one change has one card at a time. */
export const cardKey = (id: string) => `change/${id}`;

/** A card, wherever it is posted. */
export type CardMessage = Omit<Outgoing, 'to'>;

/** The card as it is to stand now. It is posted to where the change was asked for. */
export function cardMessage(subject: CardSubject, approvers: Pick<Approvers, 'operators'>, now: number): CardMessage {
  const { change } = subject;
  const { id } = change.approval;
  const page = cardPage(subject, namesFor(change, approvers), now);
  return { key: cardKey(id), kind: 'change', change: id, state: stateOf(change), page };
}
