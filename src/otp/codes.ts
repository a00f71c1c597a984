/** One-time codes (RFC 6238): six digits, made anew every 30 s from a secret that somebody's phone and this process share. */
import { Problem } from '../problem.ts';
import type { Store } from '../store/store.ts';
import { stepOf } from './match.ts';
import { changeRecord, WITHIN_MS } from './record.ts';
import { type SecretPlaces, secretOf } from './secret.ts';

export interface Codes {
  /**
   * Whether somebody typed their current code; `used` where it, or a later one, counted already, `none` where they typed nothing. A code
   * counts once, in all processes that share the store.
   * Rejects with a `Problem` where no secret of theirs is to be had, after too many wrong ones, and where the store is gone.
   */
  judge(user: string, typed: string | null): Promise<'right' | 'wrong' | 'used' | 'none'>;
}

export interface CodesOptions {
  /** Of each person, by Slack's id. */
  readonly totp: SecretPlaces;
  readonly env: NodeJS.ProcessEnv;
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Reads a secret when its code is judged and keeps none, so that a new one counts at once. */
export function createCodes({ totp, env, store, now = Date.now }: CodesOptions): Codes {
  return {
    async judge(user, typed) {
      const code = typed?.replaceAll(/\s/g, '') ?? '';
      if (code === '') return 'none';
      const secret = secretOf(user, totp, env);
      const at = now();
      const step = stepOf(secret, code, at);
      return await changeRecord(store, user, at, (record) => {
        if (record.wrong.length >= MOST_WRONG) throw tooMany(record.wrong[0]!, at);
        if (step === null || step <= record.used) {
          return {
            record: { ...record, wrong: [...record.wrong, at] },
            result: step === null ? ('wrong' as const) : ('used' as const),
          };
        }
        return { record: { ...record, used: step }, result: 'right' as const };
      });
    },
  };
}

/** So many wrong codes in `WITHIN_MS`: three of a million codes count at a time. */
const MOST_WRONG = 5;

function tooMany(first: number, at: number): Problem {
  const minutes = Math.max(1, Math.ceil((first + WITHIN_MS - at) / 60_000));
  return new Problem({
    code: 'codes-too-many',
    message: `You gave ${MOST_WRONG} wrong one-time codes within five minutes, so I take none of yours for now.`,
    next: `Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}. If your code is never right, the clock of your phone or of my machine is off.`,
    exit: 4,
  });
}
