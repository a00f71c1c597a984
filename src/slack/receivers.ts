import { HTTPReceiver, type Receiver } from '@slack/bolt';
import type { Environment } from '../config.ts';
import type { Log } from '../log.ts';
import { slackLogger } from './slack-logger.ts';
import { SocketPair } from './sockets/pair.ts';
import { PATIENCE, type Patience } from './sockets/patience.ts';
import { clientOptions } from './web-client.ts';

/** How Slack reaches the bot: by two sockets that the bot opens, or by requests to `POST /slack/events`. */
export type Link =
  | { readonly kind: 'socket'; readonly receiver: SocketPair }
  | { readonly kind: 'http'; readonly receiver: HTTPReceiver; readonly port: number };

/** The receiver that the environment asks for: Socket Mode where there is an app token. */
export function linkFor(env: Environment, log: Log, patience: Partial<Patience> = {}): Link {
  if (env.SLACK_APP_TOKEN !== undefined) return { kind: 'socket', receiver: sockets(env, log, patience) };
  const receiver = new HTTPReceiver({
    signingSecret: env.SLACK_SIGNING_SECRET!,
    endpoints: '/slack/events',
    logger: slackLogger(log),
    customPropertiesExtractor: () => ({ receivedAt: performance.now() }),
  });
  return { kind: 'http', receiver, port: env.PORT! };
}

function sockets(env: Environment, log: Log, patience: Partial<Patience>): SocketPair {
  const opening = {
    appToken: env.SLACK_APP_TOKEN!,
    clientOptions: clientOptions(env.SLACK_API_URL, log),
    logger: slackLogger(log),
    patience: { ...PATIENCE, ...patience },
    now: Date.now,
  };
  return new SocketPair(opening, log);
}

export type { Receiver };
