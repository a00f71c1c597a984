/** Ids seen lately by this process, with an end each and at most so many: the oldest go first. */
export class Seen {
  private readonly ends = new Map<string, number>();
  private readonly most: number;

  constructor(most = 20_000) {
    this.most = most;
  }

  /** True where it was not there. */
  add(id: string, now: number, forMs: number): boolean {
    if ((this.ends.get(id) ?? 0) > now) return false;
    this.ends.delete(id);
    this.ends.set(id, now + forMs);
    if (this.ends.size > this.most) this.ends.delete(this.ends.keys().next().value!);
    return true;
  }

  remove(id: string): void {
    this.ends.delete(id);
  }
}
