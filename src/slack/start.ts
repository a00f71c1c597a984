import { App } from '@slack/bolt';
import type { Answering } from '../answering/answering.ts';
import type { Changes } from '../changes/service.ts';
import type { Config } from '../config.ts';
import { redact } from '../core/esxi/redact.ts';
import { createMetrics, type Metrics } from '../health/metrics.ts';
import type { Live } from '../live.ts';
import type { Log } from '../log.ts';
import type { Codes } from '../otp/codes.ts';
import type { Store } from '../store/store.ts';
import { slackCalls } from './calls.ts';
import { CARD_PATIENCE, type CardPatience, Cards } from './changes/cards.ts';
import { Teller } from './changes/teller.ts';
import { load } from './conversation/help.ts';
import { tellLeft } from './conversation/left.ts';
import { VERB_NAMES } from './conversation/spoken.ts';
import { createDeliveries } from './delivery/deliveries.ts';
import { type OpenQuestion, OpenQuestions } from './delivery/open.ts';
import { Responder } from './delivery/respond.ts';
import { Desk } from './desk.ts';
import { refreshHome } from './home/home.ts';
import { followAtHome } from './home/shown.ts';
import { type Identity, identify } from './identity.ts';
import { listen } from './listeners/index.ts';
import { outboxClient } from './outbox/client.ts';
import { createOutbox, type LinkedOutbox } from './outbox/create.ts';
import { Access } from './people/access.ts';
import { createApprovers } from './people/approvers.ts';
import { findPeople } from './people/person.ts';
import { findUsergroups } from './people/usergroups.ts';
import type { Ports } from './ports.ts';
import { linkFor, type SlackLink } from './receivers.ts';
import { slackLogger } from './slack-logger.ts';
import type { Patience } from './sockets/patience.ts';
import { stop } from './stop.ts';
import { Threads } from './threads/memory.ts';
import { clientOptions, webClient } from './web-client.ts';
import { unlessAborted } from './within.ts';

/** A question that is answered sooner needs no word that it is being worked on. */
const SOON_MS = 2_000;
/** For closing what was not yet joined. */
const NOT_STARTED_MS = 5_000;

/** What the bot is made of, beside Slack. */
export interface SlackOptions {
  readonly config: Config;
  readonly store: Store;
  readonly answering: Answering;
  readonly live: Live;
  /** Followed from here on; it is started once the bot is in its workspace, and stopped before the bot is. */
  readonly changes: Changes;
  readonly log: Log;
  /** How long the sockets wait; Slack's own pace where it is not said. */
  readonly patience?: Partial<Patience>;
  /** After how many milliseconds it is told that something is being worked on. */
  readonly soonMs?: number;
  /** One-time codes of those who confirm. */
  readonly codes: Codes;
  readonly cardPatience?: Partial<CardPatience>;
  /** How many questions are worked on at the same time. */
  readonly mostAtOnce?: number;
  /** After how many milliseconds without a sign a process that shares the store is taken for dead. */
  readonly leaseMs?: number;
  /** Figures of its own where they are not given. */
  readonly metrics?: Metrics;
  /** Ends the start; afterwards it means nothing. */
  readonly signal?: AbortSignal;
}

/** A bot that is in its workspace. */
export interface SlackBot {
  readonly identity: Identity;
  readonly outbox: LinkedOutbox;
  readonly metrics: Metrics;
  /** For how many milliseconds Slack has not been able to reach us; 0 where it can. */
  linkDownFor(): number;
  /** Asks Slack whether the token is good. */
  tokenIsGood(): Promise<boolean>;
  /** Takes nothing new, finishes or tells what is being worked on, and says what waits; within this many milliseconds. */
  stop(withinMs: number): Promise<void>;
}

/** Joins the workspace that the tokens in the environment belong to; rejects where Slack refuses them, or the signal is given. */
export async function startSlack(options: SlackOptions): Promise<SlackBot> {
  const { config, log } = options;
  const { SLACK_BOT_TOKEN: token = '', SLACK_API_URL: apiUrl } = config.env;
  const client = webClient(token, apiUrl, log);
  const identity = await unlessAborted(identify(client), options.signal);
  const outbox = createOutbox({ client: outboxClient(token, apiUrl), log });
  const { metrics = createMetrics(() => outbox.health().waiting) } = options;
  const find = { person: findPeople(client, identity, Date.now), usergroups: findUsergroups(client, log, Date.now) };
  const responder = new Responder({ outbox, apiUrl: apiUrl ?? 'https://slack.com/api/', log });
  const deliveries = createDeliveries({ store: options.store, log });
  const { leaseMs } = options;
  const tell = (left: OpenQuestion) => tellLeft(left, ports);
  const open = new OpenQuestions({ store: options.store, tell, log, ...(leaseMs !== undefined && { leaseMs }) });
  const ports: Ports = {
    ...options,
    name: identity.name,
    access: new Access(config.file, find),
    threads: new Threads(options.store, Date.now),
    get cards() {
      return cards;
    },
    cardPatience: { ...CARD_PATIENCE, ...options.cardPatience },
    approvers: createApprovers(config.file, find),
    outbox,
    deliveries,
    open,
    slack: slackCalls({ client, token, apiUrl, botUser: identity.user }),
    respondTo: (url, person) => responder.respondTo(url, person),
    redact: (text) => redact(text).text,
    metrics,
    now: Date.now,
    soonMs: options.soonMs ?? SOON_MS,
  };
  const cards = new Cards(ports);
  const teller = new Teller(ports);
  teller.follow();
  followAtHome(ports, (who) => refreshHome(who, ports));
  const desk = new Desk(identity.user, ports);
  const link = linkFor(config.env, log, options.patience);
  const app = appOf(link, identity, token, options);
  listen(app, desk, { log, metrics });
  // Loaded later, they would hold up acknowledgements.
  await load(VERB_NAMES);
  const parts = { link, desk, outbox, open, teller, log };
  await open.start();
  try {
    await unlessAborted(link.start(), options.signal);
  } catch (fault) {
    await stop(parts, NOT_STARTED_MS);
    throw fault;
  }
  teller.start();
  log.info({ link: link.kind, team: identity.team, user: identity.user }, 'the bot is in its workspace');
  return {
    identity,
    outbox,
    metrics,
    linkDownFor: () => link.downFor(),
    tokenIsGood: () => outbox.tokenIsGood(),
    stop: (withinMs) => stop(parts, withinMs),
  };
}

/** The identity is known, so that Bolt need not ask Slack for it before it can acknowledge. */
function appOf({ receiver }: SlackLink, { bot, user }: Identity, token: string, { config, log }: SlackOptions): App {
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: token, botId: bot, botUserId: user }),
    convoStore: false,
    clientOptions: clientOptions(config.env.SLACK_API_URL, log),
    logger: slackLogger(log),
  });
  app.error(async (err) => log.error({ err }, 'a listener failed'));
  return app;
}
