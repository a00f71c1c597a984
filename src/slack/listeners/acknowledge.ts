import type { Context } from '@slack/bolt';
import type { Metrics } from '../../health/metrics.ts';
import type { Log } from '../../log.ts';

/** What acknowledging is told to. */
export interface AckReport {
  readonly log: Log;
  readonly metrics: Metrics;
}

/**
 * Acknowledges before any work. Where that fails the socket was just closed: Slack may deliver again, which is noticed, and it may not, so
 * the work is done either way.
 */
export async function acknowledge(
  ack: () => Promise<void>,
  context: Context,
  way: string,
  to: AckReport,
): Promise<void> {
  try {
    await ack();
  } catch (err) {
    to.metrics.errors.inc({ kind: 'ack' });
    to.log.warn({ way, err }, 'not acknowledged');
  }
  const since = context.receivedAt;
  if (typeof since === 'number') to.metrics.ack.observe({ way }, (performance.now() - since) / 1000);
}
