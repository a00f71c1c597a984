/** One line of the inventory; no credential, only how one logs in. */
export interface InventoryHost {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly login: 'key' | 'password' | 'agent';
  readonly groups: readonly string[];
  /** null: not pinned, so nobody logs in. */
  readonly hostKey: string | null;
  readonly via: string | null;
  readonly timers: Timers;
}

/** Seconds until a change of each kind takes itself back on this host; a kind is missing where policies never allow it. */
export interface Timers {
  readonly route?: number;
  readonly gateway?: number;
  readonly ntp?: number;
}

/** What `hosts test` found: each point with what the host said to which question. */
export interface HostTest {
  readonly host: string;
  readonly readAt: string;
  readonly points: readonly TestPoint[];
  readonly clock: Clock | null;
}

export const TEST_POINTS = [
  'login',
  'shell',
  'version',
  'esxcli',
  'clock',
  'shell-timeout',
  'idle-timeout',
  'lockdown',
] as const;

export interface TestPoint {
  readonly what: (typeof TEST_POINTS)[number];
  /** `restricts`: a setting that may keep somebody out. */
  readonly result: 'works' | 'restricts' | 'fails' | 'not-known';
  readonly said: string;
  /** How it was found: a command, or a step of the connection. */
  readonly how: string;
}

/** The host's clock less ours; the true value lies within `boundMs` of it, as far as our own clock is right. */
export interface Clock {
  readonly hostTime: string;
  readonly skewMs: number;
  readonly boundMs: number;
}

/** The host key that a host shows now, beside the one that is pinned. */
export interface HostPin {
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly fingerprint: string;
  readonly pinned: string | null;
}
