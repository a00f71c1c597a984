import type { MessageKind, Outgoing, Page, Posted } from '../message.ts';
import { Undelivered } from '../outbox/outbox.ts';
import type { Ports } from '../ports.ts';
import { renderProgress } from '../render/index.ts';

/** What a message takes that does not have to wait for others of its channel. */
const POST_MS = 500;

/** The message that will be the answer: what is being done meanwhile, where that takes longer. */
export class Progress {
  private readonly base: Omit<Outgoing, 'kind' | 'page'>;
  private readonly ports: Ports;
  private readonly timer: NodeJS.Timeout;
  private readonly late: NodeJS.Timeout;
  private posted: Promise<Posted | null> | undefined;
  private isSettled = false;

  /** `onLate` is called where nothing stands by the time that progress would: other messages wait to be posted there. */
  constructor(ports: Ports, base: Omit<Outgoing, 'kind' | 'page'>, doing: string, onLate: () => void) {
    this.ports = ports;
    this.base = base;
    this.timer = setTimeout(() => {
      this.posted = this.begin(renderProgress(doing)).catch((err) => {
        ports.log.info({ key: base.key, err }, 'progress was not posted');
        return null;
      });
    }, ports.soonMs);
    this.late = setTimeout(onLate, ports.soonMs + POST_MS);
  }

  private async begin(page: Page): Promise<Posted> {
    const stands = await this.post('progress', page);
    await this.ports.open.shows(this.request, stands);
    return stands;
  }

  /** The answer: a new message, or the one that stands already. Where Slack does not let that be edited any more, a new one all the same. */
  async answer(page: Page): Promise<Posted> {
    return await this.become({ key: this.base.key, kind: 'answer', page });
  }

  /** The same for a message of another kind, which has a key of its own. */
  async become(message: Omit<Outgoing, 'to'>): Promise<Posted> {
    const at = await this.settle();
    if (at === null) return this.send(message);
    try {
      await this.ports.outbox.edit(at, { ...this.base, ...message });
      return at;
    } catch (fault) {
      if (!(fault instanceof Undelivered) || fault.reason !== 'given-up') throw fault;
      this.ports.log.info({ key: this.base.key, slack: fault.slack }, 'progress was not edited: the answer is posted');
      return this.ports.outbox.post({
        ...this.base,
        ...message,
        key: message.key === this.base.key ? `${message.key}/anew` : message.key,
      });
    }
  }

  /** There is no answer; what stands already must not wait for one. Nothing is done where the answer was tried. */
  async withdraw(page: Page): Promise<void> {
    clearTimeout(this.late);
    if (this.isSettled) return;
    const at = await this.settle();
    if (at === null) return;
    await this.ports.outbox
      .edit(at, { ...this.base, kind: 'notice', page })
      .catch((err) => this.ports.log.info({ key: this.base.key, err }, 'not withdrawn'));
  }

  /** No progress is told any more; gives the message that tells it, where one stands. */
  private async settle(): Promise<Posted | null> {
    this.isSettled = true;
    clearTimeout(this.timer);
    const at = (await this.posted) ?? null;
    // Should the process end from now on, the answer may stand there.
    if (at !== null) await this.ports.open.shows(this.request, null);
    return at;
  }

  /** The id of the request is what keys begin with. */
  private get request(): string {
    return this.base.key.split('/')[0]!;
  }

  private post(kind: MessageKind, page: Page): Promise<Posted> {
    return this.send({ key: this.base.key, kind, page });
  }

  private async send(message: Omit<Outgoing, 'to'>): Promise<Posted> {
    const stands = await this.ports.outbox.post({ ...this.base, ...message });
    clearTimeout(this.late);
    return stands;
  }
}
