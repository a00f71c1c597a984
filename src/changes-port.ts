import type { AuditList, AuditResult, ChangeKept, ChangeList } from './core/record.ts';

/**
 * The record of changes, for reading alone: of the hosts that whoever asks may see. What is not shown is not counted either.
 * Every method rejects with a `Problem` where the record cannot be read.
 */
export interface ChangesPort {
  /** Of one host or all; at most `ended` that are over. */
  list(asked: { readonly host: string | null; readonly ended: number }): Promise<ChangeList>;
  /** Null where there is none, or none that may be seen. */
  one(id: string): Promise<ChangeKept | null>;
  /** The newest entries, about a change, a host or anything. */
  audit(asked: { readonly about: string | null; readonly most: number }): Promise<AuditList>;
  /** The next entries of the export as they are kept, from a number on; none at the end. */
  exported(from: number): Promise<readonly object[]>;
  verify(): Promise<AuditResult>;
  /** Waits until it is worth to look again; rejects where nobody works on changes. Missing where nothing is followed. */
  wait?(): Promise<void>;
  /** After an answer: true where nobody works on changes, so that nothing goes on by itself. Missing where that is not known. */
  isLeft?(): boolean;
}

export const RECORD_CALLS = ['list', 'one', 'audit', 'exported', 'verify'] as const;

/** A call of the port as data, to cross a thread or a socket. */
export interface RecordCall {
  readonly method: (typeof RECORD_CALLS)[number];
  readonly given: unknown;
}

/** The port whose calls cross as data. */
export function portOver(call: (wanted: RecordCall) => Promise<unknown>): ChangesPort {
  const through = (method: RecordCall['method']) => (given: unknown) => call({ method, given }) as Promise<never>;
  return {
    ...{ list: through('list'), one: through('one'), audit: through('audit'), exported: through('exported') },
    verify: () => call({ method: 'verify', given: null }) as Promise<AuditResult>,
  };
}

/** The other end: makes the call that came as data. */
export function callOn(port: ChangesPort, { method, given }: RecordCall): Promise<unknown> {
  return (port[method] as (given: unknown) => Promise<unknown>).call(port, given);
}
