import type { Budget } from './budget.ts';
import { EACH, MOST_OF_LOG, MOST_PARTS } from './limits.ts';
import { fromEnd } from './logs.ts';

/** The lines that are kept of one file of a log. */
export interface Part {
  /** 0: the one that is written to; the higher the older. */
  readonly age: number;
  readonly path: string;
  readonly lines: readonly string[];
  readonly size: number;
}

/** Lines that follow each other in one file. */
export interface Run {
  readonly path: string;
  readonly lines: readonly string[];
}

/** The same lines may stand in var/log, var/run/log, scratch/log and osdata. */
const NAMES = 4;

/** The parts of one log of a host: of too many, the latest. */
export class LogParts {
  private parts: Part[] = [];
  private size = 0;
  private readonly budget: Budget;

  constructor(budget: Budget) {
    this.budget = budget;
  }

  /** False where something older, or this part itself, was dropped. */
  add(age: number, path: string, lines: readonly string[]): boolean {
    const size = lines.reduce((sum, { length }) => sum + length + 1, EACH + path.length);
    if (!this.budget.take(size)) return false;
    this.parts.push({ age, path, lines, size });
    this.size += size;
    return !this.isFull() || this.dropOlder();
  }

  /** Twice of what stays, so that many small parts are not sorted at each. */
  private isFull(): boolean {
    return this.parts.length > 2 * MOST_PARTS || this.size > 4 * NAMES * MOST_OF_LOG;
  }

  private dropOlder(): false {
    const latest = this.parts.sort((a, b) => a.age - b.age);
    while (latest.length > MOST_PARTS || this.size > 2 * NAMES * MOST_OF_LOG) {
      const { size } = latest.pop()!;
      this.size -= size;
      this.budget.give(size);
    }
    return false;
  }

  /** Each line once, under the first of the files that hold it, the older ones first. */
  runs(): { readonly runs: readonly Run[]; readonly cut: boolean } {
    const pathOf = new Map<string, string>();
    for (const { path, lines } of this.parts.toSorted((a, b) => b.age - a.age))
      for (const line of lines) if (!pathOf.has(line)) pathOf.set(line, path);
    const all = [...pathOf.keys()];
    const kept = all.slice(all.length - fromEnd(all, MOST_OF_LOG));
    return { runs: runsOf(kept, pathOf), cut: kept.length < all.length };
  }

  /** Classic ESX names no ending. */
  isClassic(): boolean {
    return this.parts.every(({ path }) => !path.includes('.log'));
  }
}

function runsOf(lines: readonly string[], pathOf: ReadonlyMap<string, string>): readonly Run[] {
  const runs: { readonly path: string; readonly lines: string[] }[] = [];
  for (const line of lines) {
    const path = pathOf.get(line)!;
    if (runs.at(-1)?.path === path) runs.at(-1)!.lines.push(line);
    else runs.push({ path, lines: [line] });
  }
  return runs;
}
