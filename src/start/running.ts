import { createAnswering } from '../answering/create.ts';
import type { Config } from '../config.ts';
import { createReadiness } from '../health/readiness.ts';
import { serveHealth } from '../health/server.ts';
import { Live } from '../live.ts';
import type { Log } from '../log.ts';
import { type SlackBot, startSlack } from '../slack/start.ts';
import { openStore } from '../store/index.ts';

/** A bot with everything that it is made of. */
export interface Running {
  readonly bot: SlackBot;
  /** Where health is served, if it is. */
  readonly healthPort?: number;
  /** Ends in a bounded time. What was begun is finished or told; what ended already is left be. */
  stop(): Promise<void>;
}

/** Slack's own patience with a process that was told to end is 30 s in most places where containers run. */
const STOP_MS = 15_000;

/** Opens store, hosts and workers, and joins the workspace of the configuration. What was opened is closed again where that fails. */
export async function startBot(config: Config, env: NodeJS.ProcessEnv, log: Log): Promise<Running> {
  const opened: (() => Promise<void>)[] = [];
  const closeAll = async () => {
    for (const close of opened.splice(0).reverse()) await close().catch((err) => log.error({ err }, 'not closed'));
  };
  try {
    return await open(config, env, log, opened, closeAll);
  } catch (fault) {
    await closeAll();
    throw fault;
  }
}

async function open(
  config: Config,
  env: NodeJS.ProcessEnv,
  log: Log,
  opened: (() => Promise<void>)[],
  closeAll: () => Promise<void>,
): Promise<Running> {
  const store = await openStore(config.env.VMKBOT_STORE, Date.now, (warning) => log.error({ warning }, 'store'));
  opened.push(() => store.close());
  for (const warning of await store.warnings()) log.warn({ warning }, 'store');
  const live = new Live(config, env);
  opened.push(() => live.close());
  const answering = createAnswering();
  opened.push(() => answering.close());
  const bot = await startSlack({ config, store, live, answering, log, defaultMetrics: true });
  let stopping = false;
  opened.push(() => bot.stop(STOP_MS));
  let healthPort: number | undefined;
  if (config.env.VMKBOT_HTTP !== undefined) {
    const readiness = createReadiness({
      linkDownFor: bot.linkDownFor,
      revoked: () => bot.outbox.health().revoked,
      tokenIsGood: bot.tokenIsGood,
      storeIsReady: () => store.ready(),
      isStopping: () => stopping,
    });
    const health = await serveHealth({ at: config.env.VMKBOT_HTTP, readiness, metrics: bot.metrics });
    // Last to be opened and last to be asked: it is closed when all else is.
    opened.unshift(() => health.close());
    healthPort = health.port;
  }
  return {
    bot,
    ...(healthPort !== undefined && { healthPort }),
    async stop() {
      stopping = true;
      await closeAll();
    },
  };
}
