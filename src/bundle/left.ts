/** Names that are told of what was left out; the others are counted. */
const MOST_TOLD = 6;

/** What of a bundle could not be read whole. */
export class Left {
  private readonly names: string[] = [];
  private count = 0;

  add(name: string): void {
    if (this.names.includes(name)) return;
    this.count += 1;
    if (this.names.length < MOST_TOLD) this.names.push(name);
  }

  /** null where nothing was left out. */
  told(): string | null {
    const more = this.count - this.names.length;
    return this.count === 0 ? null : `${this.names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  }
}
