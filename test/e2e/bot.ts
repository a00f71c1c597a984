import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAnswering } from '../../src/answering/create.ts';
import type { Changes } from '../../src/changes/service.ts';
import { loadConfig } from '../../src/config.ts';
import { createMetrics } from '../../src/health/metrics.ts';
import { hostState, type SimulatedHost, startHost } from '../../src/lab/esxi/index.ts';
import { newKeyPair } from '../../src/lab/esxi/keys.ts';
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../src/lab/workspace/index.ts';
import { Live } from '../../src/live.ts';
import { type Log, openLog, silent } from '../../src/log.ts';
import { createCodes } from '../../src/otp/codes.ts';
import type { CardPatience } from '../../src/slack/changes/cards.ts';
import { type SlackBot, startSlack } from '../../src/slack/start.ts';
import { changesOf } from '../../src/start/changes.ts';
import { shippedManifest } from '../../src/start/manifest.ts';
import type { Store } from '../../src/store/store.ts';
import { PATIENT } from '../changes/support.ts';
import { freePort } from '../support/free-port.ts';
import { MemoryStore } from '../support/memory-store.ts';

export type Mode = 'socket' | 'http';

export interface Wish extends Omit<WorkspaceOptions, 'mode'> {
  readonly mode?: Mode;
  readonly store?: Store;
  /** Joins a workspace that is there already, and leaves it open. */
  readonly in?: Workspace;
  /** YAML of the policies, by the workspace that is there by then. */
  readonly policies?: (workspace: Workspace) => string;
  /** Names of simulated hosts to be read live. */
  readonly hosts?: readonly HostWished[];
  readonly cardPatience?: Partial<CardPatience>;
  readonly more?: Parameters<typeof changesOf>[0]['more'];
  /** Lines of YAML beside hosts and policies. */
  readonly config?: (workspace: Workspace, folder: string) => string;
  readonly log?: Log;
  readonly soonMs?: number;
  readonly mostAtOnce?: number;
  readonly leaseMs?: number;
  readonly patience?: Parameters<typeof startSlack>[0]['patience'];
}

export interface HostWished {
  readonly name: string;
  readonly group: string;
  /** One that runs already, and is closed by whoever began it; it takes the password `lab`. */
  readonly running?: SimulatedHost;
}

/** A real bot in a strict workspace, both on loopback. */
export interface Stage {
  readonly workspace: Workspace;
  readonly bot: SlackBot;
  readonly store: Store;
  readonly changes: Changes;
  readonly hosts: ReadonlyMap<string, SimulatedHost>;
  end(): Promise<void>;
}

const HURRY: CardPatience = { everyMs: 150, freshMs: 1_000, leaseMs: 1_500 };

const EVERYBODY =
  'policies: [{ groups: [prod], changes: [route], ask: { channels: [], users: [], usergroups: [S0] }, approve: { users: [U0] } }]';

export async function stage(wish: Wish = {}): Promise<Stage> {
  const { mode = 'socket', store = new MemoryStore(), hosts: wanted = [] } = wish;
  const folder = mkdtempSync(join(tmpdir(), 'vmkbot-e2e-'));
  const port = mode === 'http' ? await freePort() : undefined;
  const workspace = wish.in ?? (await openWorkspace(wish, port));
  const hosts = await startHosts(wanted, folder);
  const file = join(folder, 'config.yaml');
  writeFileSync(
    file,
    `${hosts.yaml}${wish.policies?.(workspace) ?? EVERYBODY}\n${wish.config?.(workspace, folder) ?? ''}\n`,
  );
  const env = environment(workspace, port, folder, file);
  const config = loadConfig(env);
  const live = new Live(config, env);
  const answering = createAnswering({ threads: 1 });
  const log = wish.log ?? (process.env.E2E_LOG ? openLog({ VMKBOT_LOG: process.env.E2E_LOG }) : silent());
  const { patience = {}, soonMs = 2_000, mostAtOnce, leaseMs } = wish;
  const bounds = { ...(mostAtOnce !== undefined && { mostAtOnce }), ...(leaseMs !== undefined && { leaseMs }) };
  const metrics = createMetrics(() => 0);
  const changes = changesOf({ config, store, live, log, metrics, more: { patience: PATIENT, ...wish.more } });
  const cardPatience = { ...HURRY, ...wish.cardPatience };
  const codes = createCodes({ totp: config.file.totp, env, store });
  const parts = { config, store, live, answering, changes, codes, log, metrics };
  const bot = await startSlack({ ...parts, patience, soonMs, cardPatience, ...bounds });
  changes.start();
  return {
    workspace,
    bot,
    store,
    changes,
    hosts: hosts.running,
    async end() {
      await changes.stop();
      await bot.stop(5_000);
      await Promise.all([answering.close(), live.close(), store.close()]);
      if (wish.in === undefined) await workspace.close();
      await Promise.all(hosts.own.map((host) => host.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function openWorkspace(wish: Wish, port: number | undefined): Promise<Workspace> {
  const mode = port === undefined ? 'socket' : { http: `http://127.0.0.1:${port}/slack/events` };
  return startWorkspace({ manifest: shippedManifest(), rateLimits: 'off', ...wish, mode });
}

function environment(workspace: Workspace, port: number | undefined, folder: string, file: string): NodeJS.ProcessEnv {
  const way =
    port === undefined
      ? { SLACK_APP_TOKEN: workspace.appToken }
      : { SLACK_SIGNING_SECRET: workspace.signingSecret, PORT: String(port) };
  return {
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_API_URL: workspace.apiUrl,
    VMKBOT_CONFIG: file,
    VMKBOT_STORE: join(folder, 'store'),
    ...way,
  };
}

async function startHosts(wanted: NonNullable<Wish['hosts']>, folder: string) {
  const running = new Map<string, SimulatedHost>();
  const own: SimulatedHost[] = [];
  if (wanted.length === 0) return { running, own, yaml: '' };
  const key = join(folder, 'key');
  const pair = newKeyPair();
  writeFileSync(key, pair.private, { mode: 0o600 });
  const entries: string[] = [];
  writeFileSync(join(folder, 'password'), 'lab', { mode: 0o600 });
  for (const { name, group, running: there } of wanted) {
    const accounts = { root: { password: 'lab', keys: [pair.public] } };
    const host = there ?? (await startHost({ state: hostState('7.0.3', { name }), accounts }));
    if (there === undefined) own.push(host);
    running.set(name, host);
    const login = there === undefined ? `key: ${key}` : `password_file: ${join(folder, 'password')}`;
    const fields = `address: 127.0.0.1, port: ${host.port}, ${login}, hostKey: "${host.hostKeyFingerprint}"`;
    entries.push(`  ${name}: { ${fields}, groups: [${group}] }`);
  }
  return { running, own, yaml: `hosts:\n${entries.join('\n')}\n` };
}
