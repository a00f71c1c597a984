import type { MessageKind, Outgoing, Page, Posted } from '../message.ts';
import type { Ports } from '../ports.ts';
import { renderProgress } from '../render/index.ts';

/** The message that will be the answer: what is being done meanwhile, where that takes longer. */
export class Progress {
  private readonly base: Omit<Outgoing, 'kind' | 'page'>;
  private readonly ports: Ports;
  private readonly timer: NodeJS.Timeout;
  private posted: Promise<Posted | null> | undefined;

  constructor(ports: Ports, base: Omit<Outgoing, 'kind' | 'page'>, doing: string) {
    this.ports = ports;
    this.base = base;
    this.timer = setTimeout(() => {
      this.posted = this.post('progress', renderProgress(doing)).catch((err) => {
        ports.log.info({ key: base.key, err }, 'progress was not posted');
        return null;
      });
    }, ports.soonMs);
  }

  /** The answer: a new message, or the one that stands already. */
  async answer(page: Page): Promise<Posted> {
    return (await this.replace('answer', page)) ?? this.post('answer', page);
  }

  /** There is no answer; what stands already must not wait for one. */
  async withdraw(page: Page): Promise<void> {
    await this.replace('notice', page).catch((err) =>
      this.ports.log.info({ key: this.base.key, err }, 'not withdrawn'),
    );
  }

  private async replace(kind: MessageKind, page: Page): Promise<Posted | null> {
    clearTimeout(this.timer);
    const at = (await this.posted) ?? null;
    if (at !== null) await this.ports.outbox.edit(at, { ...this.base, kind, page });
    return at;
  }

  private post(kind: MessageKind, page: Page): Promise<Posted> {
    return this.ports.outbox.post({ ...this.base, kind, page });
  }
}
