import type { Evidence } from '../evidence.ts';
import type { Proof } from './host-state.ts';

/** What was read of a host's time: who is to set the clock, who does, and what the clock showed. Missing was not captured. */
export interface TimeSections {
  readonly ntp?: Ntp;
  readonly ptp?: Ptp;
  readonly clock?: Clock;
  readonly clockReadings?: readonly ClockRead[];
  readonly firewall?: Firewall;
}

interface Shown {
  readonly evidence: Proof;
}

/** NTP as configured and as the daemon tells of itself; what follows from it is judged in `src/core/time`. */
export interface Ntp extends Shown {
  /** ntpd is to start with the host. */
  readonly enabled?: boolean;
  readonly running?: boolean;
  readonly pid?: number;
  readonly runtimeSeconds?: number;
  readonly loglevel?: string;
  /** Names or addresses as `esxcli system ntp get` lists them, else those of the directives; empty: none. */
  readonly servers?: readonly string[];
  /** The lines of `/etc/ntp.conf` or of `esxcli system ntp config get`, without comments, in their order. */
  readonly directives?: readonly NtpDirective[];
  /** What sets the kernel's clock, as printed: `Network Time Protocol`. */
  readonly kernelTime?: string;
  readonly timeServiceEnabled?: boolean;
  /** What the host says of itself: `Time Synchronized`, `Timeinsync`. */
  readonly synchronised?: boolean;
  /** The associations of the daemon; empty: it has none. */
  readonly peers?: readonly NtpPeer[];
  readonly variables?: NtpVariables;
  readonly test?: NtpTest;
}

export interface NtpDirective {
  /** In lower case: `server`, `restrict`, `tos`. */
  readonly keyword: string;
  readonly args: readonly string[];
  readonly evidence: Evidence;
}

/** One row of `ntpq -p`. Milliseconds, seconds, and the last eight polls as a number (octal as printed). */
export interface NtpPeer extends Shown {
  /** `*` selected, `o` selected by PPS, `+` `#` `-` `x` `.` or a blank. Missing where the paste lost it. */
  readonly tally?: string;
  /** As printed: names are cut at 15 characters. */
  readonly remote: string;
  readonly refid: string;
  readonly stratum: number;
  /** `u` unicast, `l` local clock, `p` or `b` pools and broadcasts. */
  readonly type: string;
  /** Seconds since the last reply; null: none yet. */
  readonly when: number | null;
  readonly poll: number;
  readonly reach: number;
  readonly delay: number;
  /** Server less host: below zero the host is ahead. */
  readonly offset: number;
  readonly jitter: number;
}

/** The variables of `ntpq -c rv` that tell whether the daemon follows somebody; milliseconds. */
export interface NtpVariables extends Shown {
  /** `alarm`: not synchronised. */
  readonly leap?: string;
  readonly stratum?: number;
  readonly refid?: string;
  readonly rootDelay?: number;
  readonly rootDispersion?: number;
  readonly offset?: number;
}

/** The findings of `esxcli system ntp test`. */
export interface NtpTest extends Shown {
  readonly inSync?: boolean;
  /** Each server with its address, null where it did not resolve. */
  readonly servers?: readonly NtpResolved[];
  readonly vmknic?: string;
  readonly netstack?: string;
  /** The ruleset lets the port through. */
  readonly portAllowed?: boolean;
  /** It does so for every address. */
  readonly allAllowed?: boolean;
  readonly peer?: string;
  readonly stratum?: number;
  readonly accuracyMs?: number;
  readonly offsetMs?: number;
  /** Findings that say something else, as printed. */
  readonly others?: readonly string[];
}

export interface NtpResolved {
  readonly server: string;
  readonly address: string | null;
}

/** PTP from 7.0 U3 on; NTP may stand in for it. */
export interface Ptp extends Shown {
  readonly enabled?: boolean;
  readonly fallbackDisabled?: boolean;
  /** NTP sets the clock because PTP failed. */
  readonly inFallback?: boolean;
  readonly synchronised?: boolean;
}

/** The clocks as printed, in ISO form; they were read at different moments. */
export interface Clock extends Shown {
  readonly system?: string;
  readonly hardware?: string;
  /** `UTC`, or the zone of a Service Console. */
  readonly zone?: string;
  /** What the kernel still means to slew, in microseconds. */
  readonly adjtimeUs?: number;
}

/** What the clock showed at one instant between two of whoever asked; milliseconds since 1970. */
export interface ClockRead extends Shown {
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly host: number;
  /** How coarse `host` is: the clock showed it for so long. */
  readonly resolutionMs: number;
}

/** The host's own firewall. */
export interface Firewall extends Shown {
  readonly enabled?: boolean;
  readonly loaded?: boolean;
  readonly defaultAction?: string;
  readonly rulesets?: readonly Ruleset[];
}

export interface Ruleset extends Shown {
  /** `ntpClient`; case matters. */
  readonly id: string;
  readonly enabled?: boolean;
  readonly allowedAll?: boolean;
  /** Addresses and prefixes; empty: nobody, unless all are allowed. */
  readonly allowedIps?: readonly string[];
  /** False where the system owns it and refuses a change. */
  readonly configurable?: boolean;
}
