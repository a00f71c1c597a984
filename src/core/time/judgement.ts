import type { Certainty, Evidence } from '../evidence.ts';
import type { SourceKey } from '../sources.ts';

/** What must hold for a host to have the right time, in the order in which each rests on the one before. */
export const LINKS = ['configured', 'running', 'firewall', 'name', 'route', 'reply', 'selected', 'offset'] as const;
export type LinkName = (typeof LINKS)[number];

/** One link as it was found. Of one that is not known `missing` names the commands that would tell. */
export interface Link {
  readonly link: LinkName;
  readonly state: 'holds' | 'broken' | 'starting' | 'not-known';
  /** Why it is broken, as a word: `ruleset-closed`, `stratum`, `dispersion`. */
  readonly reason?: string;
  readonly text: string;
  readonly certainty: Certainty;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly string[];
  readonly sources?: readonly SourceKey[];
}

/** What a host's time has come to. `other-source`: PTP sets the clock, which is not judged here. */
export type TimeState =
  | 'not-configured'
  | 'stopped'
  | 'blocked'
  | 'unreachable'
  | 'starting'
  | 'rejected'
  | 'synchronised'
  | 'off'
  | 'runaway'
  | 'other-source'
  | 'unknown';

/** By which adapter the host asks a server. */
export interface ServerWay {
  readonly server: string;
  readonly outcome: string;
  readonly vmknic: string | null;
  readonly nextHop: string | null;
}

/** The kernel's own correction, where it was captured or is wanted of a build that may run away. */
export interface KernelClock {
  readonly adjtimeUs?: number;
  readonly runsAway: boolean;
  /** Whether this build has the fault; undefined where the build does not tell. */
  readonly affected: boolean | undefined;
  /** What mends it; null where this build has it already. */
  readonly repair: Repair | null;
  readonly evidence: readonly Evidence[];
}

/** The first updates without the fault, `7.0 U3o or later`; build numbers are kept apart, as they are recalled: `22348816 of 7.0 U3o`. */
export interface Repair {
  readonly updates: string;
  readonly builds: readonly string[];
}

export interface TimeJudgement {
  readonly state: TimeState;
  /** The first link that is broken, or not yet made. */
  readonly cause: Link | null;
  readonly links: readonly Link[];
  readonly synchronised: boolean | 'unknown';
  /** How far the host is from its server, in milliseconds; below zero it is ahead. */
  readonly offsetMs?: number;
  /** From the server it follows, from one that merely answers, or from the host's own test. */
  readonly offsetFrom?: 'selected' | 'reply' | 'test';
  readonly offsetEvidence: readonly Evidence[];
  readonly running?: boolean;
  readonly ways: readonly ServerWay[];
  readonly clock: KernelClock;
}
