import { either } from '../hosts/bounded.ts';
import type { Lease } from '../store/store.ts';
import type { Ledger } from './ledger.ts';
import { Stopped } from './stopped.ts';
import type { Held } from './work.ts';

/** Keeps a lease as long as the store lets us; its signal fires when it is lost. */
export class Keeper implements Held {
  readonly signal: AbortSignal;
  private readonly control = new AbortController();
  private readonly both: { readonly signal: AbortSignal; done(): void };
  private readonly timer: NodeJS.Timeout;
  private readonly ledger: Ledger;
  private readonly failed: (fault: unknown) => void;
  lease: Lease;

  /** `failed`: told what the store answered instead. */
  constructor(ledger: Ledger, lease: Lease, ms: number, outer: AbortSignal, failed: (fault: unknown) => void) {
    this.ledger = ledger;
    this.failed = failed;
    this.lease = lease;
    this.both = either(outer, this.control.signal);
    this.signal = this.both.signal;
    this.timer = setInterval(() => void this.renew(ms), ms / 3);
  }

  isHeld(): boolean {
    return this.ledger.now() < this.lease.expires;
  }

  async end(): Promise<void> {
    clearInterval(this.timer);
    this.both.done();
    // Where it is not let go it ends by itself.
    await this.ledger.store.release(this.lease).catch(this.failed);
  }

  private async renew(ms: number): Promise<void> {
    const renewed = await this.ledger.store.renew(this.lease, ms).catch((fault) => {
      this.failed(fault);
      return null;
    });
    if (renewed !== null) this.lease = renewed;
    else this.control.abort(new Stopped('the lease of the host is lost'));
  }
}
