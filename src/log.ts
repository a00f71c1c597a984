import { pino } from 'pino';

/** The log: one JSON object a line. Neither a host's output nor the words of a paste go in; who asked which verb does. */
export type Log = pino.Logger;

/** Opens the log on standard error; `VMKBOT_LOG` sets its level (`info` where it is missing). */
export function openLog(env: NodeJS.ProcessEnv, to: pino.DestinationStream = pino.destination(2)): Log {
  return pino(
    {
      level: env.VMKBOT_LOG || 'info',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      // Whatever a library puts in a message: no token leaves by the log.
      hooks: { streamWrite: withoutTokens },
    },
    to,
  );
}

/** Nothing is logged. */
export const silent = (): Log => pino({ level: 'silent' });

const TOKENS = [
  [/\bx(?:ox[a-z]|app)-[A-Za-z0-9.-]{6,}/g, 'x…'],
  [/\b(Bearer )[^\s"\\]+/gi, '$1…'],
  [/(\/\/[^\s"\\/:@]*:)[^\s"\\/@]+@/g, '$1…@'],
  [/([?&](?:ticket|token|secret)=)[^&\s"\\]+/gi, '$1…'],
  [/(\/(?:commands|actions|services)\/[A-Z0-9]+\/\d+\/)[A-Za-z0-9]+/g, '$1…'],
] as const;

/** A line without Slack tokens, bearer words, passwords in addresses, tickets and response addresses. */
export function withoutTokens(line: string): string {
  return TOKENS.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line);
}
