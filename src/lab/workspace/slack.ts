import type { StreamEvent } from './client-api.ts';
import type { Clock } from './clock.ts';
import type { Deliveries } from './delivery/deliveries.ts';
import type { SignedHttp } from './delivery/signed-http.ts';
import type { Sockets } from './delivery/sockets.ts';
import type { Faults } from './faults.ts';
import type { Ids } from './ids.ts';
import type { KeptLog } from './log.ts';
import type { Manifest } from './manifest.ts';
import type { Mode } from './options.ts';
import type { Rates } from './rates.ts';
import type { ResponseUrl, Trigger } from './state/grants.ts';
import type { Team } from './state/team.ts';

export type TokenState = 'valid' | 'token_revoked' | 'account_inactive' | 'token_expired';

/** The parts of a running workspace, for one another. */
export interface Slack {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: KeptLog;
  readonly faults: Faults;
  readonly team: Team;
  readonly manifest: Manifest;
  readonly rates: Rates;
  readonly tokens: { readonly bot: string; readonly app: string; botState: TokenState };
  readonly signingSecret: string;
  /** The old verification token that payloads still carry. */
  readonly verificationToken: string;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  readonly settings: Settings;
  readonly deliveries: Deliveries;
  /** Null in HTTP mode. */
  readonly sockets: Sockets | null;
  /** Null in Socket Mode. */
  readonly http: SignedHttp | null;
  /** `http://127.0.0.1:PORT`. */
  origin: string;
  /** Tells everyone whom it concerns. `see` says who may see it. */
  tell(event: StreamEvent | ((user: string) => StreamEvent), see: (user: string) => boolean): void;
}

export interface Settings {
  readonly mode: Mode;
  readonly ackMs: number;
  readonly eventRetryMs: readonly number[];
  readonly refreshWarningMs: number;
}

/** The scopes that the app was installed with. */
export function scopesOf({ manifest }: Slack): ReadonlySet<string> {
  return new Set<string>(manifest.oauth_config?.scopes?.bot ?? []);
}
