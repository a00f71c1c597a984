import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { NAME, provider } from '../changes/support.ts';
import { type Stage, stage } from './bot.ts';
import { card, click, modal } from './changes-said.ts';
import { buttons, fenced, nth, whispered } from './said.ts';

let on: Stage;
let host: SimulatedHost;
const channels = ['one', 'two', 'three', 'four', 'five'].map((name) => ({ name }));
const policies = ({ person }: Workspace) => {
  const [oncall, netops] = ['oncall', 'netops'].map((name) => person(name).id);
  const policy = (group: string, changes: string) =>
    `{ groups: [${group}], changes: [${changes}], ask: { users: [${oncall}] }, approve: { users: [${netops}] }, timer: 600s }`;
  return `policies: [${policy('lab', 'route, gateway')}, ${policy('fixed', 'ntp')}]`;
};
beforeAll(async () => {
  host = await provider();
  const hosts = [
    { name: NAME, group: 'lab', running: host },
    { name: 'never', group: 'fixed', running: host },
  ];
  on = await stage({ hosts, policies, channels });
}, 60_000);
afterAll(async () => {
  await on?.end();
  await host?.close();
});

const isFix = ({ actionId }: { readonly actionId: string }) => actionId.startsWith('vmk_fix_open');

test('a finding of a live host has the button; its form asks what is missing, and its plan is asked for as if typed', async () => {
  const { workspace } = on;
  const oncall = workspace.as('oncall');
  await oncall.command({ channel: 'one', text: `/vmk check ${NAME}` });
  const answer = await nth(workspace, 'one', 'answer');
  expect(buttons(answer).find(isFix)?.value).toMatch(new RegExp(`^fix return-path ${NAME}\n`));
  await click(workspace, 'oncall', 'one', 'Plan the fix…', answer.ts);
  const view = await modal(workspace, 'oncall');
  expect(JSON.stringify(view)).toContain('10.44.20.0/24');
  const wrong = await oncall.submitView({
    view: view.id,
    values: { network: { value: { text: '10.44.40.0/24' } }, gateway: { value: { text: '10.44.21.1' } } },
  });
  expect(JSON.stringify(wrong)).toContain('outside 10.44.20.0/24');
  await oncall.submitView({
    view: view.id,
    values: { network: { value: { text: '10.44.40.0/24' } }, gateway: { value: { text: '10.44.20.1' } } },
  });
  const pending = await card(workspace, 'one', 'pending');
  expect(JSON.stringify(pending.blocks)).toContain('10.44.40.0/24');
  await click(workspace, 'oncall', 'one', 'Cancel');
  await card(workspace, 'one', 'cancelled');
}, 60_000);

test('the answer why, and a plan that lacks values, have it too', async () => {
  const { workspace } = on;
  await workspace.as('oncall').command({ channel: 'two', text: `/vmk why can't 10.44.40.0/24 reach vmk1 on ${NAME}` });
  expect(buttons(await nth(workspace, 'two', 'answer')).some(isFix)).toBe(true);
  await workspace.as('oncall').command({ channel: 'two', text: `/vmk fix return-path ${NAME} via 10.44.20.1` });
  const lacking = await nth(workspace, 'two', 'answer', 2);
  expect(buttons(lacking).find(isFix)?.value).toMatch(new RegExp(`^fix return-path ${NAME} via 10.44.20.1\n`));
  await click(workspace, 'oncall', 'two', 'Plan the fix…', lacking.ts);
  const view = await modal(workspace, 'oncall');
  await workspace.as('oncall').submitView({ view: view.id, values: { network: { value: { text: '10.44.40.0/24' } } } });
  await card(workspace, 'two', 'pending');
}, 60_000);

test('a paste has none, and neither has a host that may never be changed so', async () => {
  const { workspace } = on;
  await workspace.as('oncall').post({ channel: 'three', text: `@vmkbot check\n${fenced('provider')}` });
  expect(buttons(await nth(workspace, 'three', 'answer')).some(isFix)).toBe(false);
  await workspace.as('oncall').command({ channel: 'three', text: '/vmk check never' });
  const answer = await nth(workspace, 'three', 'answer', 2);
  expect(answer.text).toContain('10.44.40');
  // Its policy allows changes of its time, and of no table.
  const planned = buttons(answer)
    .filter(isFix)
    .map(({ value }) => value!);
  expect(planned.filter((value) => !/^fix (ntp|guest)/.test(value))).toEqual([]);
}, 60_000);

test('where the form cannot be opened, the person alone is told what to type', async () => {
  const { workspace } = on;
  await workspace.as('oncall').command({ channel: 'four', text: `/vmk check ${NAME}` });
  const answer = await nth(workspace, 'four', 'answer');
  const broken = workspace.faults.refuse('internal_error', { method: 'views.open' });
  await click(workspace, 'oncall', 'four', 'Plan the fix…', answer.ts);
  const told = await whispered(workspace, 'four', 'oncall');
  expect(told.text).toContain(`fix return-path ${NAME}`);
  broken.off();
}, 60_000);
