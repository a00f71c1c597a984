import { afterEach, expect, test } from 'vitest';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { type Stage, stage } from './bot.ts';
import { buttons, eventually, nth } from './said.ts';

let on: Stage;
afterEach(() => on?.end());

const hosts = [{ name: 'esx-07', group: 'prod' }];
const channels = [{ name: 'secret', kind: 'private' as const, members: ['netops'] }];

async function homeOf(name: string): Promise<{ readonly id: string; readonly blocks: readonly unknown[] }> {
  await on.workspace.as(name).openHome({});
  return eventually(async () => (await on.workspace.as(name).home({})).view);
}

test('a host that is asked about in one channel alone is not on the Home tab, and neither is its last check', async () => {
  const policies = ({ channel }: Workspace) =>
    `policies: [{ groups: [prod], changes: [route], ask: { channels: [${channel('secret').id}] }, approve: { users: [U0] } }]`;
  on = await stage({ hosts, channels, policies });
  await on.workspace.as('netops').command({ channel: 'secret', text: '/vmk check esx-07' });
  await nth(on.workspace, 'secret', 'detail');
  for (const name of ['oncall', 'netops']) {
    const shown = JSON.stringify((await homeOf(name)).blocks);
    expect(shown).not.toContain('esx-07');
    expect(shown).toContain('no host that you may read from here');
  }
});

test('a follow-up to an answer that was asked for on the Home tab waits for its memory', async () => {
  const policies = ({ person }: Workspace) =>
    `policies: [{ groups: [prod], changes: [route], ask: { users: [${person('oncall').id}] }, approve: { users: [U0] } }]`;
  on = await stage({ hosts, channels, policies });
  const { workspace, store } = on;
  const oncall = workspace.as('oncall');
  const home = await homeOf('oncall');
  const commit = store.commit.bind(store);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  store.commit = (writes) =>
    writes.some((each) => 'key' in each && each.key.startsWith('thread/'))
      ? held.then(() => commit(writes))
      : commit(writes);
  const { blockId, actionId } = buttons(home)[0]!;
  let looked = false;
  const read = store.read.bind(store);
  store.read = (key) => {
    looked ||= key.startsWith('thread/');
    return read(key);
  };
  await oncall.act({ at: { view: home.id }, blockId, actionId });
  const messages = async () => (await oncall.messages({ channel: 'vmkbot' })).messages;
  const root = await eventually(async () => (await messages()).find(({ text }) => text.includes('oncall asked')));
  await oncall.post({ channel: 'vmkbot', thread: root.ts, text: 'route 10.99.0.1' });
  // It looks for what the thread is about, and finds nothing yet.
  await expect.poll(() => looked).toBe(true);
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  release();
  const { messages: replies } = await eventually(async () => {
    const thread = await oncall.thread({ channel: 'vmkbot', thread: root.ts });
    return thread.messages.some(({ text }) => /vmk\d/.test(text) && text.includes('10.99.0.1')) && thread;
  });
  expect(replies.some(({ text }) => text.includes('nothing to read'))).toBe(false);
});
