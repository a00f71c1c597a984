import { RECORD_CALLS, type RecordCall } from '../../changes-port.ts';
import { Problem } from '../../problem.ts';

/** One line each way: a call, and its answer. */
export type Answered =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly problem: { code: string; message: string; next: string; exit: 1 | 2 | 3 | 4 } };

/** No call is longer: it has a method and a few words. */
export const MOST_ASKED = 4096;
/** A page of the audit with the longest output that is kept. */
export const MOST_ANSWERED = 64 * 1024 * 1024;

/** A call as it came over the wire, or null where it is none. */
export function readCall(line: string): RecordCall | null {
  const { method, given } = fieldsOf(line) as { method?: unknown; given?: unknown };
  const known = RECORD_CALLS.find((each) => each === method);
  if (known === undefined) return null;
  const read = GIVEN[known](given);
  return read === null ? null : { method: known, given: read.given };
}

type Read = { readonly given: unknown } | null;

const GIVEN: Readonly<Record<RecordCall['method'], (given: unknown) => Read>> = {
  one: (given) => (typeof given === 'string' ? { given } : null),
  exported: (given) => (Number.isSafeInteger(given) ? { given } : null),
  verify: () => ({ given: null }),
  list: (given) => {
    const { host, ended } = (given ?? {}) as { host?: unknown; ended?: unknown };
    return isNameOrNull(host) && Number.isSafeInteger(ended) ? { given: { host, ended } } : null;
  },
  audit: (given) => {
    const { about, most } = (given ?? {}) as { about?: unknown; most?: unknown };
    return isNameOrNull(about) && Number.isSafeInteger(most) ? { given: { about, most } } : null;
  },
};

const isNameOrNull = (value: unknown) => value === null || typeof value === 'string';

/** The answer to a call; a bug of ours is not told over the wire. */
export function failed(fault: unknown): Answered {
  if (!(fault instanceof Problem)) throw fault;
  const { code, message, next, exit } = fault;
  return { ok: false, problem: { code, message, next, exit } };
}

export function readAnswered(line: string): Answered | null {
  const { ok, answer, problem } = fieldsOf(line) as { ok?: unknown; answer?: unknown; problem?: unknown };
  if (ok === true) return { ok, answer };
  return ok === false && typeof problem === 'object' && problem !== null ? ({ ok, problem } as Answered) : null;
}

function fieldsOf(line: string): object {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
