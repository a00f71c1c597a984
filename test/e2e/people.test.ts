import { afterEach, describe, expect, test } from 'vitest';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { type Stage, stage } from './bot.ts';
import { fenced, nth, said, whispered, whispers } from './said.ts';

let on: Stage;
afterEach(() => on?.end());

const question = `@vmkbot check\n${fenced('shared-vmotion')}`;
const people = [
  { name: 'oncall' },
  { name: 'visitor', kind: 'guest' as const },
  { name: 'narrow', kind: 'single-channel-guest' as const },
  { name: 'partner', kind: 'stranger' as const },
  { name: 'other-bot', kind: 'bot' as const },
];
const channels = [{ name: 'shared', shared: true, members: people.map(({ name }) => name) }];

describe('who may ask at all', () => {
  test.each(['visitor', 'narrow', 'partner', 'other-bot'])(
    '%s is refused, with the reason, and told alone',
    async (name) => {
      on = await stage({ people, channels, usergroups: [] });
      await on.workspace.as(name).post({ channel: 'shared', text: question });
      expect((await whispered(on.workspace, 'shared', name)).text).toMatch(/full members/);
      expect(said(on.workspace, 'shared', 'answer')).toHaveLength(0);
    },
  );

  test('who is listed by id is answered, guest or not', async () => {
    const policies = ({ person }: Workspace) =>
      `policies: [{ groups: [prod], changes: [route], ask: { users: [${person('visitor').id}] }, approve: { users: [U0] } }]`;
    on = await stage({ people, channels, usergroups: [], policies });
    await on.workspace.as('visitor').post({ channel: 'shared', text: question });
    await nth(on.workspace, 'shared', 'answer');
  });

  test('while Slack does not say who somebody is, nobody is answered', async () => {
    on = await stage({ people, channels, usergroups: [] });
    const broken = on.workspace.faults.refuse('internal_error', { method: 'users.info' });
    await on.workspace.as('oncall').post({ channel: 'shared', text: question });
    expect((await whispered(on.workspace, 'shared', 'oncall')).text).toContain('does not tell me who you are');
    broken.off();
    await on.workspace.as('oncall').post({ channel: 'shared', text: question });
    await nth(on.workspace, 'shared', 'answer');
  });
});

test.each([
  ['channels', ({ channel }: Workspace) => channel('ops').id, (id: string) => `<#${id}>`],
  ['users', ({ person }: Workspace) => person('netops').id, (id: string) => `<@${id}>`],
])('a refusal names %s as Slack shows them, in notifications too', async (kind, of, shown) => {
  const hosts = [{ name: 'esx-07', group: 'prod' }];
  const policies = (workspace: Workspace) =>
    `policies: [{ groups: [prod], changes: [route], ask: { ${kind}: [${of(workspace)}] }, approve: { users: [U0] } }]`;
  const rooms = [{ name: 'ops' }, { name: 'other' }];
  on = await stage({ hosts, policies, channels: rooms });
  await on.workspace.as('oncall').command({ channel: 'other', text: '/vmk check esx-07' });
  const { text } = await whispered(on.workspace, 'other', 'oncall');
  expect(text).toContain(shown(of(on.workspace)));
  expect(text).not.toMatch(/&lt;|＃|＠/);
});

describe('user groups', () => {
  const usergroups = [{ handle: 'ops-team', users: ['netops'] }];
  const hosts = [{ name: 'esx-07', group: 'prod' }];
  const policies = ({ team, person }: Workspace) =>
    `policies: [{ groups: [prod], changes: [route], ask: { usergroups: [${[...team.usergroups.keys()][0]}] }, approve: { users: [${person('oncall').id}] } }]`;

  test('a member reads, another is told whom to ask', async () => {
    on = await stage({ usergroups, hosts, policies });
    await on.workspace.as('netops').command({ channel: 'ops', text: '/vmk service vmotion esx-07' });
    await on.workspace.as('netops').command({ channel: 'ops', text: '/vmk check esx-07' });
    await nth(on.workspace, 'ops', 'answer');
    await on.workspace.as('oncall').command({ channel: 'ops', text: '/vmk check esx-07' });
    const told = await whispered(on.workspace, 'ops', 'oncall');
    const group = [...on.workspace.team.usergroups.keys()][0];
    expect(JSON.stringify(told.blocks)).toContain(`"usergroup_id":"${group}"`);
    expect(told.text).toContain(`<!subteam^${group}>`);
  });

  test('while Slack does not say who is in it, nobody is in it', async () => {
    on = await stage({ usergroups, hosts, policies });
    const broken = on.workspace.faults.refuse('internal_error', { method: 'usergroups.users.list' });
    await on.workspace.as('netops').command({ channel: 'ops', text: '/vmk check esx-07' });
    expect((await whispered(on.workspace, 'ops', 'netops')).text).toContain('did not tell me whether you are in');
    broken.off();
    // That it failed is remembered for some seconds.
    const { workspace } = on;
    for (let told = 1; said(workspace, 'ops', 'answer').length === 0; told += 1) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await workspace.as('netops').command({ channel: 'ops', text: '/vmk check esx-07' });
      await workspace.until(
        () => whispers(workspace, 'ops', 'netops').length > told || said(workspace, 'ops', 'answer').length > 0,
        20_000,
      );
    }
    expect(workspace.log.calls('usergroups.users.list').length).toBeLessThan(workspace.log.deliveries('/vmk').length);
  });

  test('Slack is asked once for many questions', async () => {
    on = await stage({ usergroups, hosts, policies });
    for (const address of ['10.1.1.1', '10.1.1.2', '10.1.1.3']) {
      await on.workspace.as('netops').command({ channel: 'ops', text: `/vmk route esx-07 ${address}` });
    }
    await nth(on.workspace, 'ops', 'answer', 3);
    expect(on.workspace.log.calls('usergroups.users.list')).toHaveLength(1);
    expect(on.workspace.log.calls('users.info')).toHaveLength(1);
  });
});
