import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startWorkspace, type Workspace } from '../../src/lab/workspace/index.ts';
import { silent } from '../../src/log.ts';
import { start } from '../../src/main.ts';
import { freePort } from '../support/free-port.ts';
import { faultOf, leavesNothingOpen } from '../support/live.ts';

const folders: string[] = [];
let workspace: Workspace | undefined;
afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(tmpdir(), 'vmkbot-main-'));
  folders.push(folder);
  return {
    SLACK_BOT_TOKEN: workspace?.botToken,
    SLACK_APP_TOKEN: workspace?.appToken,
    SLACK_API_URL: workspace?.apiUrl,
    VMKBOT_STORE: folder,
    ...more,
  };
}

test('with tokens it joins their workspace, tells that it is ready, and leaves nothing open', async () => {
  workspace = await startWorkspace();
  const open = workspace;
  await leavesNothingOpen(async () => {
    const started = await start(environment({ VMKBOT_HTTP: '127.0.0.1:0' }), silent());
    await open.until(() => open.link.connections === 2);
    const ready = await fetch(`http://127.0.0.1:${started.healthPort}/readyz`, { headers: { connection: 'close' } });
    expect(await ready.json()).toEqual({ ready: true, faults: [] });
    await started.stop();
    await open.until(() => open.link.connections === 0);
  });
}, 180_000);

test.each([
  ['SLACK_BOT_TOKEN', 'xoxb-0'],
  ['SLACK_APP_TOKEN', 'xapp-0'],
])(
  'a wrong %s is told, without its value, and nothing stays open',
  async (name, value) => {
    workspace = await startWorkspace();
    await leavesNothingOpen(async () => {
      const fault = await faultOf(start(environment({ [name]: value }), silent()));
      expect(fault).toMatchObject({ code: 'slack-token', exit: 2 });
      expect(fault.message + fault.next).not.toContain(value);
    });
  },
  180_000,
);

test('a Slack that is not there is told', async () => {
  const env = environment({
    SLACK_BOT_TOKEN: 'xoxb-0',
    SLACK_APP_TOKEN: 'xapp-0',
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
  });
  expect(await faultOf(start(env, silent()))).toMatchObject({ code: 'slack-link', exit: 3 });
}, 180_000);

/** A start that does not come to an end by itself: Slack gives no address for sockets. */
async function stuck(more: NodeJS.ProcessEnv = {}) {
  workspace = await startWorkspace();
  const refused = workspace.faults.refuseConnections('internal_error');
  const port = await freePort();
  const env = environment({ VMKBOT_HTTP: `127.0.0.1:${port}`, ...more });
  const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } });
  return { env, get, isStuck: () => workspace!.until(() => refused.hits > 0, 90_000) };
}

test('health is served before Slack is there, and a start can be ended', async () => {
  const { env, get, isStuck } = await stuck();
  const control = new AbortController();
  await leavesNothingOpen(async () => {
    const starting = start(env, silent(), control.signal);
    await isStuck();
    expect((await get('/healthz')).status).toBe(200);
    const ready = await get('/readyz');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ faults: ['starting'] });
    control.abort(new Error('told to end'));
    await expect(starting).rejects.toThrow('told to end');
    await expect(get('/healthz')).rejects.toThrow();
  });
}, 180_000);

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s ends a process that is still being started',
  async (signal) => {
    const { env, get, isStuck } = await stuck();
    const words = [resolve('dist/vmkbot.js'), 'start'];
    const child = spawn(process.execPath, words, { env: { PATH: process.env.PATH, ...env }, stdio: 'ignore' });
    try {
      await isStuck();
      expect((await get('/healthz')).status).toBe(200);
      const ended = new Promise((done) => child.once('exit', (code, by) => done(code ?? by)));
      child.kill(signal);
      expect(await ended).toBe(0);
    } finally {
      child.kill('SIGKILL');
    }
  },
  180_000,
);

test.each([
  ['a rejection', 'Promise.reject(new Error("nobody handles it"))'],
  ['an exception', 'throw new Error("nobody handles it")'],
])(
  '%s that nobody handles is logged, and ends the process in order, with a status of its own',
  async (_, fault) => {
    workspace = await startWorkspace();
    const open = workspace;
    const trap = `data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => { ${fault} })`)}`;
    const words = ['--import', trap, resolve('dist/vmkbot.js'), 'start'];
    const child = spawn(process.execPath, words, { env: { PATH: process.env.PATH, ...environment() } });
    let log = '';
    child.stderr.on('data', (data) => {
      log += data;
    });
    try {
      await open.until(() => open.link.connections === 2, 90_000);
      const ended = new Promise((done) => child.once('exit', (code, by) => done(code ?? by)));
      await until(() => log.includes('the bot is in its workspace'));
      child.kill('SIGUSR2');
      expect(await ended).toBe(1);
      expect(log).toMatch(/"level":"fatal".*nobody handles it/);
      expect(log).toContain('"msg":"stopping"');
    } finally {
      child.kill('SIGKILL');
    }
  },
  180_000,
);

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((again) => setTimeout(again, 20));
}

test('a port that is taken is told', async () => {
  workspace = await startWorkspace();
  const PORT = new URL(workspace.url).port;
  const env = environment({ SLACK_APP_TOKEN: undefined, SLACK_SIGNING_SECRET: 'secret', PORT });
  expect(await faultOf(start(env, silent()))).toMatchObject({ code: 'http', message: expect.stringContaining(PORT) });
}, 180_000);
