/** One login whose credential went out. `unknown`: its end was not seen, so it may have been a refusal. */
export interface Shown {
  readonly id: string;
  readonly at: number;
  /** Which credential it was, without telling anything of it. */
  readonly mark: string;
  readonly end: 'refused' | 'unknown';
}

/** The logins of one account since the last that was accepted, oldest first. */
export interface LoginRecord {
  /** The host's name in the inventory. */
  readonly host: string;
  readonly shown: readonly Shown[];
}

/** A record that cannot be read may have held refusals; `writtenAt` bounds when they were. */
export interface DamagedRecord {
  readonly damaged: string;
  readonly writtenAt: number;
}

/** What was shown to each account, kept between runs so that asking in a new process does not lock an account either. */
export interface LoginRecords {
  /** Random, made once: marks of credentials are made with it. */
  salt(): Buffer;
  read(account: string): LoginRecord | DamagedRecord | undefined;
  /** Waits until no other process logs in to the account. Throws a problem where records cannot be kept. */
  hold(account: string, signal: AbortSignal | undefined): Promise<Held>;
}

/** The right to log in to one account, alone. */
export interface Held {
  write(record: LoginRecord | undefined): void;
  release(): void;
}
