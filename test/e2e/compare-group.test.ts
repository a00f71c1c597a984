import { afterEach, expect, test } from 'vitest';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { type Stage, stage } from './bot.ts';
import { nth, said } from './said.ts';

let on: Stage;
afterEach(() => on?.end());

const policies = ({ person }: Workspace) =>
  `policies: [{ groups: [prod], changes: [route], ask: { users: [${person('oncall').id}] }, approve: { users: [${person('netops').id}] } }]`;

test('a group is asked who can vMotion to whom: the picture, the table and the reason', async () => {
  on = await stage({ policies, hosts: ['esx-07', 'esx-08', 'esx-09'].map((name) => ({ name, group: 'prod' })) });
  const { workspace } = on;
  await workspace.as('oncall').command({ channel: 'ops', text: '/vmk compare @prod' });
  const root = await nth(workspace, 'ops', 'answer');
  expect(root.text).toMatch(/of 3 pairs of 3 hosts/);
  await nth(workspace, 'ops', 'detail');
  const told = JSON.stringify([root, ...said(workspace, 'ops', 'detail')]);
  expect(told).toContain('Who can vMotion to whom');
  expect(told).toMatch(/esx-0[789] {2}[.x!?\\]{3}/);
  expect(told).toContain('Hosts that fare alike');
}, 60_000);
