import { setMaxListeners } from 'node:events';
import type { Bot, HomeOpened } from './bot.ts';
import { openBox } from './conversation/box.ts';
import { converse } from './conversation/conversation.ts';
import { declineTo } from './conversation/decline-to.ts';
import { stopping } from './conversation/problems.ts';
import { showHome } from './home/home.ts';
import type { Incoming } from './incoming.ts';
import type { Ports } from './ports.ts';
import { isDoneWithin } from './within.ts';

/** Takes what the listeners hand over, works on all of it at the same time, and knows when it is done. */
export class Desk implements Bot {
  readonly user: string;
  private readonly ports: Ports;
  private readonly working = new Set<Promise<void>>();
  private readonly control = new AbortController();

  constructor(user: string, ports: Ports) {
    this.user = user;
    this.ports = ports;
    setMaxListeners(0, this.control.signal);
  }

  ask(incoming: Incoming): void {
    this.work(incoming.id, () => converse(incoming, this.ports, this.control.signal));
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
    const working = Promise.resolve()
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
