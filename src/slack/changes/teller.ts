import { type Change, isEnded, type Summary, stateOf } from '../../changes/change.ts';
import type { Followed } from '../../changes/service.ts';
import { isEnding } from '../../core/describe/change/index.ts';
import type { Page, Place } from '../message.ts';
import { Undelivered } from '../outbox/outbox.ts';
import type { Ports } from '../ports.ts';
import { threadPage } from './card/index.ts';
import { isShut, SHOWN, type Shown } from './cards.ts';
import { HeldElsewhere, holding } from './holding.ts';
import { namesFor } from './names.ts';
import { cardKey } from './outgoing.ts';
import { subjectOf } from './subject.ts';

type TellerPorts = Pick<
  Ports,
  'changes' | 'cards' | 'cardPatience' | 'approvers' | 'outbox' | 'store' | 'slack' | 'log' | 'metrics' | 'now'
>;

const MOST_AT_ONCE = 10;

/** Tells in Slack what happens to changes: on the card, in its thread, and the end to whoever asked. */
export class Teller {
  private readonly ports: TellerPorts;
  private unfollow: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(ports: TellerPorts) {
    this.ports = ports;
  }

  /** Tells from now on; to be called before changes are worked on. */
  follow(): void {
    this.unfollow = this.ports.changes.follow((followed) => this.tell(followed));
  }

  /** Looks for cards that are missing or untrue, from now on. */
  start(): void {
    const look = (deep: boolean) => {
      void this.mend(deep)
        .catch((err) => this.ports.log.info({ err }, 'it is not known which cards are missing'))
        .then(() => {
          if (this.isStopped) return;
          this.timer = setTimeout(() => look(false), this.ports.cardPatience.everyMs);
          this.timer.unref();
        });
    };
    look(true);
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    this.unfollow?.();
  }

  /** The end is told once over all processes, and again where it was not; what came before is told as well as it can be. */
  private async tell(followed: Followed): Promise<void> {
    const { change, entries } = followed;
    const { id } = change.approval;
    if (isLast(change)) {
      const { store, cardPatience } = this.ports;
      return await holding(store, `told/${id}`, cardPatience.leaseMs, () => this.tellLast(followed));
    }
    if (entries.length === 0) return;
    void this.ports.cards.refresh(change.group ?? id).catch((fault) => this.untrue(id, fault));
    await this.line(followed).catch((fault) => this.untrue(id, fault));
  }

  private async tellLast(followed: Followed): Promise<void> {
    const { changes, cards, log, metrics } = this.ports;
    const { id } = followed.change.approval;
    const newest = await changes.get(id);
    if (newest === null || newest.told) return;
    // Its card stands, so that somebody confirmed it, but Slack's reply was lost: its place is looked for.
    const shown = newest.group === null ? newest : await changes.get(newest.group);
    if (shown !== null && cards.isComing(shown) && newest.approval.state !== 'cancelled')
      throw new HeldElsewhere(`the card of ${id}`);
    await cards.refresh(newest.group ?? id);
    // By the time that an end is told more is known of it, as that nothing is left on the host: thread and card say the same.
    const told = isEnded(newest) && stateOf(newest) === stateOf(followed.change) ? newest : followed.change;
    // What is not an end is not told again by whoever works on changes: a card of which nothing is known is looked after here.
    await this.line(wholeEnd({ ...followed, change: told })).catch(async (fault) => {
      if (!isEnded(newest)) await cards.forget(id);
      throw fault;
    });
    if (!isEnded(newest)) return;
    const state = stateOf(newest);
    if (newest.group === null) metrics.changes.inc({ outcome: state });
    await cards.forget(id);
    log.info({ change: id, state, host: newest.approval.host }, 'the end of a change was told');
  }

  /** A line in the thread below the card; where there is none any more, whoever asked is told the end alone. */
  private async line({ change, entries }: Followed): Promise<void> {
    const { changes, approvers, outbox, slack } = this.ports;
    const { id, askedAt } = change.approval;
    const whole = (await changes.get(change.group ?? id)) ?? change;
    const page = threadPage({ change, entries }, await subjectOf(whole, changes), namesFor(whole, approvers));
    if (page === null) return;
    const key = isEnded(change)
      ? `${cardKey(id)}/${stateOf(change)}`
      : `${cardKey(id)}/${stateOf(change)}/${change.journal}`;
    const to = threadOf(whole);
    if (to === null) return await this.direct(change, key, page);
    try {
      const isAgain = entries.length === 0;
      if (isAgain && (await slack.find(to, key, askedAt)) !== null) return;
      await outbox.post({ to, key, kind: 'notice', page, once: isEnded(change) });
    } catch (fault) {
      if (!(fault instanceof Undelivered) || !(isShut(fault) || fault.reason === 'thread-gone')) throw fault;
      await this.direct(change, key, page);
    }
  }

  /** Who asked is told the end; nothing else is worth a message to them. */
  private async direct(change: Change, key: string, page: Page): Promise<void> {
    // A request whose card could not be posted was taken back, and its asker told so.
    const isTakenBack = change.card === null && change.approval.state === 'cancelled';
    if (!isLast(change) || change.group !== null || isTakenBack) return;
    const { id, asker } = change.approval;
    try {
      await this.ports.outbox.post({ to: { channel: asker }, key: `${key}/direct`, kind: 'notice', page });
    } catch (fault) {
      if (!(fault instanceof Undelivered) || !isShut(fault)) throw fault;
      this.ports.log.warn({ change: id, reason: fault.reason, slack: fault.slack }, 'nobody could be told of a change');
    }
  }

  /** What a killed process left, and what Slack did not take: `deep` looks at each change, otherwise at what is listed of it. */
  private async mend(deep: boolean): Promise<void> {
    const { store, changes, cardPatience, now } = this.ports;
    const shown = new Map((await store.list(SHOWN)).map(({ key, value }) => [key, value as unknown as Shown]));
    const all = (await changes.open()).filter((each) => {
      const known = shown.get(`${SHOWN}${each.id}`);
      if (!OPEN_STATES.has(each.state)) return false;
      if (known === undefined) return now() - each.askedAt >= cardPatience.freshMs;
      return !known.lost && (deep || known.state !== each.state);
    });
    for (let i = 0; i < all.length && !this.isStopped; i += MOST_AT_ONCE)
      await Promise.all(all.slice(i, i + MOST_AT_ONCE).map((each) => this.mendOne(each, shown)));
  }

  private async mendOne({ id, state }: Summary, shown: ReadonlyMap<string, Shown>): Promise<void> {
    try {
      const known = shown.get(`${SHOWN}${id}`);
      const change = await this.ports.changes.get(id);
      if (change === null || (known?.state === stateOf(change) && known.journal === change.journal)) return;
      if (state === 'needs-hands' && change.group === null) await this.tell({ change, entries: [] });
      else await this.ports.cards.refresh(id);
    } catch (fault) {
      this.untrue(id, fault);
    }
  }

  private untrue(id: string, err: unknown): void {
    if (!(err instanceof HeldElsewhere))
      this.ports.log.warn({ change: id, err }, 'what a change came to is not told yet');
  }
}

const OPEN_STATES: ReadonlySet<string> = new Set(['pending', 'applying', 'needs-hands']);

/** What comes behind an end that was not told yet (a late click, the tidied host) stands for it: the end is told, where it is not there. */
function wholeEnd({ change, entries }: Followed): Followed {
  return { change, entries: isEnded(change) && !entries.some(isEnding) ? [] : entries };
}

/** Nothing comes after it by itself. */
function isLast(change: Change): boolean {
  return isEnded(change) || change.approval.state === 'needs-hands';
}

function threadOf({ thread, card }: Change): Place | null {
  const channel = thread?.channel ?? card?.channel;
  const ts = thread?.ts ?? card?.ts;
  return channel === undefined || ts === undefined ? null : { channel, thread: ts };
}
