import { Problem } from '../../src/problem.ts';
import { checkSteps } from '../../src/store/steps.ts';
import type { Json, Lease, Step, Store, Stored } from '../../src/store/store.ts';

interface Kept extends Stored {
  readonly expires?: number;
}

/** A store in memory, to the letter of the interface, whose failure can be asked for. Several processes may share one. */
export class MemoryStore implements Store {
  /** As an adapter says it: with an address and a library's words. */
  static readonly FAULT = 'Redis at 10.77.0.1:6379 does not do what it was asked: the stream is gone.';
  /** While true every call rejects, as when the store cannot be reached. */
  down = false;
  private readonly now: () => number;
  private readonly kept = new Map<string, Kept>();
  private readonly logs = new Map<string, Json[]>();
  private readonly leases = new Map<string, Lease>();
  private readonly fences = new Map<string, number>();
  private lastVersion = 0;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  async read(key: string): Promise<Stored | null> {
    this.reach();
    const kept = this.live(key);
    return kept === undefined ? null : { value: kept.value, version: kept.version };
  }

  async list(prefix: string): Promise<readonly (Stored & { readonly key: string })[]> {
    this.reach();
    const keys = this.names().filter((key) => key.startsWith(prefix) && this.live(key) !== undefined);
    return keys.map((key) => ({ key, value: this.live(key)!.value, version: this.live(key)!.version }));
  }

  async commit(steps: readonly Step[], lease?: Lease): Promise<boolean> {
    this.reach();
    checkSteps(steps);
    for (const key of [...this.kept.keys()]) if (this.live(key) === undefined) this.kept.delete(key);
    if (lease !== undefined && !this.holds(lease)) return false;
    if (!steps.every((step) => step.kind === 'append' || this.fits(step.key, step.version))) return false;
    for (const step of steps) this.apply(step);
    return true;
  }

  async entries(log: string, from: number, limit: number) {
    this.reach();
    const all = (this.logs.get(log) ?? []).map((entry, index) => ({ number: index + 1, entry }));
    return all.filter(({ number }) => number >= from).slice(0, limit);
  }

  async acquire(name: string, holder: string, forMs: number): Promise<Lease | null> {
    this.reach();
    const before = this.leases.get(name);
    if (before !== undefined && before.expires > this.now()) return null;
    const fence = (this.fences.get(name) ?? 0) + 1;
    this.fences.set(name, fence);
    return this.keep({ name, holder, fence, expires: this.now() + forMs });
  }

  async renew(lease: Lease, forMs: number): Promise<Lease | null> {
    this.reach();
    return this.holds(lease) ? this.keep({ ...lease, expires: this.now() + forMs }) : null;
  }

  async release(lease: Lease): Promise<void> {
    this.reach();
    if (this.holds(lease)) this.leases.delete(lease.name);
  }

  async warnings(): Promise<readonly string[]> {
    return [];
  }

  async ready(): Promise<boolean> {
    return !this.down;
  }

  async close(): Promise<void> {}

  /** Of all values that take room. */
  names(): string[] {
    return [...this.kept.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  private reach(): void {
    if (!this.down) return;
    throw new Problem({ code: 'store', message: MemoryStore.FAULT, next: 'Start it again.', exit: 1 });
  }

  private live(key: string): Kept | undefined {
    const kept = this.kept.get(key);
    return kept?.expires !== undefined && kept.expires <= this.now() ? undefined : kept;
  }

  private fits(key: string, version: number | null | 'any'): boolean {
    return version === 'any' || (this.live(key)?.version ?? null) === version;
  }

  private apply(step: Step): void {
    if (step.kind === 'append') this.logs.set(step.log, [...(this.logs.get(step.log) ?? []), step.entry]);
    else if (step.kind === 'remove') this.kept.delete(step.key);
    else {
      const { key, value, expires } = step;
      this.kept.set(key, { value, version: ++this.lastVersion, ...(expires === undefined ? {} : { expires }) });
    }
  }

  private holds({ name, holder, fence }: Lease): boolean {
    const held = this.leases.get(name);
    return held?.holder === holder && held.fence === fence && held.expires > this.now();
  }

  private keep(lease: Lease): Lease {
    this.leases.set(lease.name, lease);
    return lease;
  }
}
