import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { type Mode, type Stage, stage } from './bot.ts';
import { boxFor, buttons, eventually, fenced, nth, output, said, whispered } from './said.ts';

/** A channel for each test, so that none sees another's messages. */
const ROOMS = Array.from({ length: 20 }, (_, i) => `room-${i}`);

const policies = ({ person }: Workspace) =>
  [
    'policies:',
    `  - { groups: [prod], changes: [route], ask: { users: [${person('oncall').id}, ${person('netops').id}] }, approve: { users: [${person('netops').id}] } }`,
    `  - { groups: [san], changes: [route], ask: { users: [${person('storage').id}] }, approve: { users: [${person('storage').id}] } }`,
  ].join('\n');

describe.each<Mode>(['socket', 'http'])('%s', (mode) => {
  let on: Stage;
  let rooms: string[];
  const room = () => rooms.shift()!;
  beforeAll(async () => {
    rooms = [...ROOMS];
    const hosts = [
      { name: 'esx-07', group: 'prod' },
      { name: 'san-01', group: 'san' },
    ];
    on = await stage({ mode, hosts, policies, channels: ROOMS.map((name) => ({ name })) });
  }, 60_000);
  afterAll(() => on?.end());

  test('a command about a host is answered by one message, its reasons in the thread', async () => {
    const { workspace } = on;
    const channel = room();
    const typed = await workspace.as('oncall').command({ channel, text: '/vmk check esx-07' });
    expect(typed).toEqual({ outcome: 'acknowledged' });
    const detail = await nth(workspace, channel, 'detail');
    const root = await nth(workspace, channel, 'answer');
    expect(root.thread).toBeUndefined();
    expect(root.text).toContain('oncall asked: check esx-07');
    expect(detail.thread).toBe(root.ts);
    const keys = workspace.messages(channel).map(({ metadata }) => metadata?.event_payload.key);
    expect(new Set(keys).size).toBe(2);
  });

  test('a question needs no verb', async () => {
    const { workspace } = on;
    const channel = room();
    await workspace.as('oncall').command({ channel, text: '/vmk which vmk reaches 10.99.0.1 on ESX-07?' });
    expect((await nth(workspace, channel, 'answer')).text).toMatch(/vmk\d/);
  });

  test('a mention with an output is answered; below the answer and below the output neither is needed again', async () => {
    const { workspace } = on;
    const channel = room();
    const oncall = workspace.as('oncall');
    const text = `@vmkbot why does vMotion use vmk0\n${fenced('shared-vmotion')}`;
    const { message } = await oncall.post({ channel, text });
    const root = await nth(workspace, channel, 'answer');
    expect(root.thread).toBeUndefined();
    expect(root.text).toContain('10.31.8.0/24');
    await oncall.post({ channel, thread: root.ts, text: '@vmkbot: route 10.31.8.9' });
    expect(await nth(workspace, channel, 'answer', 2)).toMatchObject({ thread: root.ts });
    await oncall.post({ channel, thread: message.ts, text: '@vmkbot check' });
    expect(await nth(workspace, channel, 'answer', 3)).toMatchObject({ thread: message.ts });
  });

  test('an output that somebody pasted before is asked about in its thread', async () => {
    const { workspace } = on;
    const channel = room();
    const { message } = await workspace.as('oncall').post({ channel, text: fenced('provider') });
    await workspace.as('netops').post({ channel, thread: message.ts, text: '@vmkbot check' });
    expect(await nth(workspace, channel, 'answer')).toMatchObject({ thread: message.ts });
  });

  test('a thread follows a host, another one when that is named, and none when it is told to forget', async () => {
    const { workspace } = on;
    const channel = room();
    const oncall = workspace.as('oncall');
    await oncall.command({ channel, text: '/vmk check esx-07' });
    const root = await nth(workspace, channel, 'answer');
    await oncall.post({ channel, thread: root.ts, text: '@vmkbot service vmotion' });
    expect((await nth(workspace, channel, 'answer', 2)).text).toContain('esx-07');
    await oncall.post({ channel, thread: root.ts, text: '@vmkbot forget' });
    expect((await whispered(workspace, channel, 'oncall')).text).toContain('no longer remember');
    await oncall.post({ channel, thread: root.ts, text: '@vmkbot service vmotion' });
    expect((await whispered(workspace, channel, 'oncall', 2)).text).toContain('nothing to read');
    expect(said(workspace, channel, 'answer')).toHaveLength(2);
  });

  test('a direct message is a place like any', async () => {
    const { workspace } = on;
    const oncall = workspace.as('oncall');
    const { message } = await oncall.post({ channel: 'vmkbot', text: `check\n${fenced('old-gateway')}` });
    const root = await nth(workspace, message.channel, 'answer');
    await oncall.post({ channel: 'vmkbot', thread: root.ts, text: 'why gateway-off-subnet' });
    expect(await nth(workspace, message.channel, 'answer', 2)).toMatchObject({ thread: root.ts });
  });

  test('the shortcut diagnoses a message in its thread, and its buttons ask on', async () => {
    const { workspace } = on;
    const channel = room();
    const { message } = await workspace.as('netops').post({ channel, text: fenced('shared-vmotion') });
    const oncall = workspace.as('oncall');
    const ran = await oncall.shortcut({ channel, ts: message.ts, callbackId: 'diagnose_message' });
    expect(ran).toEqual({ outcome: 'acknowledged' });
    const root = await nth(workspace, channel, 'answer');
    expect(root.thread).toBe(message.ts);
    const [first] = buttons(root);
    expect(first?.value).toMatch(/^why /);
    await oncall.act({ at: { channel, ts: root.ts }, blockId: first!.blockId, actionId: first!.actionId });
    expect(await nth(workspace, channel, 'answer', 2)).toMatchObject({ thread: message.ts });
  });

  test('the shortcut on a message without an output tells only who used it', async () => {
    const { workspace } = on;
    const channel = room();
    const { message } = await workspace.as('netops').post({ channel, text: 'lunch at noon?' });
    await workspace.as('oncall').shortcut({ channel, ts: message.ts, callbackId: 'diagnose_message' });
    const told = await whispered(workspace, channel, 'oncall');
    expect(told.text).toContain('recognise no line');
    expect(buttons(told)).toMatchObject([{ actionId: 'vmk_open_paste', value: 'check' }]);
    expect(said(workspace, channel, 'answer')).toHaveLength(0);
  });

  test('a question without a host opens the box; what is pasted there is answered in the channel', async () => {
    const { workspace } = on;
    const channel = room();
    const oncall = workspace.as('oncall');
    const view = await boxFor(workspace, 'oncall', channel, 'why does vMotion use vmk0');
    expect(JSON.stringify(view.blocks)).toContain('why does vMotion use vmk0');
    expect(JSON.stringify(view.blocks)).toContain('esx-07');
    expect(JSON.stringify(view.blocks)).not.toContain('san-01');
    expect(await oncall.submitView({ view: view.id, values: {} })).toMatchObject({ outcome: 'errors', by: 'app' });
    const text = output('shared-vmotion');
    const parts = {
      paste_1: { value: { text: text.slice(0, 3_000) } },
      paste_2: { value: { text: text.slice(3_000) } },
    };
    // A question that is not understood costs nothing of what was pasted below it.
    for (const bad of [
      'why is the moon made of cheese',
      'chekc',
      'help',
      `check ${'x'.repeat(400)} --from a.txt`,
      'check esx-07',
    ]) {
      const values = { ...parts, question: { value: { text: bad } } };
      const refused = await oncall.submitView({ view: view.id, values });
      expect(refused).toMatchObject({ outcome: 'errors', by: 'app', errors: { question: expect.any(String) } });
    }
    const whole = { ...parts, question: { value: { text: 'why does vMotion use vmk0' } } };
    expect(await oncall.submitView({ view: view.id, values: whole })).toEqual({ outcome: 'closed' });
    const root = await nth(workspace, channel, 'answer');
    expect(root.thread).toBeUndefined();
    expect(root.text).toContain('oncall asked: why does vMotion use vmk0');
  });

  test('a file in the box is read, and so is a host that is chosen', async () => {
    const { workspace } = on;
    const channel = room();
    const oncall = workspace.as('oncall');
    const open = async () => (await boxFor(workspace, 'oncall', channel, 'check')).id;
    const files = [{ name: 'esx.txt', text: output('provider') }];
    await oncall.submitView({ view: await open(), values: { files: { value: { files } } } });
    expect((await nth(workspace, channel, 'answer')).text).toContain('check');
    await oncall.submitView({ view: await open(), values: { host: { value: { option: 'esx-07' } } } });
    expect((await nth(workspace, channel, 'answer', 2)).text).toContain('esx-07');
  });

  test('files are read with a mention and in a thread that is known, and nowhere else', async () => {
    const { workspace } = on;
    const channel = room();
    const oncall = workspace.as('oncall');
    const file = { name: 'esx.txt', text: output('shared-vmotion') };
    await oncall.upload({ channel, text: '@vmkbot check', files: [file] });
    const root = await nth(workspace, channel, 'answer');
    const other = { name: 'other.txt', text: output('provider') };
    await oncall.upload({ channel, thread: root.ts, text: 'and the other one', files: [other] });
    expect(await nth(workspace, channel, 'answer', 2)).toMatchObject({ thread: root.ts });
    const { message } = await oncall.post({ channel, text: 'something else' });
    await oncall.upload({ channel, thread: message.ts, files: [file] });
    await oncall.upload({ channel, thread: root.ts, files: [{ name: 'a.tgz', base64: 'H4sIAAAA' }] });
    expect((await whispered(workspace, channel, 'oncall')).text).toContain('a.tgz is damaged');
    expect(said(workspace, channel, 'answer')).toHaveLength(2);
  });

  test('the hosts are those that somebody may read', async () => {
    const { workspace } = on;
    const channel = room();
    await workspace.as('oncall').command({ channel, text: '/vmk hosts' });
    const listed = JSON.stringify((await whispered(workspace, channel, 'oncall')).blocks);
    expect(listed).toContain('esx-07');
    expect(listed).not.toContain('san-01');
    await workspace.as('oncall').command({ channel, text: '/vmk hosts test san-01' });
    expect((await whispered(workspace, channel, 'oncall', 2)).text).toContain('san-01');
    await workspace.as('oncall').command({ channel, text: '/vmk hosts test esx-07' });
    await nth(workspace, channel, 'answer');
    const all = said(workspace, channel, 'answer').concat(said(workspace, channel, 'detail'));
    expect(JSON.stringify(all.map(({ blocks }) => blocks))).toContain('esx-07');
    expect(JSON.stringify(all.map(({ blocks }) => blocks))).not.toContain('san-01');
  });

  test('a published shape is a file', async () => {
    const { workspace } = on;
    const channel = room();
    await workspace.as('oncall').command({ channel, text: '/vmk schema why' });
    await nth(workspace, channel, 'answer');
    await eventually(async () => (await workspace.as('oncall').files({ channel })).files[0]);
  });

  test('help is for one person alone, and shows only what they may do here', async () => {
    const { workspace } = on;
    const channel = room();
    await workspace.as('oncall').command({ channel, text: '/vmk' });
    const { text } = await whispered(workspace, channel, 'oncall');
    expect(text).toContain('esx-07');
    expect(text).not.toContain('san-01');
    expect(text).not.toMatch(/--from|--json/);
    await workspace.as('oncall').command({ channel, text: '/vmk help route' });
    expect((await whispered(workspace, channel, 'oncall', 2)).text).not.toMatch(/--from|--json|FILE/);
    await workspace.as('oncall').command({ channel, text: '/vmk help shared-subnet' });
    expect((await whispered(workspace, channel, 'oncall', 3)).text).toContain('KB');
    expect(workspace.messages(channel)).toHaveLength(0);
  });

  test('a host that somebody may not read is refused to them alone, with the reason', async () => {
    const { workspace } = on;
    const channel = room();
    await workspace.as('oncall').command({ channel, text: '/vmk check san-01' });
    const { text, blocks } = await whispered(workspace, channel, 'oncall');
    expect(text).toContain('san-01');
    expect(JSON.stringify(blocks)).toContain(`"user_id":"${workspace.person('storage').id}"`);
    expect(workspace.messages(channel)).toHaveLength(0);
  });

  test.each([
    ['/vmk chekc esx-07', 'chekc', 'check esx-07'],
    ['/vmk check esx-70', 'esx-70', 'check esx-07'],
    ['/vmk why is the moon made of cheese', 'moon', /^why /],
  ])('%s is refused with what was most likely meant, as a button', async (text, says, offers) => {
    const { workspace } = on;
    const channel = room();
    await workspace.as('oncall').command({ channel, text });
    const told = await whispered(workspace, channel, 'oncall');
    expect(told.text).toContain(says);
    const [first] = buttons(told);
    if (typeof offers === 'string') expect(first?.value).toBe(offers);
    else expect(first?.value).toMatch(offers);
  });

  test('what Slack and phones make of words is undone', async () => {
    const { workspace } = on;
    const channel = room();
    const text = '@vmkbot *route* `esx-07` 10.99.0.1 –out vmk0';
    await workspace
      .as('oncall')
      .post({ channel, text: text.replace('route', 'route').replace(' esx-07', '').replace('`10', '`esx-07` `10') });
    expect((await nth(workspace, channel, 'answer')).text).toContain('10.99.0.1');
  });

  test('--json is a file in the thread', async () => {
    const { workspace } = on;
    const channel = room();
    await workspace.as('oncall').command({ channel, text: '/vmk check esx-07 --json' });
    const root = await nth(workspace, channel, 'answer');
    const { files } = await eventually(async () => {
      const shown = await workspace.as('oncall').files({ channel });
      return shown.files.length > 0 && shown;
    });
    const { base64 } = await workspace.as('oncall').fileContent({ file: files[0]!.id });
    expect(JSON.parse(Buffer.from(base64, 'base64').toString())).toMatchObject({ schema: 'vmkbot/diagnosis/1' });
    expect(said(workspace, channel, 'detail')).toHaveLength(0);
    expect(root.thread).toBeUndefined();
  });

  test('the Home tab shows the hosts that somebody may read, and what was checked last', async () => {
    const { workspace } = on;
    const netops = workspace.as('netops');
    await netops.openHome({});
    const home = await eventually(async () => {
      const { view } = await netops.home({});
      return JSON.stringify(view ?? '').includes('asked by oncall') && view;
    });
    expect(JSON.stringify(home)).toContain('esx-07');
    expect(JSON.stringify(home)).not.toContain('san-01');
    const { blockId, actionId } = buttons(home)[0]!;
    await netops.act({ at: { view: home.id }, blockId, actionId });
    await eventually(async () =>
      (await netops.messages({ channel: 'vmkbot' })).messages.find(({ text }) =>
        text.includes('netops asked: check esx-07'),
      ),
    );
  });
});
