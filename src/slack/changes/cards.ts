import { type Change, stateOf } from '../../changes/change.ts';
import type { Json } from '../../store/store.ts';
import type { Posted } from '../message.ts';
import { Undelivered } from '../outbox/outbox.ts';
import type { Ports } from '../ports.ts';
import { renderNotice } from '../render/index.ts';
import { holding } from './holding.ts';
import { type CardMessage, cardKey, cardMessage } from './outgoing.ts';
import { subjectOf } from './subject.ts';

/** What the card of a change shows, as far as is known: written after each edit, so that what a crash left behind is found. */
export interface Shown {
  readonly state: string;
  /** Entries of the journal by then. */
  readonly journal: number;
  /** The place is gone or closed to us: nothing is shown any more. */
  readonly lost: boolean;
}

export const SHOWN = 'card:';
const leaseOf = (id: string) => `card/${id}`;

/** What is a part of a whole has no card of its own. */
const NONE: Shown = { state: '', journal: 0, lost: true };

/** How long things about cards are waited for, in milliseconds; a test is in a hurry. */
export interface CardPatience {
  /** Between two looks for cards that are missing or untrue. */
  readonly everyMs: number;
  /** A change that was asked for just now gets its card from whoever was asked. */
  readonly freshMs: number;
  /** After so long a killed process counts as gone. */
  readonly leaseMs: number;
}

export const CARD_PATIENCE: CardPatience = { everyMs: 15_000, freshMs: 20_000, leaseMs: 30_000 };

type CardPorts = Pick<Ports, 'changes' | 'approvers' | 'outbox' | 'store' | 'slack' | 'log' | 'now' | 'cardPatience'>;

/** Keeps the cards true: each shows what its change is now, whoever moved it. */
export class Cards {
  private readonly ports: CardPorts;
  private readonly running = new Map<string, Promise<void>>();
  private readonly waiting = new Map<string, Promise<void>>();

  constructor(ports: CardPorts) {
    this.ports = ports;
  }

  /**
   * Resolves once the card shows what the change is from now on, or where there is no place for it any more; rejects with
   * `Undelivered` where Slack does not take it now. Calls that come while one is under way are one.
   */
  refresh(id: string): Promise<void> {
    const waiting = this.waiting.get(id);
    if (waiting !== undefined) return waiting;
    const before = this.running.get(id) ?? Promise.resolve();
    const run: Promise<void> = before
      .catch(() => {})
      .then(() => {
        this.waiting.delete(id);
        this.running.set(id, run);
        return this.untilTrue(id);
      })
      .finally(() => {
        if (this.running.get(id) === run) this.running.delete(id);
      });
    this.waiting.set(id, run);
    return run;
  }

  /** The card of a change that was asked for just now; `stand` posts it, or lets it take the place of what stands. */
  async first(id: string, stand: (message: CardMessage) => Promise<Posted>): Promise<Posted> {
    const { changes, store, cardPatience, log } = this.ports;
    const { stands, journal } = await holding(store, leaseOf(id), cardPatience.leaseMs, async () => {
      const change = (await changes.get(id))!;
      const posted = await stand(await this.messageOf(change));
      await changes.shown(id, posted);
      await this.keep(id, { state: stateOf(change), journal: change.journal, lost: false });
      return { stands: posted, journal: change.journal };
    });
    // Somebody may have clicked before it was kept where it stands.
    const newest = await changes.get(id);
    if (newest?.journal !== journal)
      void this.refresh(id).catch((err) => log.info({ change: id, err }, 'a card is not true yet'));
    return stands;
  }

  /** Nothing is shown of it any more that could become untrue. */
  async forget(id: string): Promise<void> {
    await this.ports.store.commit([{ kind: 'remove', key: `${SHOWN}${id}`, version: 'any' }]);
  }

  /** Whoever was asked for it posts its card. */
  isComing({ card, group, approval: { askedAt } }: Change): boolean {
    return card === null && group === null && this.ports.now() - askedAt < this.ports.cardPatience.freshMs;
  }

  /** Two processes may edit one card in any order; whoever edits last has seen the newest. */
  private async untilTrue(id: string): Promise<void> {
    for (;;) {
      const change = await this.ports.changes.get(id);
      if (change === null) return;
      if (change.group !== null) return await this.keep(id, NONE);
      if (this.isComing(change)) return;
      const lost = !(await this.show(change));
      const shown: Shown = { state: stateOf(change), journal: change.journal, lost };
      await this.keep(id, shown);
      const newest = await this.ports.changes.get(id);
      if (lost || newest === null || (newest.journal === shown.journal && stateOf(newest) === shown.state)) return;
    }
  }

  /** False where there is no place for it. */
  private async show(change: Change): Promise<boolean> {
    if (change.card === null) return await this.post(change);
    const message = await this.messageOf(change);
    const { channel, ts } = change.card;
    try {
      await this.ports.outbox.edit({ channel, ts }, { ...message, to: this.placeOf(change) });
      return true;
    } catch (fault) {
      if (!(fault instanceof Undelivered)) throw fault;
      if (isGone(fault)) return isWaiting(change) && (await this.post(change));
      if (isShut(fault)) return await this.shut(change, fault);
      throw fault;
    }
  }

  /** Posts a card that does not stand, unless one is found that a process before this one posted. */
  private async post({ approval: { id, askedAt }, card }: Change): Promise<boolean> {
    const { changes, outbox, slack, store, cardPatience } = this.ports;
    return await holding(store, leaseOf(id), cardPatience.leaseMs, async () => {
      const change = await changes.get(id);
      if (change === null || change.thread === null) return false;
      if (change.card?.ts !== card?.ts) return true;
      const to = this.placeOf(change);
      try {
        const ts = card === null ? await slack.find(to, cardKey(id), askedAt) : null;
        const message = { ...(await this.messageOf(change)), to };
        const stands = ts === null ? await outbox.post(message) : { channel: to.channel, ts };
        if (ts !== null) await outbox.edit(stands, message);
        await changes.shown(id, stands);
        return true;
      } catch (fault) {
        if (fault instanceof Undelivered && (isShut(fault) || fault.reason === 'thread-gone'))
          return await this.shut(change, fault);
        throw fault;
      }
    });
  }

  /** Whoever asked is told once that nobody sees the card. */
  private async shut({ approval: { id, asker, state } }: Change, { reason, slack: word }: Undelivered): Promise<false> {
    this.ports.log.warn({ change: id, reason, slack: word }, 'the card of a change has no place any more');
    const known = await this.shown(id);
    if (known?.lost !== true && state === 'pending') {
      const page = renderNotice(
        `Nobody sees the card of \`${id}\` any more: I may not post where you asked for it.`,
        'It waits until it expires. On my Home tab it can be decided on and cancelled.',
      );
      const message = { to: { channel: asker }, key: `${cardKey(id)}/lost`, kind: 'notice' as const, page };
      await this.ports.outbox.post(message).catch(() => {});
    }
    return false;
  }

  private async messageOf(change: Change) {
    const { changes, approvers, now } = this.ports;
    return cardMessage(await subjectOf(change, changes), approvers, now());
  }

  /** In a thread where it was asked for in one; a thread that is the card's own is no place for the card. */
  private placeOf({ thread, card }: Change): { readonly channel: string; readonly thread?: string } {
    const { channel, ts } = thread ?? card!;
    return ts === null || ts === card?.ts ? { channel } : { channel, thread: ts };
  }

  async shown(id: string): Promise<Shown | null> {
    return ((await this.ports.store.read(`${SHOWN}${id}`))?.value as unknown as Shown | undefined) ?? null;
  }

  private async keep(id: string, shown: Shown): Promise<void> {
    const value = shown as unknown as Json;
    await this.ports.store.commit([{ kind: 'write', key: `${SHOWN}${id}`, version: 'any', value }]);
  }
}

/** Somebody deleted it, or it may not be edited any more. */
function isGone({ reason, slack }: Undelivered): boolean {
  return reason === 'given-up' && /^(message_not_found|cant_update_message|edit_window_closed)$/.test(slack ?? '');
}

/** The place takes nothing from us. */
export function isShut({ reason }: Undelivered): boolean {
  return ['not-in-channel', 'channel-not-found', 'archived', 'forbidden'].includes(reason);
}

const isWaiting = ({ approval: { state } }: Change) => ['pending', 'applying', 'needs-hands'].includes(state);
