import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import type { UndeliveredReason } from './outbox.ts';
import { reasonOf, TRANSIENT } from './words.ts';

/** Why a call failed, and what that means for the next try. */
export type Fault =
  | { readonly kind: 'limited'; readonly waitMs: number; readonly word: string }
  /** `unsure`: Slack may have done it all the same, since only its reply is missing or says that something broke. */
  | { readonly kind: 'again'; readonly unsure: boolean; readonly word: string }
  | { readonly kind: 'never'; readonly reason: UndeliveredReason; readonly word: string };

/** Faults of the network before a byte of the request was sent. */
const NOT_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_\w+|CERT_\w+)$/;
/** Longer than any that Slack asks for, and short enough for a timer. */
const LONGEST_WAIT_S = 3_600;
const WAIT_WITHOUT_A_NUMBER_S = 30;

/** The client throws what it likes while it reads the body of a reply: whatever is not told apart here is a lost reply. */
export function faultOf(error: unknown): Fault {
  if (error instanceof WebAPIRateLimitedError) return limited(error.retryAfter);
  if (error instanceof WebAPIPlatformError) return ofWord(error.data.error, error.data.response_metadata?.retryAfter);
  if (error instanceof WebAPIHTTPError) return ofStatus(error.statusCode);
  const code = error instanceof WebAPIRequestError ? codeOf(error.original) : null;
  return { kind: 'again', unsure: code === null || !NOT_SENT.test(code), word: code ?? 'no_reply' };
}

function ofWord(word: unknown, retryAfter: number | undefined): Fault {
  // A body that is no JSON arrives as the error word: a page of something between Slack and here.
  if (typeof word !== 'string' || !/^[a-z0-9_-]{1,80}$/i.test(word)) {
    return { kind: 'again', unsure: true, word: 'unreadable_reply' };
  }
  if (/^rate_?limited$|^message_limit_exceeded$/.test(word))
    return limited(retryAfter ?? WAIT_WITHOUT_A_NUMBER_S, word);
  if (TRANSIENT.has(word)) return { kind: 'again', unsure: true, word };
  return { kind: 'never', reason: reasonOf(word), word };
}

function ofStatus(status: number): Fault {
  const word = `http_${status}`;
  if (status >= 500 || status === 408) return { kind: 'again', unsure: true, word };
  return { kind: 'never', reason: 'given-up', word };
}

function limited(seconds: number, word = 'ratelimited'): Fault {
  return { kind: 'limited', waitMs: Math.min(seconds, LONGEST_WAIT_S) * 1_000, word };
}

/** The code of the innermost cause that has one: fetch wraps the socket's own error. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code } = error as NodeJS.ErrnoException;
  return codeOf(error.cause) ?? (typeof code === 'string' ? code : null);
}
