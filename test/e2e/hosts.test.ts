import { afterEach, expect, test } from 'vitest';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { type Stage, stage } from './bot.ts';
import { nth, said, whispered } from './said.ts';

let on: Stage;
afterEach(() => on?.end());

const policies = ({ person }: Workspace) =>
  `policies: [{ groups: [prod], changes: [route], ask: { users: [${person('oncall').id}] }, approve: { users: [${person('netops').id}] } }]`;
const hosts = [{ name: 'esx-07', group: 'prod' }];

test('what takes long is told at once, and the same message becomes the answer', async () => {
  on = await stage({ hosts, policies, soonMs: 0 });
  const { workspace } = on;
  const seen: string[] = [];
  const stop = workspace.watch('oncall', (event) => {
    if (event.type === 'message' && event.message.thread === undefined) seen.push(event.message.text);
  });
  await workspace.as('oncall').command({ channel: 'ops', text: '/vmk check esx-07' });
  const root = await nth(workspace, 'ops', 'answer');
  stop();
  expect(seen[0]).toBe('Reading esx-07 …');
  expect(root.edited).toBeDefined();
  expect(said(workspace, 'ops', 'progress')).toHaveLength(0);
});

test('a host that is not reached is told to who asked, and no progress is left standing', async () => {
  on = await stage({ hosts, policies, soonMs: 0 });
  const { workspace } = on;
  await on.hosts.get('esx-07')!.close();
  await workspace.as('oncall').command({ channel: 'ops', text: '/vmk check esx-07' });
  expect((await whispered(workspace, 'ops', 'oncall')).text).toContain('esx-07');
  const left = await nth(workspace, 'ops', 'notice');
  expect(left.text).toContain('oncall was told why');
  expect(said(workspace, 'ops', 'progress')).toHaveLength(0);
});

test('what was begun is finished before the bot ends', async () => {
  on = await stage({ hosts, policies, soonMs: 0 });
  const { workspace, bot } = on;
  const slow = workspace.faults.slow(200, { method: 'users.info' });
  await workspace.as('oncall').command({ channel: 'ops', text: '/vmk check esx-07' });
  await workspace.until(() => slow.hits > 0);
  await bot.stop(20_000);
  expect(said(workspace, 'ops', 'answer')).toHaveLength(1);
  expect(said(workspace, 'ops', 'detail')).toHaveLength(1);
});

test('what cannot be finished in time is told to who asked', async () => {
  on = await stage({ hosts, policies, soonMs: 0 });
  const { workspace, bot } = on;
  on.hosts.get('esx-07')!.faults.hang = 'exec';
  await workspace.as('oncall').command({ channel: 'ops', text: '/vmk check esx-07' });
  await nth(workspace, 'ops', 'progress');
  await bot.stop(2_000);
  expect((await whispered(workspace, 'ops', 'oncall')).text).toContain('being restarted');
  expect(said(workspace, 'ops', 'progress')).toHaveLength(0);
});

test('an end is bounded, whatever is stuck', async () => {
  on = await stage({ hosts, policies });
  const { workspace, bot, store } = on;
  const { commit } = store;
  store.commit = () => new Promise(() => {});
  await workspace.as('oncall').command({ channel: 'ops', text: '/vmk check esx-07' });
  await bot.stop(500);
  store.commit = commit;
  expect(workspace.link.connections).toBe(0);
});

test('what a host calls its port groups calls nobody, links nowhere, and may be megabytes', async () => {
  on = await stage({ hosts: [...hosts, { name: 'esx-08', group: 'prod' }], policies });
  const { workspace } = on;
  const evil = '<!channel> <@U1> <http://x.y|z> *b* `c` ``` <script>x</script>';
  for (const [host, name] of [['esx-07', evil] as const, ['esx-08', 'x'.repeat(10_000_000)] as const]) {
    const { state, changed } = on.hosts.get(host)!;
    for (const adapter of state.config.vmknics) adapter.portgroup = name;
    for (const each of state.config.vswitches.flatMap(({ portgroups }) => portgroups)) each.name = name;
    changed();
    await workspace.as('oncall').command({ channel: 'ops', text: `/vmk state ${host}` });
  }
  await nth(workspace, 'ops', 'answer', 2);
  const told = workspace.messages('ops').filter(({ metadata }) => metadata !== undefined);
  expect(JSON.stringify(told)).toContain('x</script>');
  expect(JSON.stringify(told)).not.toMatch(/"type":"(broadcast|user|usergroup|link|mrkdwn)"/);
  expect(told.map(({ text }) => text).join('\n')).not.toMatch(/<!channel>|<@U1>|<http|<script/);
}, 60_000);
