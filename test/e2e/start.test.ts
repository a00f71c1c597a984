import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startWorkspace, type Workspace } from '../../src/lab/workspace/index.ts';
import { silent } from '../../src/log.ts';
import { start } from '../../src/main.ts';
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
}, 60_000);

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
  60_000,
);

test('a Slack that is not there is told', async () => {
  const env = environment({
    SLACK_BOT_TOKEN: 'xoxb-0',
    SLACK_APP_TOKEN: 'xapp-0',
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
  });
  expect(await faultOf(start(env, silent()))).toMatchObject({ code: 'slack-link', exit: 3 });
}, 60_000);

test('a port that is taken is told', async () => {
  workspace = await startWorkspace();
  const PORT = new URL(workspace.url).port;
  const env = environment({ SLACK_APP_TOKEN: undefined, SLACK_SIGNING_SECRET: 'secret', PORT });
  expect(await faultOf(start(env, silent()))).toMatchObject({ code: 'http', message: expect.stringContaining(PORT) });
}, 60_000);
