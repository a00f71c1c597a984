import { loginWaits } from './fault.ts';
import { credentialMark, type Login } from './login.ts';

/** Refused logins of one account, oldest first. */
export interface Refusals {
  readonly times: readonly number[];
  /** Which credential was refused last, and how often in a row. */
  readonly mark: string;
  readonly inARow: number;
}

/** Where refusals are kept between runs, so that asking again in a new process does not lock the account either. */
export interface RefusalStore {
  load(): Record<string, Refusals>;
  save(refusals: Record<string, Refusals>): void;
}

/** ESXi is reported to lock an account for 900 s after 5 refusals; these stay well below both. */
const WINDOW = 990_000;
const MOST_IN_WINDOW = 3;
const MOST_IN_A_ROW = 3;

/**
 * Keeps a refused login from being tried again too soon. The same credential waits out the window, and after three
 * refusals it is not tried until it has been changed; a changed one may go at once, up to three refusals a window.
 */
export class BackOff {
  private readonly store: RefusalStore;
  private readonly now: () => number;

  constructor(store: RefusalStore, now: () => number) {
    this.store = store;
    this.now = now;
  }

  /** Throws where a login now could help to lock the account. */
  check(login: Login): void {
    const wait = this.waitOf(login, this.store.load()[keyOf(login)]);
    if (wait === null || wait > 0) throw loginWaits(login, wait);
  }

  /** Remembers a refusal; returns how long this credential now waits, null: until it is changed. */
  refused(login: Login): number | null {
    const all = this.store.load();
    const before = all[keyOf(login)];
    const mark = credentialMark(login);
    const times = [...this.recent(before), this.now()];
    const inARow = before?.mark === mark ? before.inARow + 1 : 1;
    all[keyOf(login)] = { times, mark, inARow };
    this.store.save(all);
    return this.waitOf(login, all[keyOf(login)]);
  }

  accepted(login: Login): void {
    const { [keyOf(login)]: before, ...others } = this.store.load();
    if (before !== undefined) this.store.save(others);
  }

  private waitOf(login: Login, before: Refusals | undefined): number | null {
    const recent = this.recent(before);
    const same = before?.mark === credentialMark(login);
    if (same && before.inARow >= MOST_IN_A_ROW) return null;
    const since = same ? recent.at(-1) : recent.length >= MOST_IN_WINDOW ? recent.at(-MOST_IN_WINDOW) : undefined;
    return since === undefined ? 0 : Math.max(0, since + WINDOW - this.now());
  }

  /** A clock that was set back must not make a wait endless. */
  private recent(before: Refusals | undefined): number[] {
    const now = this.now();
    return (before?.times ?? []).filter((time) => time <= now && now - time < WINDOW);
  }
}

/** A store for one process. */
export function inMemory(): RefusalStore {
  let kept: Record<string, Refusals> = {};
  return {
    load: () => ({ ...kept }),
    save: (refusals) => {
      kept = refusals;
    },
  };
}

const keyOf = ({ user, address, port }: Login) => `${user}@${address}:${port}`;
