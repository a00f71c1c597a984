import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../log.ts';

/** What Slack's libraries log, in our log. Their debug lines hold whole payloads, so those go nowhere. */
export function slackLogger(log: Log): Logger {
  const to =
    (level: 'info' | 'warn' | 'error') =>
    (...said: unknown[]) => {
      const err = said.find((each) => each instanceof Error);
      log[level]({ ...(err !== undefined && { err }) }, said.filter((each) => typeof each === 'string').join(' '));
    };
  return {
    debug: () => {},
    // Bolt's own news (`Now connected to Slack`) is told by the links.
    info: () => {},
    warn: to('warn'),
    error: to('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
