import { afterEach, expect, test } from 'vitest';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { type Stage, stage } from './bot.ts';
import { isLateWord, nth, said } from './said.ts';

let on: Stage;
afterEach(() => on?.end());

const policies = ({ person }: Workspace) =>
  `policies: [{ groups: [prod], changes: [route], ask: { users: [${person('oncall').id}] }, approve: { users: [U0] } }]`;
const hosts = [{ name: 'esx-07', group: 'prod' }];

test.each(['message_not_found', 'edit_window_closed', 'cant_update_message'])(
  'where progress cannot become the answer (%s), the answer is a message of its own',
  async (word) => {
    on = await stage({ hosts, policies, soonMs: 0 });
    const { workspace } = on;
    const refused = workspace.faults.refuse(word, { method: 'chat.update' });
    const oncall = workspace.as('oncall');
    await oncall.command({ channel: 'ops', text: '/vmk check esx-07' });
    const root = await nth(workspace, 'ops', 'answer');
    const detail = await nth(workspace, 'ops', 'detail');
    expect(refused.hits).toBe(1);
    expect(detail.thread).toBe(root.ts);
    const keys = workspace.messages('ops').map(({ metadata }) => metadata?.event_payload.key);
    expect(new Set(keys).size).toBe(3);
    refused.off();
    await oncall.post({ channel: 'ops', thread: root.ts, text: '@vmkbot service vmotion' });
    expect(await nth(workspace, 'ops', 'answer', 2)).toMatchObject({ thread: root.ts });
    expect(said(workspace, 'ops', 'answer')).toHaveLength(2);
  },
);

test('where other messages wait for the channel, who asks is told so meanwhile', async () => {
  on = await stage({ hosts, policies, soonMs: 0 });
  const { workspace } = on;
  const limited = workspace.faults.slow(3_000, { method: 'chat.postMessage' });
  await workspace.as('oncall').command({ channel: 'ops', text: '/vmk check esx-07' });
  await workspace.until(() => workspace.whispers('ops', 'oncall').some(isLateWord));
  limited.off();
  await nth(workspace, 'ops', 'answer');
});
