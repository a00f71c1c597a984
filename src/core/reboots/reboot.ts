import type { Certainty, Evidence } from '../evidence.ts';

/**
 * Why a host stopped: `reboot` and `halt` were asked for, `crash` is a kernel's, `power-button` its own or the management board's,
 * `power-lost` is a loss of power or a hard reset. `crash-and-asked`: lines of both stand there. `unknown`: the log begins too late.
 */
export type Cause = 'reboot' | 'halt' | 'crash' | 'power-button' | 'power-lost' | 'crash-and-asked' | 'unknown';

/**
 * Why it is no more than inferred: the document tells of newer versions only, no document holds the wording of the line, or nothing
 * but the request was seen.
 */
export type Doubt = 'older' | 'recalled' | 'request-alone';

/** Who asked for it, as far as a line names somebody. */
export interface Asker {
  /** `console`: the host's own screen (DCUI); `shell`: a typed command; `vcenter`: by its user `vpxuser`; `api`: another user of hostd. */
  readonly way: 'console' | 'shell' | 'vcenter' | 'api';
  readonly user: string | null;
  /** What was typed in the shell. */
  readonly typed: string | null;
  /** Where that user had logged in from by SSH, the last time before. */
  readonly from: string | null;
  readonly certainty: Certainty;
  readonly evidence: readonly Evidence[];
}

/** One restart that the logs show, or a stop without a start after it. */
export interface Reboot {
  readonly cause: Cause;
  readonly certainty: Certainty;
  readonly doubt: Doubt | null;
  /** When it was asked to stop or its button pressed, as written; null where no line tells. */
  readonly asked: string | null;
  /** The last line that shows it running. */
  readonly lastSeen: string | null;
  /** null: it has not come back in these logs. */
  readonly booted: string | null;
  /** Seconds between `lastSeen` and `booted`, within which it stopped; null where one of them is not known. */
  readonly gapSeconds: number | null;
  /** True where no line tells of the boot, and the uptime of a heartbeat does. */
  readonly byUptime: boolean;
  readonly by: readonly Asker[];
  readonly evidence: readonly Evidence[];
}
