/** Tells followers of changes: everything as it happens, and an end until it was told, also after a crash. */
import { type Change, isEnded } from './change.ts';
import type { JournalEntry } from './journal.ts';

/** What happened to a change; `over` where it is to be told as its end, also again after a crash. */
export interface Followed {
  readonly change: Change;
  readonly entries: readonly JournalEntry[];
}

/** Tells of changes to a card and a thread. It may be called again for the same end, and rejects where that was not told. */
export type Follower = (followed: Followed) => void | Promise<void>;

export class Telling {
  private readonly followers = new Set<Follower>();
  private readonly under = new Map<string, Promise<void>>();
  /** Ended ones of which nothing is left on their host. */
  private readonly tidy = new Set<string>();
  private readonly waiting = new Map<string, () => void>();
  private readonly tidyMs: number;
  private readonly ended: (change: Change) => Promise<void>;
  private readonly failed: (fault: unknown, change: string) => void;

  /** `ended`: called once the end of a change was told to all. For `tidyMs` an end waits until nothing is left on its host. */
  constructor(
    ended: (change: Change) => Promise<void>,
    failed: (fault: unknown, change: string) => void,
    tidyMs: number,
  ) {
    this.tidyMs = tidyMs;
    this.ended = ended;
    this.failed = failed;
  }

  /** Returns what ends the following. */
  follow(follower: Follower): () => void {
    this.followers.add(follower);
    return () => void this.followers.delete(follower);
  }

  isUnderWay(id: string): boolean {
    return this.under.has(id);
  }

  /** Resolves when everything of a change, or of all, was told that there is to tell now. */
  async quiet(id?: string): Promise<void> {
    await Promise.allSettled(id === undefined ? this.under.values() : [this.under.get(id)]);
  }

  /** One after the other for each change, so that a card ends with its end. */
  tell(change: Change, entries: readonly JournalEntry[]): void {
    const { id } = change.approval;
    if (change.told || this.followers.size === 0) return;
    if (change.clean) {
      this.tidy.add(id);
      this.waiting.get(id)?.();
    }
    const before = this.under.get(id) ?? Promise.resolve();
    const now = before
      .then(() => this.tidied(change))
      .then(() => this.tellAll(change, entries))
      .catch((fault) => this.failed(fault, id))
      .finally(() => {
        if (this.under.get(id) !== now) return;
        this.under.delete(id);
        this.tidy.delete(id);
      });
    this.under.set(id, now);
  }

  /** What is told of an end is told once, so that it can say what is left; a host that is not reached may take for ever. */
  private async tidied(change: Change): Promise<void> {
    const { id } = change.approval;
    if (!isEnded(change) || change.armed === null || change.clean || this.tidy.has(id)) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.waiting.set(id, resolve);
      timer = setTimeout(resolve, this.tidyMs);
    });
    clearTimeout(timer);
    this.waiting.delete(id);
  }

  private async tellAll(change: Change, entries: readonly JournalEntry[]): Promise<void> {
    for (const follower of this.followers) await follower({ change, entries });
    if (isEnded(change)) await this.ended(change);
  }
}
