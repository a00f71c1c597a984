import { setMaxListeners } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import type { Bot, HomeOpened } from './bot.ts';
import { type Act, clicked } from './changes/click.ts';
import type { OpenBox } from './changes/open-box.ts';
import { voted } from './changes/vote.ts';
import type { VoteGiven } from './changes/vote-view.ts';
import { openBox } from './conversation/box.ts';
import { converse } from './conversation/conversation.ts';
import { declineTo } from './conversation/decline-to.ts';
import { openFixForm } from './conversation/fix-form.ts';
import { misfit } from './conversation/misfit.ts';
import { stopping, tooMuchAtOnce } from './conversation/problems.ts';
import { refreshHome, showHome } from './home/home.ts';
import type { Incoming } from './incoming.ts';
import type { Ports } from './ports.ts';
import { isDoneWithin } from './within.ts';

const MOST_AT_ONCE = 200;
const MOST_TOLD = 1_000;

/** Takes what the listeners hand over, works on all of it at the same time, and knows when it is done. */
export class Desk implements Bot {
  readonly user: string;
  private readonly ports: Ports;
  private readonly working = new Set<Promise<void>>();
  private readonly control = new AbortController();
  private asked = 0;

  constructor(user: string, ports: Ports) {
    this.user = user;
    this.ports = ports;
    setMaxListeners(0, this.control.signal);
  }

  ask(incoming: Incoming): void {
    if (this.asked >= (this.ports.mostAtOnce ?? MOST_AT_ONCE)) {
      this.refuse(incoming);
      return;
    }
    this.asked += 1;
    this.work(incoming.id, () =>
      converse(incoming, this.ports, this.control.signal).finally(() => {
        this.asked -= 1;
      }),
    );
  }

  misfit(filled: Pick<Incoming, 'words' | 'pastes' | 'files'>): string | null {
    return misfit(filled, this.ports);
  }

  /** A flood must not pile up: who asks beyond so many is told, and a flood of those is only counted. */
  private refuse(incoming: Incoming): void {
    this.ports.metrics.outcomes.inc({ outcome: 'busy' });
    const { asked } = this;
    if (incoming.way === 'files' || this.left > MOST_TOLD) return;
    this.work(incoming.id, async () => {
      if (!(await this.ports.deliveries.isNew(...incoming.deliveries))) return;
      await declineTo(incoming, tooMuchAtOnce(asked), this.ports);
    });
  }

  openPaste(incoming: Incoming): void {
    const { trigger, id, user, team, deliveries } = incoming;
    if (trigger === undefined) return;
    this.work(id, async () => {
      if (!(await this.ports.deliveries.isNew(...deliveries))) return;
      await openBox({ ...incoming, trigger }, this.ports.access.asker(user, team), this.ports).catch((fault) =>
        declineTo(incoming, fault, this.ports),
      );
    });
  }

  openValues(incoming: Incoming): void {
    this.work(incoming.id, async () => {
      try {
        const asks = await openFixForm(incoming, this.ports);
        if (asks !== null) this.ask(asks);
      } catch (fault) {
        await declineTo(incoming, fault, this.ports);
      }
    });
  }

  change(act: Act, incoming: Incoming): void {
    this.work(incoming.id, () => clicked(act, incoming, this.ports).then(() => refreshHome(incoming, this.ports)));
  }

  vote(vote: VoteGiven, incoming: Incoming, box: OpenBox): void {
    this.work(incoming.id, () => voted(vote, incoming, box, this.ports).then(() => refreshHome(incoming, this.ports)));
  }

  showHome({ id, ...who }: HomeOpened): void {
    this.work(id, () => showHome(who, this.ports));
  }

  /** Waits for what is being worked on; false where that takes longer. */
  isDoneWithin(ms: number): Promise<boolean> {
    return isDoneWithin(Promise.all(this.working), ms);
  }

  /** How much is being worked on. */
  get left(): number {
    return this.working.size;
  }

  /** Whoever waits for a host to be read is told that the bot is being restarted. */
  interrupt(): void {
    this.control.abort(stopping());
  }

  private work(id: string, what: () => Promise<unknown>): void {
    // The acknowledgements of all that came at the same time leave first.
    const working = turn()
      .then(what)
      .then(() => {})
      .catch((err) => {
        this.ports.metrics.errors.inc({ kind: 'bug' });
        this.ports.log.error({ request: id, err }, 'failed');
      })
      .finally(() => this.working.delete(working));
    this.working.add(working);
  }
}
