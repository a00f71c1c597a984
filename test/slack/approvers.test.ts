import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigFile } from '../../src/config.ts';
import { startWorkspace, type Workspace } from '../../src/lab/workspace/index.ts';
import { silent } from '../../src/log.ts';
import { identify } from '../../src/slack/identity.ts';
import { type Approvers, createApprovers } from '../../src/slack/people/approvers.ts';
import { findPeople } from '../../src/slack/people/person.ts';
import { findUsergroups } from '../../src/slack/people/usergroups.ts';
import { webClient } from '../../src/slack/web-client.ts';

let workspace: Workspace;
let approvers: Approvers;
let group: string;
const people = [{ name: 'oncall' }, { name: 'netops' }, { name: 'visitor', kind: 'guest' as const }];

beforeEach(async () => {
  const usergroups = [{ handle: 'ops-team', users: ['netops', 'visitor'] }];
  workspace = await startWorkspace({ rateLimits: 'off', people, usergroups });
  group = [...workspace.team.usergroups.keys()][0]!;
  const client = webClient(workspace.botToken, workspace.apiUrl, silent());
  const find = {
    person: findPeople(client, await identify(client), Date.now),
    usergroups: findUsergroups(client, silent(), Date.now),
  };
  approvers = createApprovers(configuration(), find);
});
afterEach(() => workspace.close());

/** `prod` is confirmed by the group and by oncall, `lab` by six people. */
function configuration() {
  const host = (name: string) => ({ address: '127.0.0.1', agent: true, groups: [name] });
  const policy = (name: string, approve: object) => ({
    groups: [name],
    changes: ['route'],
    ask: { users: ['U1'] },
    approve,
  });
  return ConfigFile.parse({
    hosts: { 'esx-07': host('prod'), 'esx-08': host('lab'), 'esx-09': host('other') },
    policies: [
      policy('prod', { usergroups: [group], users: [workspace.person('oncall').id] }),
      policy('lab', { users: ['U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7'] }),
    ],
  });
}

const personOf = (name: string, host = 'esx-07') => {
  const { id } = workspace.person(name);
  return approvers.person(id, workspace.team.id, [host]);
};
const lookUps = () => workspace.log.calls('usergroups.users.list').length;

describe('who somebody is to the policies of a host', () => {
  test('one of a group that confirms is known to be in it', async () => {
    expect(await personOf('netops')).toMatchObject({
      name: 'netops',
      standing: 'member',
      usergroups: new Set([group]),
    });
  });

  test.each([
    ['listed by id', 'oncall', 'esx-07'],
    ['a guest, whom no group means', 'visitor', 'esx-07'],
    ['of a host whose policies name no group', 'netops', 'esx-08'],
    ['of a host without a policy', 'netops', 'esx-09'],
    ['of a host that there is not', 'netops', 'constructor'],
  ])('%s: no group is asked for', async (_, name, host) => {
    expect(await personOf(name, host)).toMatchObject({ usergroups: new Set() });
    expect(lookUps()).toBe(0);
  });

  test('where Slack does not say who is in a group, that is not known', async () => {
    workspace.faults.refuse('internal_error', { method: 'usergroups.users.list' });
    expect(await personOf('netops')).toMatchObject({ usergroups: 'unknown' });
  });

  test('where Slack does not say who it is, it is a problem', async () => {
    workspace.faults.refuse('internal_error', { method: 'users.info' });
    await expect(personOf('netops')).rejects.toMatchObject({ code: 'person-unknown' });
  });
});

describe('operators', () => {
  test('are named without the asker, and Slack is not asked', () => {
    const { id } = workspace.person('oncall');
    expect(approvers.operators(['esx-07'], 'route', [])).toBe(`<!subteam^${group}>, <@${id}>`);
    expect(approvers.operators(['esx-07'], 'route', [id])).toBe(`<!subteam^${group}>`);
    expect(lookUps()).toBe(0);
  });

  test('are five at most, and the rest is counted', () => {
    expect(approvers.operators(['esx-08'], 'route', ['U2'])).toBe('<@U1>, <@U3>, <@U4>, <@U5>, <@U6> and 1 more');
  });

  test.each([
    ['a kind that is not allowed', ['esx-07'], 'gateway' as const],
    ['a host without a policy', ['esx-07', 'esx-09'], 'route' as const],
  ])('%s: nobody', (_, hosts, kind) => {
    expect(approvers.operators(hosts, kind, [])).toBe('');
  });
});
