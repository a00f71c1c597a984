import { afterEach, beforeEach, expect, test } from 'vitest';
import { startWorkspace, type Workspace } from '../../src/lab/workspace/index.ts';
import { openLog, silent } from '../../src/log.ts';
import { findUsergroups } from '../../src/slack/people/usergroups.ts';
import { webClient } from '../../src/slack/web-client.ts';

let workspace: Workspace;
beforeEach(async () => {
  workspace = await startWorkspace({ rateLimits: 'off' });
});
afterEach(() => workspace.close());

test('a group that Slack does not know is asked for once in a while, and told once in the log, in a word', async () => {
  const lines: string[] = [];
  const log = openLog({ VMKBOT_LOG: 'info' }, { write: (line) => void lines.push(line) });
  let time = 0;
  const client = webClient(workspace.botToken, workspace.apiUrl, silent());
  const find = findUsergroups(client, log, () => time);
  const ask = () => find(workspace.person('oncall').id, ['S0']);
  const asked = () => workspace.log.calls('usergroups.users.list').length;
  for (time = 0; time < 40_000; time += 4_000) expect(await ask()).toBe('unknown');
  expect(asked()).toBe(1);
  time = 120_000;
  await ask();
  expect(asked()).toBe(2);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ usergroup: 'S0', why: 'no_such_subteam' }]);
  expect(lines.join('')).not.toContain('stack');
});
