import type { Connection } from './connection.ts';
import type { Link } from './link.ts';

/** Slack sends each payload to either link, by no pattern it promises; so many in a row to one are no chance any more. */
const IN_A_ROW = 12;

/**
 * Finds links that answer pings and deliver nothing, which Slack's sockets do at times for hours (bolt-js #1061). None can be told from
 * one where nothing happens, so a quiet link is renewed now and then, and at once where the other one gets everything.
 */
export class DeafWatch {
  private readonly links: readonly Link[];
  private readonly quiet: number;
  private readonly now: () => number;
  private readonly timer: NodeJS.Timeout;
  private row: { readonly by: Connection | undefined; readonly count: number } = { by: undefined, count: 0 };

  constructor(links: readonly Link[], quiet: number, now: () => number) {
    this.links = links;
    this.quiet = quiet;
    this.now = now;
    this.timer = setInterval(() => this.look(), Math.max(10, quiet / 4));
    this.timer.unref();
  }

  /** A payload came by this connection. */
  delivered(by: Connection): void {
    this.row = { by, count: by === this.row.by ? this.row.count + 1 : 1 };
    if (this.row.count < IN_A_ROW) return;
    this.row = { by, count: 0 };
    void this.links.find(({ connection }) => connection !== by)?.renew();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** One at a time: the other one is there meanwhile. */
  private look(): void {
    const open = this.links.filter(({ connection }) => connection !== undefined);
    const [longest] = open.sort((a, b) => a.connection!.lastPayload - b.connection!.lastPayload);
    if (longest !== undefined && this.now() - longest.connection!.lastPayload > this.quiet) void longest.renew();
  }
}
