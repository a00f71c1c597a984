import { Connection, type Ending, type Opening } from './connection.ts';
import { waitAfter } from './patience.ts';

/** What happens to a link, for the log and the readiness. */
export interface LinkEvents {
  opened(): void;
  ended(ending: Ending): void;
  /** It could not be opened; another attempt follows by itself. */
  failed(fault: unknown, waitMs: number): void;
}

/** One place of the pair: always a connection, or on the way to the next. */
export class Link {
  private current: Connection | undefined;
  private stopping = false;
  private renewing = false;
  private wake: () => void = () => {};
  private readonly opening: Opening;
  private readonly events: LinkEvents;

  constructor(opening: Opening, events: LinkEvents) {
    this.opening = opening;
    this.events = events;
  }

  /** The connection that is open now. */
  get connection(): Connection | undefined {
    return this.current;
  }

  /** Keeps a connection open until it is stopped. */
  async run(): Promise<void> {
    for (let failures = 0; !this.stopping; ) {
      try {
        await this.openNext();
        failures = 0;
      } catch (fault) {
        if (this.stopping) return;
        failures += 1;
        await this.pause(fault, failures);
        continue;
      }
      await this.untilEnded();
    }
  }

  /** Opens a new connection beside the old one, and only then closes the old one. */
  async renew(): Promise<void> {
    const old = this.current;
    if (old === undefined || this.stopping || this.renewing) return;
    this.renewing = true;
    const next = new Connection(this.opening);
    try {
      await next.open();
    } catch (fault) {
      this.events.failed(fault, 0);
      return;
    } finally {
      this.renewing = false;
    }
    // The old one may have ended meanwhile; then the loop has its own successor.
    if (this.stopping || this.current !== old) return next.close('closed');
    this.current = next;
    old.close('closed');
  }

  stop(): void {
    this.stopping = true;
    this.wake();
    this.current?.close('closed');
  }

  private async openNext(): Promise<void> {
    const connection = new Connection(this.opening);
    this.wake = () => connection.close('closed');
    await connection.open();
    if (this.stopping) return connection.close('closed');
    this.current = connection;
    this.events.opened();
  }

  /** A renewed link goes on with its new connection. */
  private async untilEnded(): Promise<void> {
    for (let at = this.current; at !== undefined; ) {
      const ending = await at.ended;
      if (this.current === at) {
        this.current = undefined;
        this.events.ended(ending);
        return;
      }
      at = this.current;
    }
  }

  private async pause(fault: unknown, failures: number): Promise<void> {
    const ms = waitAfter(failures, this.opening.patience);
    this.events.failed(fault, ms);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
