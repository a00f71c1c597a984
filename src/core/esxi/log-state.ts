import type { Evidence } from '../evidence.ts';

/** One line of a log, as it stands there. */
export interface LogLine {
  /** Its file without path, number and ending (`vmksummary`, `vobd`, `hostd`, `vmkernel`, `messages`); null where nothing says. */
  readonly log: string | null;
  /** As written: ISO of 5.0 and newer, else `Apr  3 17:24:25` without a year; null where the line shows none. */
  readonly at: string | null;
  /** Who wrote it: `bootstop`, `heartbeat`, `vobd`, `Hostd`, `sshd`; null where the line names nobody. */
  readonly program: string | null;
  /** What is behind the time and the program. */
  readonly text: string;
  readonly evidence: Evidence;
}
