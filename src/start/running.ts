import { createAnswering } from '../answering/create.ts';
import type { Changes } from '../changes/service.ts';
import type { Config } from '../config.ts';
import { createMetrics } from '../health/metrics.ts';
import { type Checks, createReadiness } from '../health/readiness.ts';
import { serveHealth } from '../health/server.ts';
import { Live } from '../live.ts';
import type { Log } from '../log.ts';
import { createCodes } from '../otp/codes.ts';
import { readRecord, serveRecord } from '../record/index.ts';
import { type SlackBot, startSlack } from '../slack/start.ts';
import { isDoneWithin, unlessAborted } from '../slack/within.ts';
import { openStore } from '../store/index.ts';
import type { Store } from '../store/store.ts';
import { changesOf } from './changes.ts';

/** A bot with everything that it is made of. */
export interface Running {
  readonly bot: SlackBot;
  /** Where health is served, if it is. */
  readonly healthPort?: number;
  /** Ends in a bounded time. What was begun is finished or told; what ended already is left be. */
  stop(): Promise<void>;
}

/** Most places where containers run have 30 s patience with a process that was told to end: for all of it, and for the bot of that. */
const STOP_MS = 20_000;
const BOT_MS = 15_000;
const CHANGES_MS = 4_000;

/** What is there so far. */
interface Parts {
  readonly config: Config;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly signal: AbortSignal | undefined;
  readonly began: number;
  readonly opened: (() => Promise<void>)[];
  phase: ReturnType<Checks['phase']>;
  store?: Store;
  bot?: SlackBot;
}

/**
 * Opens store, hosts and workers, and joins the workspace of the configuration; health is served before any of it. What was opened is
 * closed again where that fails, or the signal is given before it is done.
 */
export async function startBot(
  config: Config,
  env: NodeJS.ProcessEnv,
  log: Log,
  signal?: AbortSignal,
): Promise<Running> {
  const parts: Parts = { config, env, log, signal, began: Date.now(), opened: [], phase: 'starting' };
  try {
    return await open(parts);
  } catch (fault) {
    await closeAll(parts);
    throw fault;
  }
}

async function open(parts: Parts): Promise<Running> {
  const { config, env, log, signal, opened } = parts;
  const metrics = createMetrics(() => parts.bot?.outbox.health().waiting ?? 0, { defaults: true });
  const healthPort = await openHealth(parts, metrics);
  const store = await unlessAborted(
    openStore(config.env.VMKBOT_STORE, Date.now, (warning) => log.error({ warning }, 'store')),
    signal,
  );
  parts.store = store;
  opened.push(() => store.close());
  for (const warning of await store.warnings()) log.warn({ warning }, 'store');
  await openRecord(parts, store);
  const live = new Live(config, env);
  opened.push(() => live.close());
  const answering = createAnswering();
  opened.push(() => answering.close());
  const changes = changesOf({ config, store, live, log, metrics });
  const codes = createCodes({ totp: config.file.totp, env, store });
  const made = { config, store, live, answering, changes, codes, log, metrics };
  const bot = await startSlack({ ...made, ...(signal && { signal }) });
  parts.bot = bot;
  opened.push(() => bot.stop(BOT_MS));
  // What happens to changes is told by the bot, so that they begin after it and end before it.
  changes.start();
  opened.push(() => stopChanges(changes, log));
  parts.phase = 'running';
  const stop = () => closeAll(parts);
  return { bot, ...(healthPort !== undefined && { healthPort }), stop };
}

/** What is armed on a host by then is left to its timer, and to the next process. */
async function stopChanges(changes: Changes, log: Log): Promise<void> {
  if (!(await isDoneWithin(changes.stop(), CHANGES_MS))) log.warn('ended in the middle of a change');
}

/** An embedded store has one process: a terminal that wants to read the record asks it. Without that the bot does what it does. */
async function openRecord({ config, log, opened }: Parts, store: Store): Promise<void> {
  const folder = config.env.VMKBOT_STORE;
  if (/^rediss?:/i.test(folder)) return;
  const record = readRecord(store, { hosts: 'all' });
  const failed = (err: unknown) => log.error({ err }, 'a terminal was not answered');
  await serveRecord({ store: folder, record, failed }).then(
    (server) => opened.push(() => server.close()),
    (err) => log.warn({ err }, 'terminals cannot ask for changes'),
  );
}

/** First to be opened and last to be closed, so that whoever asks is told why the bot is of no use yet. */
async function openHealth(parts: Parts, metrics: ReturnType<typeof createMetrics>): Promise<number | undefined> {
  const { config, log, opened } = parts;
  if (config.env.VMKBOT_HTTP === undefined) return undefined;
  const readiness = createReadiness({
    linkDownFor: () => parts.bot?.linkDownFor() ?? Date.now() - parts.began,
    revoked: () => parts.bot?.outbox.health().revoked ?? null,
    tokenIsGood: async () => parts.bot?.tokenIsGood() ?? true,
    storeIsReady: async () => parts.store?.ready() ?? false,
    phase: () => parts.phase,
  });
  const failed = (err: Error) => log.error({ err }, 'health is served with a fault');
  const health = await serveHealth({ at: config.env.VMKBOT_HTTP, readiness, metrics, failed });
  opened.push(() => health.close());
  log.info({ port: health.port }, 'health is served');
  return health.port;
}

/** Each has what the ones before it have left of one time. */
async function closeAll(parts: Parts): Promise<void> {
  const { opened, log } = parts;
  parts.phase = 'stopping';
  const end = performance.now() + STOP_MS;
  for (const close of opened.splice(0).reverse()) {
    const closed = close().catch((err) => log.error({ err }, 'not closed'));
    if (!(await isDoneWithin(closed, Math.max(0, end - performance.now())))) log.error('not closed in time');
  }
}
