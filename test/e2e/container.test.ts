import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { hostState, startHost } from '../../src/lab/esxi/index.ts';
import { newKeyPair } from '../../src/lab/esxi/keys.ts';
import { startWorkspace } from '../../src/lab/workspace/index.ts';
import { silent } from '../../src/log.ts';
import { type Started, start } from '../../src/main.ts';
import { redisMissing, startRedis } from '../support/redis-server.ts';
import { nth } from './said.ts';

const dockerfile = readFileSync('Dockerfile', 'utf8');
const { services, volumes } = parse(readFileSync('compose.yaml', 'utf8'));
/** What the image sets, and compose over it. */
const image = Object.fromEntries(
  [.../^ENV ((?:.*\\\n)*.*)$/m.exec(dockerfile)![1]!.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
);
const environment: Record<string, string> = { ...image, ...services.vmkbot.environment };

/** Folders that the container may write, and that outlive it. */
const kept = (services.vmkbot.volumes as string[])
  .map((volume) => volume.split(':'))
  .filter(([from, , mode]) => mode !== 'ro' && from! in volumes)
  .map(([, to]) => to!);

/** A path of the container as it is here: below `root` where it can be written, else below what is no folder. */
function placed(path: string, root: string): string {
  return kept.some((folder) => `${path}/`.startsWith(`${folder}/`)) ? join(root, path) : join('/dev/null', path);
}

async function running(): Promise<{ started: Started; read(): Promise<string>; root: string }> {
  const root = mkdtempSync(join(tmpdir(), 'vmkbot-container-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const folder of kept) mkdirSync(join(root, folder), { recursive: true });
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const workspace = await startWorkspace({ rateLimits: 'off' });
  onTestFinished(() => workspace.close());
  const pair = newKeyPair();
  const host = await startHost({
    state: hostState('7.0.3', { name: 'esx-07' }),
    accounts: { root: { password: 'lab', keys: [pair.public] } },
  });
  onTestFinished(() => host.close());
  const config = join(root, environment.VMKBOT_CONFIG!);
  mkdirSync(dirname(config), { recursive: true });
  writeFileSync(join(dirname(config), 'key'), pair.private, { mode: 0o600 });
  writeFileSync(config, configured(host.port, host.hostKeyFingerprint, workspace.person('oncall').id));
  const env = {
    ...environment,
    HOME: placed('/home/node', root),
    ...(environment.XDG_STATE_HOME && { XDG_STATE_HOME: placed(environment.XDG_STATE_HOME, root) }),
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_APP_TOKEN: workspace.appToken,
    SLACK_API_URL: workspace.apiUrl,
    VMKBOT_CONFIG: config,
    VMKBOT_STORE: environment.VMKBOT_STORE!.replace('redis://redis:6379', redis.address),
    VMKBOT_HTTP: environment.VMKBOT_HTTP!.replace(/\d+$/, '0'),
  };
  const started = await start(env, silent());
  onTestFinished(() => started.stop());
  const channel = workspace.channel('ops').name;
  const read = async () => {
    await workspace.as('oncall').post({ channel, text: '@vmkbot check esx-07' });
    return (await nth(workspace, channel, 'answer')).text;
  };
  return { started, read, root };
}

const configured = (port: number, hostKey: string, user: string) => `
hosts:
  esx-07: { address: 127.0.0.1, port: ${port}, key: key, hostKey: "${hostKey}", groups: [prod] }
policies: [{ groups: [prod], changes: [route], ask: { users: [${user}] }, approve: { users: [${user}] } }]
`;

const withRedis = (what: string) => (redisMissing === null ? what : `${what} (skipped: ${redisMissing})`);

test.skipIf(redisMissing !== null)(
  withRedis('as compose.yaml runs it, read-only and beside a Redis, it reads a host and keeps its records on a volume'),
  async () => {
    expect(services.vmkbot.read_only).toBe(true);
    const { started, read, root } = await running();
    expect(await read()).toContain('ESXi 7.0.3 build');
    expect(kept.some((folder) => existsSync(join(root, folder, 'vmkbot', 'logins')))).toBe(true);
    for (const at of ['0.0.0.0', '', '[::]', '127.0.0.1']) {
      expect([at, await healthOf(`${at}:${started.healthPort}`)]).toEqual([at, 0]);
    }
    expect(await healthOf('0.0.0.0:9')).toBe(1);
  },
);

/** The exit status of the image's health check. */
function healthOf(address: string): Promise<number | null> {
  const [, check] = /^HEALTHCHECK (?:.*\\\n)*?\s*CMD (\[.*\])$/m.exec(dockerfile)!;
  const [program, ...words] = JSON.parse(check!) as string[];
  expect(program).toBe('node');
  const child = spawn(process.execPath, words, { env: { VMKBOT_HTTP: address }, timeout: 20_000 });
  return new Promise((resolve) => child.once('exit', resolve));
}
