import { afterEach, expect, test } from 'vitest';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { type Stage, stage } from './bot.ts';
import { buttons, nth, said } from './said.ts';

let on: Stage;
afterEach(() => on?.end());

const policies = ({ person }: Workspace) =>
  `policies: [{ groups: [prod], changes: [route], ask: { users: [${person('oncall').id}] }, approve: { users: [${person('netops').id}] } }]`;

test('a group is asked for its time: who is off from the others is named first, and each is suggested', async () => {
  on = await stage({ policies, hosts: ['esx-07', 'esx-08', 'esx-09'].map((name) => ({ name, group: 'prod' })) });
  const { workspace } = on;
  on.hosts.get('esx-08')!.state.clockOffsetMs = 360_000;
  await workspace.as('oncall').command({ channel: 'ops', text: '/vmk ntp @prod' });
  const root = await nth(workspace, 'ops', 'answer');
  expect(root.text).toMatch(/Off from the time that the others agree on: esx-08 by at least (?:5 min 59 s|6 min)/);
  expect(root.text).not.toMatch(/esx-0[79] by at least/);
  await nth(workspace, 'ops', 'detail', 2);
  const told = JSON.stringify([root, ...said(workspace, 'ops', 'detail')]);
  for (const words of ["3 of 4 clocks, the bot's among them, can show the same time", 'Furthest apart: ']) {
    expect(told).toContain(words);
  }
  expect(told).toMatch(/esx-08 +\| +o/);
  expect(buttons(root).map(({ value }) => value)).toContain('ntp esx-08');
}, 60_000);

test('one host is told against the clock of the bot, with what it does to guests', async () => {
  on = await stage({ policies, hosts: [{ name: 'esx-07', group: 'prod' }] });
  const { workspace } = on;
  on.hosts.get('esx-07')!.state.clockOffsetMs = -90_000;
  await workspace.as('oncall').command({ channel: 'ops', text: '/vmk ntp esx-07' });
  const root = await nth(workspace, 'ops', 'answer');
  await nth(workspace, 'ops', 'detail');
  const told = JSON.stringify([root, ...said(workspace, 'ops', 'detail')]);
  expect(told).toMatch(/1 min (?:29|30|31) s \(± \d+ ms\) behind the clock of the machine that the bot runs on/);
  expect(told).toContain('guests');
  expect(buttons(root).map(({ value }) => value)).toContain('why clock-skew on esx-07');
}, 60_000);
