import { afterEach, describe, expect, test } from 'vitest';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { type Stage, stage } from './bot.ts';
import { boxFor, fenced, nth, said, whispered } from './said.ts';

let on: Stage;
afterEach(() => on?.end());

const usergroups = [{ handle: 'ops-team', users: ['netops'] }];
const hosts = [
  { name: 'esx-07', group: 'prod' },
  { name: 'san-01', group: 'san' },
];
/** One host for a person that is listed, one for the members of a group. */
const policies = ({ team, person }: Workspace) =>
  [
    'policies:',
    `  - { groups: [prod], changes: [route], ask: { users: [${person('oncall').id}] }, approve: { users: [U0] } }`,
    `  - { groups: [san], changes: [route], ask: { usergroups: [${[...team.usergroups.keys()][0]}] }, approve: { users: [U0] } }`,
  ].join('\n');
const question = `@vmkbot check\n${fenced('shared-vmotion')}`;

describe.each(['unknown_method', 'missing_scope'])('where users.info is refused with %s', (word) => {
  async function enter(wish: Parameters<typeof stage>[0] = {}): Promise<Workspace> {
    on = await stage({ hosts, policies, usergroups, ...wish });
    on.workspace.faults.refuse(word, { method: 'users.info' });
    return on.workspace;
  }

  test('help, what is mistyped and pastes are answered, and hosts to those who are listed', async () => {
    const workspace = await enter();
    const oncall = workspace.as('oncall');
    await oncall.command({ channel: 'ops', text: '/vmk help' });
    expect((await whispered(workspace, 'ops', 'oncall')).text).toContain('what-if');
    await oncall.command({ channel: 'ops', text: '/vmk chekc' });
    expect((await whispered(workspace, 'ops', 'oncall', 2)).text).toContain('check');
    await workspace.as('netops').post({ channel: 'ops', text: question });
    await nth(workspace, 'ops', 'answer');
    await oncall.command({ channel: 'ops', text: '/vmk check esx-07' });
    await nth(workspace, 'ops', 'answer', 2);
  });

  test('a host is not read for somebody who may be a guest', async () => {
    const workspace = await enter();
    await workspace.as('netops').command({ channel: 'ops', text: '/vmk check san-01' });
    expect((await whispered(workspace, 'ops', 'netops')).text).toMatch(/whether you are a full member.*san-01/);
    expect(said(workspace, 'ops', 'answer')).toHaveLength(0);
  });

  test('somebody of another workspace is told nothing of what was pasted', async () => {
    const people = [{ name: 'netops' }, { name: 'oncall' }, { name: 'partner', kind: 'stranger' as const }];
    const channels = [{ name: 'shared', shared: true, members: people.map(({ name }) => name) }];
    const workspace = await enter({ people, channels });
    await workspace.as('partner').post({ channel: 'shared', text: question });
    expect((await whispered(workspace, 'shared', 'partner')).text).toContain('does not tell me who you are');
    expect(said(workspace, 'shared', 'answer')).toHaveLength(0);
  });
});

test('somebody whom Slack does not know, or does not tell of in time, is not answered', async () => {
  on = await stage({ usergroups: [] });
  const { workspace } = on;
  const unknown = workspace.faults.refuse('user_not_found', { method: 'users.info' });
  await workspace.as('oncall').command({ channel: 'ops', text: '/vmk help' });
  expect((await whispered(workspace, 'ops', 'oncall')).text).toContain('does not tell me who you are');
  unknown.off();
  const hung = workspace.faults.hang({ method: 'users.info' });
  await workspace.as('oncall').command({ channel: 'ops', text: '/vmk help' });
  expect((await whispered(workspace, 'ops', 'oncall', 2)).text).toContain('does not tell me who you are');
  hung.off();
});

test('user groups are asked about where a policy of the host names one, and nowhere else', async () => {
  on = await stage({ hosts, policies, usergroups });
  const { workspace } = on;
  workspace.faults.refuse('unknown_method', { method: 'usergroups.users.list' });
  const asked = () => workspace.log.calls('usergroups.users.list').length;
  await workspace.as('netops').post({ channel: 'ops', text: question });
  await nth(workspace, 'ops', 'answer');
  await workspace.as('oncall').command({ channel: 'ops', text: '/vmk check esx-07' });
  await nth(workspace, 'ops', 'answer', 2);
  expect(asked()).toBe(0);
  await workspace.as('netops').command({ channel: 'ops', text: '/vmk check san-01' });
  expect((await whispered(workspace, 'ops', 'netops')).text).toContain('did not tell me whether you are in');
  await workspace.as('oncall').command({ channel: 'ops', text: '/vmk help' });
  expect((await whispered(workspace, 'ops', 'oncall')).text).toContain('esx-07');
  expect(asked()).toBe(1);
});

test('a box opens in time while Slack says nothing of user groups', async () => {
  on = await stage({ hosts, policies, usergroups });
  const { workspace } = on;
  const hung = workspace.faults.hang({ method: 'usergroups.users.list' });
  await boxFor(workspace, 'oncall', 'ops', 'check');
  expect(workspace.log.calls('views.open').filter(({ ok }) => ok)).toHaveLength(1);
  hung.off();
});

test('a thread that may not be read is told, and is no empty one', async () => {
  on = await stage();
  const { workspace } = on;
  const { message } = await workspace.as('oncall').post({ channel: 'ops', text: fenced('provider') });
  const refused = workspace.faults.refuse('missing_scope', { method: 'conversations.replies' });
  await workspace.as('netops').post({ channel: 'ops', thread: message.ts, text: '@vmkbot check' });
  expect((await whispered(workspace, 'ops', 'netops')).text).toContain('does not let me read this thread');
  refused.off();
  await workspace.as('netops').post({ channel: 'ops', thread: message.ts, text: '@vmkbot check' });
  expect(await nth(workspace, 'ops', 'answer')).toMatchObject({ thread: message.ts });
});
