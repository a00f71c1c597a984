import { afterAll, beforeAll, expect, test } from 'vitest';
import { AFTER, BEFORE, ROUTE, routesOf } from '../changes/support.ts';
import { below, card, cards, click, notices } from './changes-said.ts';
import { policies, type Scene, scene } from './changes-scene.ts';
import { eventually, fenced, nth, said, whispered } from './said.ts';

let on: Scene;
beforeAll(async () => {
  on = await scene(
    { lab: 11, gateways: 1 },
    {
      policies: (workspace) =>
        policies(workspace, { lab: '' }).concat(
          policies(workspace, { gateways: '' }).replace('policies:', '').replace('[route]', '[gateway]'),
        ),
    },
  );
}, 60_000);
afterAll(() => on?.end());

test('in a thread the card stands there, and its details and its end below it in the same', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { name, host } = on.host();
  const { message } = await workspace.as('oncall').post({ channel, text: `@vmkbot fix route ${name} ${ROUTE}` });
  const mine = await card(workspace, channel, 'pending');
  expect(mine.thread).toBeUndefined();
  expect(below(workspace, channel, message.ts)).toEqual([]);
  const root = await workspace.as('netops').post({ channel, text: 'a thread' });
  await click(workspace, 'oncall', channel, 'Cancel');
  await card(workspace, channel, 'cancelled');
  const thread = root.message.ts;
  await workspace.as('oncall').post({ channel, thread, text: `@vmkbot fix route ${name} ${ROUTE}` });
  const inThread = await card(workspace, channel, 'pending');
  expect(inThread.thread).toBe(thread);
  await click(workspace, 'netops', channel, 'Confirm', inThread.ts);
  await card(workspace, channel, 'verified');
  await workspace.until(() => notices(workspace, channel, thread).length === 2);
  expect(routesOf(host)).toEqual(AFTER);
}, 60_000);

test('in a direct message nothing is asked for, since nobody else sees it: it says what to type where', async () => {
  const { workspace } = on;
  const { name, host } = on.host();
  const { message } = await workspace.as('oncall').post({ channel: 'vmkbot', text: `fix route ${name} ${ROUTE}` });
  const answer = await nth(workspace, message.channel, 'answer');
  expect(answer.text).toContain(`/vmk fix route ${name} ${ROUTE}`);
  expect(cards(workspace, message.channel)).toEqual([]);
  expect(await on.changes.open()).toEqual([]);
  expect(routesOf(host)).toEqual(BEFORE);
});

test('a plan from a paste stays an answer', async () => {
  const { workspace } = on;
  const channel = on.room();
  const text = `@vmkbot fix route add 192.168.40.0/24 via 192.168.20.1\n${fenced('provider')}`;
  await workspace.as('oncall').post({ channel, text });
  await nth(workspace, channel, 'answer');
  expect(cards(workspace, channel)).toEqual([]);
});

test('a plan as JSON is for a program, and stays an answer', async () => {
  const { workspace } = on;
  const channel = on.room();
  await workspace.as('oncall').command({ channel, text: `/vmk fix route ${on.host().name} ${ROUTE} --json` });
  await nth(workspace, channel, 'answer');
  expect(cards(workspace, channel)).toEqual([]);
});

test('a kind of change that the policy leaves out stays an answer, with the reason', async () => {
  const { workspace } = on;
  const channel = on.room();
  await workspace.as('oncall').command({ channel, text: `/vmk fix route ${on.host('gateways').name} ${ROUTE}` });
  const { text } = await nth(workspace, channel, 'answer');
  expect(text).toContain('leaves route out of its changes');
  expect(cards(workspace, channel)).toEqual([]);
});

test('a plan that is refused stays an answer with its reason, and no more', async () => {
  const { workspace } = on;
  const channel = on.room();
  const words = 'add 10.44.0.0/16 via 10.44.20.1';
  await workspace.as('oncall').command({ channel, text: `/vmk fix route ${on.host().name} ${words}` });
  const { text } = await nth(workspace, channel, 'answer');
  expect(text).not.toContain('Nothing was asked for');
  expect(cards(workspace, channel)).toEqual([]);
});

test('what waits already is not asked for again, by whomever: the answer names it, and links to its card', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { name } = on.host();
  await workspace.as('oncall').command({ channel, text: `/vmk fix route ${name} ${ROUTE}` });
  const { ts } = await card(workspace, channel, 'pending');
  const [waiting] = await on.changes.open();
  await workspace.as('netops').command({ channel, text: `/vmk fix route ${name} ${ROUTE}` });
  const { text, blocks } = await nth(workspace, channel, 'answer');
  expect(text).toContain(`${waiting!.id} asks for just that already`);
  expect(text).toContain('Go to its card');
  expect(JSON.stringify(blocks)).toMatch(new RegExp(`"type":"link","url":"[^"]*/p${ts.replace('.', '')}"`));
  const silent = workspace.faults.refuse('internal_error', { method: 'chat.getPermalink' });
  await workspace.as('lead').command({ channel, text: `/vmk fix route ${name} ${ROUTE}` });
  expect((await nth(workspace, channel, 'answer', 2)).text).toContain('Its card stands where it was asked for');
  silent.off();
  expect(await on.changes.open()).toHaveLength(1);
  await workspace
    .as('netops')
    .command({ channel, text: `/vmk fix route ${name} ${ROUTE.replace('.40.0/24', '.41.0/24')}` });
  await workspace.until(() => cards(workspace, channel).length === 2);
  await click(workspace, 'oncall', channel, 'Cancel', cards(workspace, channel)[0]!.ts);
  await click(workspace, 'netops', channel, 'Cancel', cards(workspace, channel)[1]!.ts);
  await eventually(async () => ((await on.changes.open()).length === 0 ? true : null));
}, 60_000);

test('where the bot may not post, the request is taken back, and who asked is told why', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { name } = on.host();
  await workspace.as('oncall').kick({ channel, user: 'vmkbot' });
  const refused = workspace.faults.refuse('not_in_channel', { method: 'chat.postMessage', count: 1 });
  await workspace.as('oncall').command({ channel, text: `/vmk fix route ${name} ${ROUTE}` });
  expect((await whispered(workspace, channel, 'oncall')).text).toContain('not in this channel');
  expect(refused.hits).toBe(1);
  await eventually(async () => (await on.changes.open()).length === 0);
  expect((await on.changes.history(1))[0]?.approval).toMatchObject({ host: name, state: 'cancelled' });
  expect(said(workspace, channel, 'answer')).toEqual([]);
}, 60_000);

test('two hosts that a thread is about are one request, and the first one goes first', async () => {
  const { workspace } = on;
  const channel = on.room();
  const [one, other] = [on.host(), on.host()];
  await workspace.as('oncall').command({ channel, text: `/vmk compare ${one.name} ${other.name}` });
  const root = await nth(workspace, channel, 'answer');
  await workspace.as('oncall').post({ channel, thread: root.ts, text: `@vmkbot fix route ${ROUTE}` });
  const pending = await card(workspace, channel, 'pending');
  expect(pending.metadata?.event_payload.change).toMatch(/^g-/);
  await click(workspace, 'netops', channel, 'Confirm', pending.ts);
  expect((await card(workspace, channel, 'verified')).ts).toBe(pending.ts);
  expect([one, other].map(({ host }) => routesOf(host))).toEqual([AFTER, AFTER]);
  await eventually(async () => (await on.changes.open()).length === 0);
}, 90_000);

test('of several hosts one that cannot be read is named, and the others are a button away', async () => {
  const { workspace } = on;
  const channel = on.room();
  const [first, gone, last] = [on.host(), on.host(), on.host()];
  gone.host.faults.dead = true;
  const hosts = [first, gone, last].map(({ name }) => name).join(' ');
  await workspace.as('oncall').command({ channel, text: `/vmk fix route ${hosts} ${ROUTE}` });
  const { text, blocks } = await whispered(workspace, channel, 'oncall');
  expect(text).toContain(`Not read: ${gone.name}.`);
  expect(JSON.stringify(blocks)).toContain(`"value":"fix route ${first.name},${last.name} ${ROUTE}"`);
  expect(cards(workspace, channel)).toEqual([]);
  gone.host.faults.dead = false;
}, 60_000);
