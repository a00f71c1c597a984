import { Changes, type ServiceOptions } from '../changes/service.ts';
import type { Config } from '../config.ts';
import type { Metrics } from '../health/metrics.ts';
import type { Live } from '../live.ts';
import type { Log } from '../log.ts';
import { Problem } from '../problem.ts';
import { HeldElsewhere } from '../slack/changes/holding.ts';
import { Undelivered } from '../slack/outbox/outbox.ts';
import type { Store } from '../store/store.ts';

export interface ChangeParts {
  readonly config: Config;
  readonly store: Store;
  readonly live: Pick<Live, 'openChange'>;
  readonly log: Log;
  readonly metrics: Metrics;
  /** For tests: how long things are waited for, what time it is, and where a process stops. */
  readonly more?: Pick<ServiceOptions, 'patience' | 'now' | 'watchNow' | 'at'>;
}

/** Changes of the configured hosts by the configured policies. */
export function changesOf({ config, store, live, log, metrics, more = {} }: ChangeParts): Changes {
  const { hosts, policies, protected: peers } = config.file;
  const reached = peers.flatMap(({ name, address, port }) => (port === undefined ? [] : [{ name, address, port }]));
  return new Changes({
    ...more,
    ...{ store, hosts: live, policies, reached },
    groupsOf: (host) => (Object.hasOwn(hosts, host) ? hosts[host]!.groups : null),
    failed: (fault, change) => failed(fault, change, log, metrics),
  });
}

/** What another process does, or Slack or a store does not take now, is done later; only the rest is a bug. */
function failed(err: unknown, change: string | null, log: Log, metrics: Metrics): void {
  if (err instanceof HeldElsewhere) return;
  const isLater = err instanceof Undelivered || (err instanceof Problem && err.code === 'store');
  metrics.errors.inc({ kind: isLater ? 'later' : 'bug' });
  if (isLater) log.warn({ change, err }, 'a change goes on later');
  else log.error({ change, err }, 'a change failed');
}
