import { MOST_KEPT } from './limits.ts';

/** Counts the characters that are kept of one bundle, over all its hosts. */
export class Budget {
  kept = 0;

  /** True where there is room for so many more, which are counted then. */
  take(characters: number): boolean {
    if (this.kept + characters > MOST_KEPT) return false;
    this.kept += characters;
    return true;
  }

  /** What was kept and is no more. */
  give(characters: number): void {
    this.kept -= characters;
  }
}

/** A line of a piece holds the whole piece as long as it is kept; its copy does not. */
export const copied = (text: string) => Buffer.from(text).toString();
