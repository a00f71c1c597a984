import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../log.ts';

/** What Slack's libraries log, in our log. Their debug lines hold whole payloads, so those go nowhere. */
export function slackLogger(log: Log, isTold: (line: string) => boolean = () => false): Logger {
  const to =
    (level: 'info' | 'warn' | 'error') =>
    (...said: unknown[]) => {
      const err = said.find((each) => each instanceof Error);
      const line = said.filter((each) => typeof each === 'string').join(' ');
      log[isTold(line) ? 'debug' : level]({ ...(err !== undefined && { err }) }, line);
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

/** What becomes of a link is told by the pair, once; the libraries say it at each try, and of a cut without a reason. */
export function linkLogger(log: Log): Logger {
  return slackLogger(log, (line) => OF_LINKS.test(line));
}

const OF_LINKS =
  /^(?:WebSocket |Failed to (?:retrieve a new WSS|send ping)|A p[io]ng wasn't|Peer did not|http request failed)/;
