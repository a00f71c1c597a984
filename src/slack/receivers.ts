import type { Server } from 'node:http';
import { HTTPReceiver, type Receiver } from '@slack/bolt';
import type { Environment } from '../config.ts';
import type { Log } from '../log.ts';
import { Problem } from '../problem.ts';
import { linkLogger, slackLogger } from './slack-logger.ts';
import { SocketPair } from './sockets/pair.ts';
import { PATIENCE, type Patience } from './sockets/patience.ts';
import { clientOptions } from './web-client.ts';
import { wholeBodies } from './whole-bodies.ts';

/** How Slack reaches the bot: by two sockets that the bot opens, or by requests to `POST /slack/events`. */
export interface SlackLink {
  readonly kind: 'socket' | 'http';
  readonly receiver: Receiver;
  start(): Promise<void>;
  /** In a bounded time, and also where it was never started. */
  stop(): Promise<void>;
  /** For how many milliseconds Slack has not been able to reach us; 0 where it can. */
  downFor(): number;
}

/** The link that the environment asks for: Socket Mode where there is an app token. */
export function linkFor(env: Environment, log: Log, patience: Partial<Patience> = {}): SlackLink {
  return env.SLACK_APP_TOKEN === undefined ? requests(env, log) : sockets(env, log, patience);
}

function sockets(env: Environment, log: Log, patience: Partial<Patience>): SlackLink {
  const logger = linkLogger(log);
  const opening = {
    appToken: env.SLACK_APP_TOKEN!,
    clientOptions: { ...clientOptions(env.SLACK_API_URL, log), logger },
    logger,
    patience: { ...PATIENCE, ...patience },
    now: Date.now,
  };
  const receiver = new SocketPair(opening, log);
  return {
    kind: 'socket',
    receiver,
    start: () => receiver.start(),
    stop: () => receiver.stop(),
    downFor: () => receiver.downFor(),
  };
}

/** Requests that are half sent when all else has ended are nobody's any more. */
const HALF_SENT_MS = 1_000;

function requests(env: Environment, log: Log): SlackLink {
  const receiver = new HTTPReceiver({
    signingSecret: env.SLACK_SIGNING_SECRET!,
    endpoints: '/slack/events',
    logger: slackLogger(log),
    customPropertiesExtractor: () => ({ receivedAt: performance.now() }),
  });
  receiver.requestListener = wholeBodies(receiver.requestListener);
  let server: Server | undefined;
  return {
    kind: 'http',
    receiver,
    async start() {
      server = await receiver.start(env.PORT!).catch((cause: NodeJS.ErrnoException) => {
        throw notServed(env.PORT!, cause);
      });
    },
    async stop() {
      if (server === undefined) return;
      const timer = setTimeout(() => server?.closeAllConnections(), HALF_SENT_MS);
      await receiver.stop().finally(() => clearTimeout(timer));
    },
    downFor: () => 0,
  };
}

function notServed(port: number, cause: NodeJS.ErrnoException): Problem {
  const message = `PORT is ${port}, and nothing can be served there (${cause.code ?? cause.message}).`;
  return Object.assign(new Problem({ code: 'http', message, next: 'Name another port.', exit: 2 }), { cause });
}
