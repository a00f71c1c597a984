import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { ACTIONS } from '../../src/slack/changes/ids.ts';
import { AFTER, BEFORE, routesOf } from '../changes/support.ts';
import { card, click, modal, notDouble, notices } from './changes-said.ts';
import { policies, type Scene, scene } from './changes-scene.ts';
import { whispered, whispers } from './said.ts';

/** As the example of RFC 6238 has it, in Base32. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

let on: Scene;
const groups = (workspace: Workspace) => ({
  lab: '',
  two: 'count: 2',
  reason: 'reason: required',
  code: `users: [${workspace.person('netops').id}], totp: true, reason: required`,
  crew: `usergroups: [${[...workspace.team.usergroups.keys()][0]}]`,
});
beforeAll(async () => {
  on = await scene(
    { lab: 7, two: 1, reason: 2, code: 2, crew: 2 },
    {
      usergroups: [{ handle: 'crew', users: ['netops'] }],
      policies: (workspace) => policies(workspace, groups(workspace)),
      config: ({ person }, folder) => {
        const place = (name: string, secret: string) => {
          writeFileSync(join(folder, name), secret, { mode: 0o600 });
          return `${person(name).id}: { file: ${join(folder, name)} }`;
        };
        return `totp: { ${place('netops', SECRET)}, ${place('lead', 'MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U')} }`;
      },
    },
  );
}, 60_000);
afterAll(() => on?.end());

test('a second person rejects: nothing is run, and the asker is told by whom', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { name, host } = on.host();
  const { ts } = await on.asked(channel, name);
  await click(workspace, 'oncall', channel, 'Reject');
  expect((await whispered(workspace, channel, 'oncall')).text).toContain('someone else');
  await click(workspace, 'netops', channel, 'Reject');
  await card(workspace, channel, 'rejected');
  const end = await workspace.until(() => notices(workspace, channel, ts)[0]);
  expect(JSON.stringify(end.blocks)).toContain(workspace.person('oncall').id);
  expect(JSON.stringify(end.blocks)).toContain(workspace.person('netops').id);
  expect(routesOf(host)).toEqual(BEFORE);
}, 60_000);

test('whoever asked cancels, nobody else', async () => {
  const { workspace } = on;
  const channel = on.room();
  await on.asked(channel, on.host().name);
  await click(workspace, 'netops', channel, 'Cancel');
  expect((await whispered(workspace, channel, 'netops')).text).toContain('Only the person who asked');
  await click(workspace, 'oncall', channel, 'Cancel');
  await card(workspace, channel, 'cancelled');
}, 60_000);

test('somebody whom no policy means is refused alone, with whom to ask', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { ts } = await on.asked(channel, on.host().name);
  await click(workspace, 'storage', channel, 'Confirm');
  const { text, blocks } = await whispered(workspace, channel, 'storage');
  expect(text).toContain('No policy lets you decide');
  expect(JSON.stringify(blocks)).toContain(`"user_id":"${workspace.person('netops').id}"`);
  expect(notices(workspace, channel, ts)).toEqual([]);
  await click(workspace, 'oncall', channel, 'Cancel');
  await card(workspace, channel, 'cancelled');
}, 60_000);

test('two have to confirm: one is not enough, nor one twice', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { name, host } = on.host('two');
  const { ts } = await on.asked(channel, name);
  await click(workspace, 'netops', channel, 'Confirm');
  await workspace.until(() => notices(workspace, channel, ts).length === 1);
  await notDouble();
  await click(workspace, 'netops', channel, 'Confirm');
  expect((await whispered(workspace, channel, 'netops')).text).toContain('confirmed this change already');
  expect(routesOf(host)).toEqual(BEFORE);
  await click(workspace, 'lead', channel, 'Confirm');
  await card(workspace, channel, 'verified');
  expect(routesOf(host)).toEqual(AFTER);
}, 60_000);

test('a reason is asked for in a modal, which who asked never sees; it stands on the card', async () => {
  const { workspace } = on;
  const channel = on.room();
  await on.asked(channel, on.host('reason').name);
  await click(workspace, 'oncall', channel, 'Confirm');
  expect((await whispered(workspace, channel, 'oncall')).text).toContain('someone else');
  expect((await workspace.as('oncall').views({})).views).toEqual([]);
  await click(workspace, 'netops', channel, 'Confirm');
  const view = await modal(workspace, 'netops');
  expect(JSON.stringify(view.blocks)).toContain('--network=10.44.40.0/24');
  const netops = workspace.as('netops');
  const blank = await netops.submitView({ view: view.id, values: { reason: { value: { text: '   ' } } } });
  expect(blank).toMatchObject({ outcome: 'errors' });
  const values = { reason: { value: { text: 'ticket 4711' } } };
  expect(await netops.submitView({ view: view.id, values })).toEqual({ outcome: 'closed' });
  const verified = await card(workspace, channel, 'verified');
  expect(JSON.stringify(verified.blocks)).toContain('ticket 4711');
}, 60_000);

test('a modal that is sent when the change is over is judged then', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { name, host } = on.host('reason');
  await on.asked(channel, name);
  await click(workspace, 'netops', channel, 'Confirm');
  const view = await modal(workspace, 'netops');
  await click(workspace, 'oncall', channel, 'Cancel');
  await card(workspace, channel, 'cancelled');
  const values = { reason: { value: { text: 'ticket 4711' } } };
  await workspace.as('netops').submitView({ view: view.id, values });
  expect((await whispered(workspace, channel, 'netops')).text).toContain('is cancelled');
  expect(routesOf(host)).toEqual(BEFORE);
}, 60_000);

test('a one-time code: a wrong one is told in the box, which keeps its reason, and a used one as used', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { generateSync } = await import('@otplib/totp');
  const { base32 } = await import('@otplib/plugin-base32-scure');
  const { crypto } = await import('@otplib/plugin-crypto-node');
  await on.asked(channel, on.host('code').name);
  const typed = (text: string) => ({ code: { value: { text } }, reason: { value: { text: 'ticket 4711' } } });
  await click(workspace, 'netops', channel, 'Confirm');
  const first = await modal(workspace, 'netops');
  const netops = workspace.as('netops');
  expect(await netops.submitView({ view: first.id, values: typed('abc') })).toMatchObject({ outcome: 'errors' });
  const wrong = await netops.submitView({ view: first.id, values: typed('000000') });
  expect(wrong).toMatchObject({ outcome: 'errors', errors: { code: expect.stringContaining('not the current code') } });
  const code = generateSync({ secret: SECRET, crypto, base32 });
  expect(await netops.submitView({ view: first.id, values: typed(code) })).toEqual({ outcome: 'closed' });
  expect(JSON.stringify((await card(workspace, channel, 'verified')).blocks)).toContain('ticket 4711');
  expect(whispers(workspace, channel, 'netops')).toEqual([]);

  const other = on.room();
  await on.asked(other, on.host('code').name);
  await click(workspace, 'netops', other, 'Confirm');
  const second = await modal(workspace, 'netops');
  const used = await netops.submitView({ view: second.id, values: typed(code) });
  expect(used).toMatchObject({ outcome: 'errors', errors: { code: expect.stringContaining('used already') } });
}, 60_000);

test('user groups: a member confirms; while Slack does not say who is in one, nobody is', async () => {
  const { workspace } = on;
  const channel = on.room();
  await on.asked(channel, on.host('crew').name);
  const broken = workspace.faults.refuse('internal_error', { method: 'usergroups.users.list' });
  await click(workspace, 'netops', channel, 'Confirm');
  expect((await whispered(workspace, channel, 'netops')).text).toContain('did not tell me which user groups');
  broken.off();
  for (let told = 1; ; told += 1) {
    await notDouble();
    await click(workspace, 'netops', channel, 'Confirm');
    const confirmed = () =>
      workspace.messages(channel).some(({ metadata }) => metadata?.event_payload.state === 'verified');
    if (
      await workspace.until(() => confirmed() || whispers(workspace, channel, 'netops').length > told).then(confirmed)
    )
      break;
  }
  await card(workspace, channel, 'verified');
}, 60_000);

test('a click that Slack delivers several times, and one that somebody doubles, is one click', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { name, host } = on.host();
  const { ts } = await on.asked(channel, name);
  const repeated = workspace.faults.repeat({ what: 'interaction', times: 3 });
  await Promise.all([click(workspace, 'netops', channel, 'Confirm'), click(workspace, 'netops', channel, 'Confirm')]);
  repeated.off();
  await card(workspace, channel, 'verified');
  await workspace.until(() => notices(workspace, channel, ts).length === 2);
  expect(whispers(workspace, channel, 'netops')).toEqual([]);
  expect(host.history.filter((text) => text.includes('vmkbot applied'))).toHaveLength(1);
}, 60_000);

test('who clicks on a card that Slack has not let us edit yet is told what the change came to', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { name, host } = on.host();
  await on.asked(channel, name);
  const broken = workspace.faults.refuse('internal_error', { method: 'chat.update' });
  await click(workspace, 'oncall', channel, 'Cancel');
  await workspace.until(() => broken.hits > 0);
  await click(workspace, 'netops', channel, 'Confirm');
  expect((await whispered(workspace, channel, 'netops')).text).toContain('is cancelled');
  broken.off();
  await card(workspace, channel, 'cancelled');
  expect(routesOf(host)).toEqual(BEFORE);
}, 60_000);

test.each([
  [`c-9zzzz9 sha256:${'0'.repeat(64)}`, 'I know no change'],
  ['whatever', 'not one that I made'],
])(
  'a button with the value %s is answered',
  async (value, words) => {
    const { workspace } = on;
    const channel = on.room();
    const button = { type: 'button', action_id: ACTIONS.confirm, text: { type: 'plain_text', text: 'Confirm' }, value };
    const posted = await fetch(`${workspace.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${workspace.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        channel: workspace.channel(channel).id,
        text: 'a card',
        blocks: [{ type: 'actions', elements: [button] }],
      }),
    });
    const { ts } = (await posted.json()) as { ts: string };
    await click(workspace, 'netops', channel, 'Confirm', ts);
    expect((await whispered(workspace, channel, 'netops')).text).toContain(words);
  },
  60_000,
);

test('a card of another plan than the one that is kept confirms nothing', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { name, host } = on.host();
  const { ts, blocks } = await on.asked(channel, name);
  const [, id] = JSON.stringify(blocks).match(/"value":"(c-[^ ]+) /)!;
  const button = {
    ...{ type: 'button', action_id: ACTIONS.confirm, text: { type: 'plain_text', text: 'Confirm' } },
    value: `${id} sha256:${'0'.repeat(64)}`,
  };
  await fetch(`${workspace.apiUrl}chat.update`, {
    method: 'POST',
    headers: { authorization: `Bearer ${workspace.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ channel: workspace.channel(channel).id, ts, text: 'an old card' },
      blocks: [{ type: 'actions', elements: [button] }],
    }),
  });
  await click(workspace, 'netops', channel, 'Confirm', ts);
  expect((await whispered(workspace, channel, 'netops')).text).toContain('The plan has changed');
  expect(routesOf(host)).toEqual(BEFORE);
}, 60_000);
