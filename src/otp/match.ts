import { base32 } from '@otplib/plugin-base32-scure';
import { crypto } from '@otplib/plugin-crypto-node';
import { verifySync } from '@otplib/totp';
import { unusable } from './secret.ts';

const STEP_SECONDS = 30;

/** The step that a code of this secret is of, which is the current one or a neighbour of it; null where it is none of theirs. Throws a `Problem` where the secret is none. */
export function stepOf(secret: string, code: string, at: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const when = { epoch: Math.floor(at / 1000), period: STEP_SECONDS, epochTolerance: STEP_SECONDS };
  // Compared in constant time, by node:crypto.
  try {
    const found = verifySync({ secret, token: code, crypto, base32, ...when });
    return found.valid ? found.timeStep : null;
  } catch {
    // Its letters are of Base32, and do not make whole bytes; the library's words may quote it.
    throw unusable();
  }
}
