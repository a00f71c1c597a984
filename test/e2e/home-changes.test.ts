import { afterEach, expect, test } from 'vitest';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import type { Json } from '../../src/store/store.ts';
import { NAME, provider, ROUTE } from '../changes/support.ts';
import { type Stage, stage } from './bot.ts';
import { card } from './changes-said.ts';
import { eventually } from './said.ts';

const FIX = `/vmk fix route ${NAME} ${ROUTE}`;

let on: Stage;
let host: SimulatedHost;
afterEach(async () => {
  await on?.end();
  await host?.close();
});

const people = ['oncall', 'netops', 'storage', 'reader'].map((name) => ({ name }));
const channels = [{ name: 'ops', members: ['oncall', 'netops', 'storage', 'reader'] }];

/** Asked about in one channel alone, so that nobody reads it from Home; `lab` besides by reader. */
async function began(approve = ''): Promise<void> {
  host = await provider();
  const policies = ({ person, channel }: Workspace) => {
    const id = (name: string) => person(name).id;
    const common = `groups: [lab], changes: [route], approve: { users: [${id('netops')}]${approve} }, timer: 600s`;
    return `policies: [{ ${common}, ask: { channels: [${channel('ops').id}] } }, { ${common}, ask: { users: [${id('reader')}] } }]`;
  };
  on = await stage({ hosts: [{ name: NAME, group: 'lab', running: host }], people, channels, policies });
}

interface Shown {
  readonly type: string;
  readonly block_id: string;
  readonly elements?: { readonly type: string; readonly action_id: string; readonly text: { readonly text: string } }[];
}

async function homeOf(name: string) {
  await on.workspace.as(name).openHome({});
  return eventually(async () => (await on.workspace.as(name).home({})).view);
}

const shownTo = async (name: string) => (await on.workspace.as(name).home({})).view!;
const labels = (view: { readonly blocks: readonly unknown[] }) =>
  (view.blocks as Shown[]).flatMap(({ type, elements = [] }) =>
    type === 'actions' ? elements.map(({ text }) => text.text) : [],
  );

async function press(name: string, label: string): Promise<void> {
  const view = await shownTo(name);
  for (const { block_id, elements = [] } of view.blocks as Shown[]) {
    const button = elements.find((each) => each.type === 'button' && each.text.text === label);
    if (button === undefined) continue;
    await on.workspace.as(name).act({ at: { view: view.id }, blockId: block_id, actionId: button.action_id });
    return;
  }
  throw new Error(`there is no ${label}`);
}

test('who may decide sees what waits, first of all, and decides from there; then it is gone', async () => {
  await began();
  const { workspace } = on;
  await workspace.as('oncall').command({ channel: 'ops', text: FIX });
  await card(workspace, 'ops', 'pending');
  const home = await homeOf('netops');
  expect((home.blocks as Shown[])[0]).toMatchObject({ type: 'header', text: { text: 'Changes that wait' } });
  expect(labels(home)).toEqual(expect.arrayContaining(['Confirm', 'Reject']));
  // All that the card shows, since it can be decided on here.
  for (const fact of [NAME, 'exactly 256 addresses', 'Protected peers', 'Undo: ', 'reverts itself after 600 s'])
    expect(JSON.stringify(home.blocks)).toContain(fact);
  await press('netops', 'Confirm');
  await card(workspace, 'ops', 'verified');
  await eventually(async () => !labels(await shownTo('netops')).includes('Confirm'));
  // Nobody opens or clicks anything: the tab is published again at its end.
  await eventually(async () => JSON.stringify(await shownTo('netops')).includes(`${NAME}: the change is verified`));
}, 60_000);

test('who may confirm and ask nothing sees what waits, and decides; who may neither sees nothing', async () => {
  host = await provider();
  const policies = ({ person }: Workspace) =>
    `policies: [{ groups: [lab], changes: [route], ask: { users: [${person('oncall').id}] }, approve: { users: [${person('netops').id}] }, timer: 600s }]`;
  on = await stage({ hosts: [{ name: NAME, group: 'lab', running: host }], people, channels, policies });
  await on.workspace.as('oncall').command({ channel: 'ops', text: FIX });
  await card(on.workspace, 'ops', 'pending');
  expect(labels(await homeOf('netops'))).toEqual(expect.arrayContaining(['Confirm', 'Reject']));
  expect(JSON.stringify((await homeOf('storage')).blocks)).not.toContain('Changes that wait');
  await press('netops', 'Confirm');
  await card(on.workspace, 'ops', 'verified');
}, 60_000);

test('whoever asked sees it to cancel it, whoever may read it to decide nothing, and nobody else sees it', async () => {
  await began();
  await on.workspace.as('oncall').command({ channel: 'ops', text: FIX });
  await card(on.workspace, 'ops', 'pending');
  expect(labels(await homeOf('oncall'))).toEqual(expect.arrayContaining(['Cancel', 'Show details']));
  expect(JSON.stringify((await homeOf('reader')).blocks)).toContain('Changes that wait');
  const other = await homeOf('storage');
  expect(JSON.stringify(other.blocks)).not.toMatch(new RegExp(`Changes that wait|${NAME}`));
}, 60_000);

test('a click from there that does not count is told in the direct messages', async () => {
  await began();
  const { workspace } = on;
  await workspace.as('oncall').command({ channel: 'ops', text: FIX });
  await card(workspace, 'ops', 'pending');
  await homeOf('reader');
  await press('reader', 'Confirm');
  await eventually(async () => {
    const { messages } = await workspace.as('reader').messages({ channel: 'vmkbot' });
    return messages.find(({ text }) => text.includes('No policy lets you decide'));
  });
}, 60_000);

test('many are bounded, and the rest is counted', async () => {
  await began();
  const { workspace, changes } = on;
  await workspace.as('oncall').command({ channel: 'ops', text: FIX });
  await card(workspace, 'ops', 'pending');
  const [{ id } = { id: '' }] = await changes.open();
  const plan = (await changes.planOf(id))!;
  for (let i = 0; i < 40; i += 1) {
    const asked = await changes.ask(plan, workspace.person('oncall').id);
    if (asked.kind === 'refused') throw new Error(`${ROUTE}: ${asked.refusal.code}`);
  }
  // The newest of them needs hands.
  const newest = (await changes.open()).at(-1)!;
  for (const key of [`change:${newest.id}`, `open:${newest.id}`]) {
    const { value } = (await on.store.read(key))! as { value: { approval?: object } };
    const moved =
      value.approval === undefined
        ? { ...value, state: 'needs-hands' }
        : { ...value, approval: { ...value.approval, state: 'needs-hands' } };
    await on.store.commit([{ kind: 'write', key, version: 'any', value: moved as unknown as Json }]);
  }
  const home = await homeOf('netops');
  expect(labels(home)[0]).toBe('I did this');
  expect(home.blocks.length).toBeLessThanOrEqual(100);
  const shown = labels(home).filter((label) => label === 'Confirm').length;
  expect(shown).toBeGreaterThan(10);
  expect(JSON.stringify(home.blocks)).toContain(`${40 - shown} more`);
}, 60_000);
