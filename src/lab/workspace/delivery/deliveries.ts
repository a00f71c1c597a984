import type { DeliveryFault, Faults } from '../faults.ts';
import type { DeliveryLogged, KeptLog } from '../log.ts';
import type { Settings } from '../slack.ts';
import type { Ack, Attempt, Delivery, Transport } from './transport.ts';

const REASONS = {
  operation_timeout: 'http_timeout',
  dispatch_failed: 'connection_failed',
  http_client_error: 'http_error',
  http_service_error: 'http_error',
} as const;

/** Hands things to the app, through whatever faults are switched on. */
export class Deliveries {
  readonly #transport: Transport;
  readonly #faults: Faults;
  readonly #log: KeptLog;
  readonly #settings: Settings;
  readonly #timers = new Map<NodeJS.Timeout, () => void>();
  #held: { readonly type: string; readonly go: () => void }[] = [];
  #closed = false;

  constructor(transport: Transport, faults: Faults, log: KeptLog, settings: Settings) {
    this.#transport = transport;
    this.#faults = faults;
    this.#log = log;
    this.#settings = settings;
  }

  /** Sends once. */
  async send(delivery: Delivery, attempt: Attempt = { number: 0 }): Promise<Ack> {
    const entry = this.#log.delivery(delivery.what, delivery.type, attempt.number, delivery.body);
    const ack = await this.#throughFaults(delivery, attempt, entry);
    entry.outcome = ack.ok ? 'acknowledged' : ack.why;
    if (ack.ok) entry.ack = ack.payload;
    this.#log.changed();
    return ack;
  }

  /** Sends until it is acknowledged, or has been sent as often as Slack sends an event. */
  async sendEvent(delivery: Delivery): Promise<void> {
    let ack = await this.send(delivery);
    for (const [index, ms] of this.#settings.eventRetryMs.entries()) {
      if (ack.ok || !ack.retry || this.#closed) return;
      await this.pause(ms);
      if (this.#closed) return;
      ack = await this.send(delivery, { number: index + 1, reason: REASONS[ack.why] });
    }
  }

  /** Waits; ends at once when the workspace closes. */
  pause(ms: number): Promise<void> {
    return new Promise((done) => {
      if (this.#closed) return done();
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        done();
      }, ms);
      this.#timers.set(timer, done);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const [timer, done] of this.#timers) {
      clearTimeout(timer);
      done();
    }
    this.#timers.clear();
    this.#letGo();
    await this.#transport.close();
  }

  async #throughFaults(delivery: Delivery, attempt: Attempt, entry: DeliveryLogged): Promise<Ack> {
    const faults = this.#faults.ofDelivery(delivery);
    if (faults.length === 0) return this.#go(delivery, attempt, entry, []);
    for (const fault of faults) {
      if (fault.kind === 'delay') await this.pause(fault.ms);
    }
    if (faults.some(({ kind }) => kind === 'drop')) return this.#dropped(entry);
    if (faults.some(({ kind }) => kind === 'reorder')) await this.#hold(delivery.type);
    return this.#go(delivery, attempt, entry, faults);
  }

  async #dropped(entry: DeliveryLogged): Promise<Ack> {
    entry.outcome = 'drop';
    this.#log.changed();
    await this.pause(this.#settings.ackMs);
    return { ok: false, why: 'operation_timeout', retry: true };
  }

  async #go(
    delivery: Delivery,
    attempt: Attempt,
    entry: DeliveryLogged,
    faults: readonly DeliveryFault[],
  ): Promise<Ack> {
    const ack = this.#transport.send(delivery, attempt, entry);
    for (const fault of faults) {
      if (fault.kind === 'repeat') this.#again(delivery, fault.times);
    }
    this.#letGo(delivery.type);
    return ack;
  }

  #again(delivery: Delivery, times: number): void {
    for (let time = 1; time <= times; time += 1) {
      const attempt = { number: time, reason: 'timeout' };
      const entry = this.#log.delivery(delivery.what, delivery.type, time, delivery.body);
      void this.#transport.send(delivery, attempt, entry).then((ack) => {
        entry.outcome = ack.ok ? 'acknowledged' : ack.why;
        this.#log.changed();
      });
    }
  }

  #hold(type: string): Promise<void> {
    return new Promise((go) => {
      this.#held.push({ type, go });
    });
  }

  /** What was held back goes after another of its type has gone. */
  #letGo(type?: string): void {
    const free = this.#held.filter((one) => type === undefined || one.type === type);
    this.#held = this.#held.filter((one) => !free.includes(one));
    for (const { go } of free) go();
  }
}
