/** An app in a process of its own, and the workspace that it is in, which is in this process together with the load. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startWorkspace, type Workspace } from '../src/lab/workspace/index.ts';
import { freePort } from '../test/support/free-port.ts';

export type Mode = 'socket' | 'http';
/** The bot as it is built; Bolt that acknowledges; Bolt that acknowledges and posts a line. */
export type Kind = 'vmkbot' | 'ack' | 'post';

export interface App {
  readonly kind: Kind;
  readonly workspace: Workspace;
  /** Milliseconds of CPU that its process has used; NaN where there is no /proc. */
  cpu(): number;
  stop(): Promise<void>;
}

/** Questions about a paste each have a channel, since a channel takes one message a second. */
export const CHANNELS = 400;

const BARE = path.resolve(import.meta.dirname, 'ack-bare.ts');
const PROGRAM = path.resolve(process.env.BENCH_PROGRAM ?? 'dist/vmkbot.js');
const WORDS: Readonly<Record<Kind, readonly string[]>> = {
  vmkbot: [PROGRAM, 'start'],
  ack: ['--import', 'tsx', BARE],
  post: ['--import', 'tsx', BARE],
};
/** Who may ask is looked up by person and by user group, as it is in earnest. */
const config = (group: string) =>
  `policies: [{ groups: [prod], changes: [route], ask: { usergroups: [${group}] }, approve: { users: [U0] } }]\n`;

/** Starts one and waits until Slack can reach it. */
export async function startApp(kind: Kind, mode: Mode): Promise<App> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vmkbot-bench-'));
  const port = mode === 'http' ? await freePort() : undefined;
  const workspace = await startWorkspace({
    rateLimits: 'off',
    channels: [{ name: 'ops' }, ...Array.from({ length: CHANNELS }, (_, i) => ({ name: `q${i}` }))],
    mode: port === undefined ? 'socket' : { http: `http://127.0.0.1:${port}/slack/events` },
  });
  writeFileSync(path.join(folder, 'config.yaml'), config([...workspace.team.usergroups.keys()][0]!));
  const options = process.env.BENCH_NODE_OPTIONS?.split(' ') ?? [];
  const child = spawn(process.execPath, [...(kind === 'vmkbot' ? options : []), ...WORDS[kind]], {
    env: {
      PATH: process.env.PATH,
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_API_URL: workspace.apiUrl,
      ...(port === undefined
        ? { SLACK_APP_TOKEN: workspace.appToken }
        : { SLACK_SIGNING_SECRET: workspace.signingSecret, PORT: String(port) }),
      VMKBOT_CONFIG: path.join(folder, 'config.yaml'),
      VMKBOT_STORE: path.join(folder, 'store'),
      BARE: kind,
    },
    stdio: ['ignore', 'ignore', process.env.BENCH_LOG ? 'inherit' : 'ignore'],
  });
  // A bench that fails leaves nothing running.
  process.once('exit', () => child.kill('SIGKILL'));
  await reachable(workspace, child, kind, mode);
  return {
    kind,
    workspace,
    cpu: () => cpuOf(child.pid!),
    async stop() {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await workspace.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Linux counts in hundredths of a second. */
const TICK_MS = 10;

function cpuOf(pid: number): number {
  try {
    // The name in parentheses may hold blanks; user and system time are the 12th and 13th words behind it.
    const words = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    return (Number(words[11]) + Number(words[12])) * TICK_MS;
  } catch {
    return Number.NaN;
  }
}

const PATIENCE_MS = 20_000;

async function reachable({ link, requestUrl }: Workspace, child: ChildProcess, kind: Kind, mode: Mode): Promise<void> {
  const isUp = async () =>
    mode === 'socket'
      ? link.connections === (kind === 'vmkbot' ? 2 : 1)
      : JSON.stringify(await requestUrl.verify('x')) === '{"challenge":"x"}';
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; ) {
    if (child.exitCode !== null) throw new Error(`${kind} ended with ${child.exitCode} (BENCH_LOG=1 shows why)`);
    if (await isUp()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${kind} is not in its workspace after ${PATIENCE_MS} ms`);
}
