import { randomBytes } from 'node:crypto';
import { orStopped } from './bounded.ts';
import { loginWaits, recordDamaged } from './fault.ts';
import type { Login } from './login.ts';
import type { Held, LoginRecord, LoginRecords, Shown } from './login-records.ts';

/** ESXi is reported to lock an account for 900 s after 5 refusals; these stay well below both. */
const WINDOW = 990_000;
const MOST_IN_WINDOW = 3;
/** A credential that was refused so often in a row rests for a day, or until it is changed. */
const MOST_IN_A_ROW = 3;
const ROW = 24 * 3_600_000;
/** Refusals of one credential in the window: whoever asks again can wait. */
const MOST_REFUSED = 1;
/** Logins at a time with a credential that was accepted before: all of them refused would still lock nothing. */
const PROVEN_AT_ONCE = 3;

/** What is known of an account while somebody logs in to it. */
interface Account {
  readonly key: string;
  /** The logins under way. */
  readonly flying: Set<string>;
  readonly waiting: (() => void)[];
  held?: Held;
  /** The mark of a credential that this process has been let in with. */
  proven?: string;
}

/**
 * Keeps refused logins from locking an account. A login is put on record before its credential goes out and taken off when it
 * is accepted, so that none is forgotten, whoever crashes. One account is logged in to by one at a time, whatever the process.
 */
export class BackOff {
  private readonly records: LoginRecords;
  private readonly now: () => number;
  private readonly accounts: Map<string, Account>;
  private readonly most: number;

  constructor(records: LoginRecords, now: () => number, most = MOST_REFUSED, accounts = new Map<string, Account>()) {
    this.records = records;
    this.now = now;
    this.most = most;
    this.accounts = accounts;
  }

  /** The same records, for who may be refused so often in the window with one credential. */
  allowing(most: number): BackOff {
    return new BackOff(this.records, this.now, Math.min(most, MOST_IN_WINDOW - 1), this.accounts);
  }

  /** For marks of credentials that would tell something of them without it. */
  readonly salt = (): Buffer => this.records.salt();

  /** Throws where what was refused forbids a login now; before a connection is made, so that it costs none. */
  check(login: Login, mark: string): void {
    this.judge(login, mark, ({ end }) => end === 'refused');
  }

  /** Waits for the account's turn and puts the login on record; only then may its credential be shown. */
  async reserve(login: Login, mark: string, signal: AbortSignal): Promise<Attempt> {
    const account = this.accountOf(login);
    const id = randomBytes(6).toString('hex');
    await this.enter(account, id, mark, signal);
    try {
      account.held ??= await this.records.hold(account.key, signal);
      wake(account);
      this.judge(login, mark, (each) => !account.flying.has(each.id));
      const shown: Shown = { id, at: this.now(), mark, end: 'unknown' };
      account.held.write({ host: login.name, shown: [...this.shownTo(account), shown] });
      return new Attempt((end) => this.ended(login, account, shown, end));
    } catch (fault) {
      this.leave(account, id);
      throw fault;
    }
  }

  private judge(login: Login, mark: string, counts: (each: Shown) => boolean): void {
    const found = this.records.read(keyOf(login));
    const now = this.now();
    if (found === undefined) return;
    if ('damaged' in found) {
      const wait = Math.min(found.writtenAt, now) + WINDOW - now;
      if (wait > 0) throw recordDamaged(login, found.damaged, wait);
      return;
    }
    const { wait, why } = waitOf(found.shown.filter(counts), mark, now, this.most);
    if (wait > 0) throw loginWaits(login, found.host, why, wait);
  }

  private accountOf(login: Login): Account {
    const key = keyOf(login);
    const account = this.accounts.get(key) ?? { key, flying: new Set(), waiting: [] };
    this.accounts.set(key, account);
    return account;
  }

  private async enter(account: Account, id: string, mark: string, signal: AbortSignal): Promise<void> {
    const most = () => (account.held !== undefined && account.proven === mark ? PROVEN_AT_ONCE : 1);
    while (account.flying.size >= most()) {
      await orStopped(signal, new Promise<void>((resolve) => account.waiting.push(resolve)));
    }
    account.flying.add(id);
  }

  private shownTo({ key }: Account): readonly Shown[] {
    const found = this.records.read(key);
    return found === undefined || 'damaged' in found ? [] : found.shown;
  }

  private ended(login: Login, account: Account, shown: Shown, end: End): number {
    if (end === 'accepted') account.proven = shown.mark;
    if (end === 'refused') delete account.proven;
    const left = this.after(account, shown, end);
    try {
      account.held?.write(left.length === 0 ? undefined : { host: login.name, shown: left });
    } catch {
      // It stands on record with an unknown end, which is no less careful.
    }
    this.leave(account, shown.id);
    return waitOf(left, shown.mark, this.now()).wait;
  }

  private after(account: Account, shown: Shown, end: End): readonly Shown[] {
    const before = this.shownTo(account);
    const others = before.filter(({ id }) => id !== shown.id);
    switch (end) {
      case 'accepted':
        return others.filter(({ id }) => account.flying.has(id));
      case 'withdrawn':
        return others;
      case 'refused':
        return [...others, { ...shown, end }];
      case 'unknown':
        return before;
    }
  }

  private leave(account: Account, id: string): void {
    account.flying.delete(id);
    if (account.flying.size === 0) {
      account.held?.release();
      delete account.held;
    }
    wake(account);
  }
}

type End = 'accepted' | 'refused' | 'withdrawn' | 'unknown';

/** One login on record. It ends once, however often it is told. */
export class Attempt {
  private readonly tell: (end: End) => number;
  private over = false;

  constructor(tell: (end: End) => number) {
    this.tell = tell;
  }

  /** The host let us in, which ends its own count of refusals, too. */
  accepted(): void {
    this.end('accepted');
  }

  /** Returns how long this credential now waits, in milliseconds. */
  refused(): number {
    return this.end('refused');
  }

  /** The credential was not judged: it did not go out, or was taken and another one asked for. */
  withdraw(): void {
    this.end('withdrawn');
  }

  /** Whatever else ended it, it may have been a refusal. */
  leave(): void {
    this.end('unknown');
  }

  private end(end: End): number {
    if (this.over) return 0;
    this.over = true;
    return this.tell(end);
  }
}

export type WhyWait = 'refused' | 'often' | 'row';

/** How long a credential is not to be shown, and why. */
function waitOf(
  shown: readonly Shown[],
  mark: string,
  now: number,
  most = MOST_REFUSED,
): { wait: number; why: WhyWait } {
  // A clock that was set back must not make a wait endless.
  const within = (ms: number) => shown.filter(({ at }) => at <= now && now - at < ms);
  const recent = within(WINDOW);
  const refused = (each: Shown) => each.mark === mark && each.end === 'refused';
  const row = within(ROW).filter(refused);
  if (row.length >= MOST_IN_A_ROW) return { wait: row.at(-1)!.at + ROW - now, why: 'row' };
  const same = recent.filter(refused).at(-most);
  const often = recent.at(-MOST_IN_WINDOW);
  const waits = {
    refused: same === undefined ? 0 : same.at + WINDOW - now,
    often: often === undefined ? 0 : often.at + WINDOW - now,
  };
  const why = waits.refused >= waits.often ? 'refused' : 'often';
  return { wait: waits[why], why };
}

function wake({ waiting }: Account): void {
  for (const go of waiting.splice(0)) go();
}

/** The pinned key tells hosts apart, whatever addresses and jump hosts they are reached by: the credential goes to no other. */
function keyOf({ user, hostKey, address, port }: Login): string {
  return `${user} ${hostKey ?? `${address}:${port}`}`;
}

/** Records for one process. */
export function inMemory(): LoginRecords {
  const salt = randomBytes(16);
  const kept = new Map<string, LoginRecord>();
  return {
    salt: () => salt,
    read: (account) => kept.get(account),
    hold: async (account) => ({
      write: (record) => void (record === undefined ? kept.delete(account) : kept.set(account, record)),
      release() {},
    }),
  };
}
