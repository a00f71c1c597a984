import { loadConfig } from './config.ts';
import { type Log, openLog } from './log.ts';
import { Problem } from './problem.ts';

/** What was started: a bot in a real workspace, or one in a local workspace with its page. */
export interface Started {
  /** The page's address, of the local workspace. */
  readonly url?: string;
  /** The directory of the store, of the local workspace. */
  readonly store?: string;
  /** Where /healthz, /readyz and /metrics are, if they are served. */
  readonly healthPort?: number;
  stop(): Promise<void>;
}

/** Joins the workspace that the environment has tokens for; without tokens opens one here, with hosts to ask about. A signal ends the start. */
export async function start(env: NodeJS.ProcessEnv, log: Log = openLog(env), signal?: AbortSignal): Promise<Started> {
  const config = loadConfig(env);
  if (config.env.SLACK_BOT_TOKEN === undefined) {
    const { startLocal } = await import('./start/local.ts');
    return startLocal(env, log, signal);
  }
  const { startBot } = await import('./start/running.ts');
  return startBot(config, env, log, signal).catch((fault) => {
    throw refusedBySlack(fault) ?? fault;
  });
}

/** Runs until Ctrl+C or SIGTERM, and ends in a bounded time. Returns the exit status: 0, or 1 where a fault of ours ended it. */
export async function serve(env: NodeJS.ProcessEnv, out: NodeJS.WritableStream): Promise<number> {
  // Where somebody looks on, only what is wrong is told.
  const log = openLog(env.SLACK_BOT_TOKEN ? env : { ...env, VMKBOT_LOG: env.VMKBOT_LOG || 'warn' });
  const ended = Promise.race([signalled(), broken(log)]);
  const starting = new AbortController();
  void ended.then(({ by }) => starting.abort(new Error(`${by} while it was started`)));
  const started = await start(env, log, starting.signal).catch((fault) => {
    if (!starting.signal.aborted) throw fault;
    log.info({ err: starting.signal.reason }, 'not started');
    return null;
  });
  if (started === null) return (await ended).status;
  out.write(
    started.url === undefined ? 'vmkbot is in its workspace. Ctrl+C ends it.\n' : welcome(started.url, started.store),
  );
  const { by, status } = await ended;
  log.info({ by }, 'stopping');
  await started.stop();
  return status;
}

/** What ends the process, and the exit status of it. */
interface End {
  readonly by: string;
  readonly status: number;
}

/** A fault that nobody handled leaves a state that nobody knows: it is logged, what was asked is finished or told, and whoever watches starts anew. */
function broken(log: Log): Promise<End> {
  return new Promise((resolve) => {
    for (const name of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(name, (err: unknown) => {
        log.fatal({ err }, `a fault that nobody handled: ${name}`);
        resolve({ by: name, status: 1 });
      });
    }
  });
}

/** A second signal ends at once. */
function signalled(): Promise<End> {
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.on(name, () => {
        resolve({ by: name, status: 0 });
        process.once(name, () => process.exit(130));
      });
    }
  });
}

function welcome(url: string, store: string | undefined): string {
  return [
    '',
    `  A Slack-like workspace with simulated hosts: ${url}`,
    '',
    '  Open it in a browser; #ops has five things to try. Nothing of it leaves this machine.',
    '  Ctrl+C ends it. `vmkbot shell` is the same in a terminal.',
    ...(store === undefined ? [] : [`  What is changed there: VMKBOT_STORE=${store} vmkbot changes`]),
    '',
    '',
  ].join('\n');
}

/** What Slack says of a token, in words. */
function refusedBySlack(fault: unknown): Problem | null {
  const { data, code } = fault as { data?: { error?: unknown }; code?: unknown };
  if (typeof data?.error === 'string') {
    const message = `Slack refuses the tokens: ${data.error}.`;
    const next =
      'Check SLACK_BOT_TOKEN, and SLACK_APP_TOKEN for Socket Mode; docs/slack.md tells where they are found.';
    return Object.assign(new Problem({ code: 'slack-token', message, next, exit: 2 }), { cause: fault });
  }
  if (typeof code === 'string' && code.startsWith('slack_webapi')) {
    const message = 'Slack cannot be reached.';
    const next = 'Check the network, and SLACK_API_URL where it is set.';
    return Object.assign(new Problem({ code: 'slack-link', message, next, exit: 3 }), { cause: fault });
  }
  return null;
}
