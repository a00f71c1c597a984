import { newClock } from './clock.ts';
import { Deliveries } from './delivery/deliveries.ts';
import { SignedHttp } from './delivery/signed-http.ts';
import { Sockets } from './delivery/sockets.ts';
import { Faults } from './faults.ts';
import { newIds } from './ids.ts';
import { KeptLog } from './log.ts';
import { DEFAULT_MANIFEST, type WorkspaceOptions } from './options.ts';
import { Rates } from './rates.ts';
import type { Settings, Slack } from './slack.ts';
import { shownApp } from './state/shown.ts';
import { newTeam } from './state/team.ts';
import type { Until } from './until.ts';
import type { Watchers } from './watchers.ts';

const ACK_MS = 3_000;
const EVENT_RETRY_MS = [0, 60_000, 300_000];
const REFRESH_WARNING_MS = 10_000;

/** Joins the parts of a workspace; it has no address yet. */
export function assemble(options: WorkspaceOptions, until: Until, watchers: Watchers): Slack {
  const clock = newClock();
  const ids = newIds(clock);
  const manifest = options.manifest ?? DEFAULT_MANIFEST;
  const team = newTeam(options, manifest, ids, clock);
  const log = new KeptLog(clock, options.keepLog ?? 5_000, () => until.changed());
  const settings = settingsOf(options);
  const { mode } = settings;
  const signingSecret = (mode === 'socket' ? undefined : mode.signingSecret) ?? ids.secret();
  const linkChanged = () => {
    until.changed();
    watchers.tell({ type: 'app', app: shownApp(slack, slack.sockets?.count ?? null) }, () => true);
  };
  const sockets = mode === 'socket' ? new Sockets(clock, ids, settings, () => team.app.id, linkChanged) : null;
  const http = mode === 'socket' ? null : new SignedHttp(clock, mode.http, signingSecret, settings);
  const faults = new Faults();
  const slack: Slack = {
    clock,
    ids,
    log,
    faults,
    team,
    manifest,
    rates: new Rates(clock, options.rateLimits !== 'off'),
    tokens: { bot: `xoxb-${ids.secret()}`, app: `xapp-1-${team.app.id}-${ids.secret()}`, botState: 'valid' },
    signingSecret,
    verificationToken: ids.secret().slice(0, 24),
    triggers: new Map(),
    responseUrls: new Map(),
    settings,
    deliveries: new Deliveries((sockets ?? http)!, faults, log, settings),
    sockets,
    http,
    origin: '',
    tell: (event, see) => {
      watchers.tell(event, see);
      until.changed();
    },
  };
  return slack;
}

function settingsOf(options: WorkspaceOptions): Settings {
  return {
    mode: options.mode ?? 'socket',
    ackMs: options.ackMs ?? ACK_MS,
    eventRetryMs: options.eventRetryMs ?? EVENT_RETRY_MS,
    refreshWarningMs: options.refreshWarningMs ?? REFRESH_WARNING_MS,
  };
}
