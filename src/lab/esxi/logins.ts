import { createHash, timingSafeEqual } from 'node:crypto';
import ssh2, { type AuthContext } from 'ssh2';
import type { Machine } from './machine.ts';
import { atLeast } from './versions.ts';

/** Somebody who may log in. */
export interface Account {
  readonly password?: string;
  /** Public keys, one in OpenSSH's form each. */
  readonly keys?: readonly string[];
}

const LOCK_AFTER = 5;
const LOCK_SECONDS = 900;

type Method = 'publickey' | 'password' | 'keyboard-interactive';

/** Who may log in to a host: passwords, keys, lockdown, and the account lock (safe-change.md S5, S10, S12). */
export class Logins {
  readonly #machine: Machine;
  readonly #accounts: Readonly<Record<string, Account>>;
  readonly #failures = new Map<string, { count: number; last: number }>();
  /** Credentials that were shown and not taken. */
  refused = 0;

  constructor(machine: Machine, accounts: Readonly<Record<string, Account>>) {
    this.#machine = machine;
    this.#accounts = accounts;
  }

  /** Five failed passwords lock an account for 900 seconds of the host's time, from 6.0 on. */
  locked(user: string): boolean {
    const { count, last } = this.#failures.get(user) ?? { count: 0, last: 0 };
    return count >= LOCK_AFTER && (Date.now() - last) * this.#machine.timeScale < LOCK_SECONDS * 1000;
  }

  /** Answers one attempt. */
  judge(context: AuthContext): void {
    const methods = this.#methods();
    const refuse = () => context.reject(methods);
    if (this.#machine.faults.hang === 'auth') return;
    const account = this.#account(context.username);
    if (!methods.includes(context.method as Method)) refuse();
    else if (context.method === 'publickey') this.#judgeKey(context, account, refuse);
    else if (context.method === 'password') this.#judgePassword(context, account, context.password, refuse);
    else if (context.method === 'keyboard-interactive') this.#ask(context, account, refuse);
    else refuse();
  }

  #ask(context: AuthContext & { method: 'keyboard-interactive' }, account: Account | null, refuse: () => void): void {
    const prompt = `(${context.username}@${this.#machine.state.name}) Password: `;
    context.prompt([{ prompt, echo: false }], '', (answers) =>
      this.#judgePassword(context, account, answers[0] ?? '', refuse),
    );
  }

  #methods(): Method[] {
    return this.#machine.faults.keyboardInteractiveOnly
      ? ['keyboard-interactive']
      : ['publickey', 'password', 'keyboard-interactive'];
  }

  /** Lockdown lets only its exception users in (S10); before 6.0 nobody but vpxuser (S9). */
  #account(user: string): Account | null {
    const { lockdown, exceptionUsers } = this.#machine.state.config;
    if (this.#machine.faults.refuseAuth) return null;
    const excepted = atLeast(this.#machine.state, '6.0') ? exceptionUsers.includes(user) : user === 'vpxuser';
    if (lockdown !== 'disabled' && !excepted) return null;
    return this.#accounts[user] ?? null;
  }

  #judgeKey(context: AuthContext & { method: 'publickey' }, account: Account | null, refuse: () => void): void {
    const known = account?.keys?.some((text) => {
      const key = ssh2.utils.parseKey(text);
      if (key instanceof Error || !context.key.data.equals(key.getPublicSSH())) return false;
      return !context.signature || key.verify(context.blob!, context.signature, context.hashAlgo) === true;
    });
    // The lock counts passwords; whether it also bars keys is not established, so a lock here bars both.
    if (known && !this.locked(context.username)) {
      context.accept();
      return;
    }
    this.refused += 1;
    refuse();
  }

  #judgePassword(context: AuthContext, account: Account | null, given: string, refuse: () => void): void {
    const { username } = context;
    if (!this.locked(username) && account?.password !== undefined && same(given, account.password)) {
      this.#failures.delete(username);
      context.accept();
      return;
    }
    if (atLeast(this.#machine.state, '6.0') && !this.locked(username)) this.#count(username);
    this.refused += 1;
    refuse();
  }

  #count(user: string): void {
    const before = this.#failures.get(user);
    const expired = before !== undefined && (Date.now() - before.last) * this.#machine.timeScale >= LOCK_SECONDS * 1000;
    this.#failures.set(user, { count: before === undefined || expired ? 1 : before.count + 1, last: Date.now() });
  }
}

function same(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(left!, right!);
}
