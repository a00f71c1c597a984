import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { type Stage, stage } from './bot.ts';
import { buttons, eventually, fenced, nth, said, whispered } from './said.ts';

/** A channel for each test, so that none sees another's messages. */
const ROOMS = Array.from({ length: 30 }, (_, i) => `desk-${i}`);
const rooms = [...ROOMS];
const room = () => rooms.shift()!;

const policies = ({ person }: Workspace) =>
  [
    'policies:',
    `  - { groups: [prod], changes: [route], ask: { users: [${person('oncall').id}] }, approve: { users: [U0] } }`,
    `  - { groups: [san], changes: [route], ask: { users: [${person('storage').id}] }, approve: { users: [U0] } }`,
  ].join('\n');
const hosts = [
  { name: 'esx-07', group: 'prod' },
  { name: 'san-01', group: 'san' },
];

let on: Stage;
beforeAll(async () => {
  on = await stage({ hosts, policies, channels: ROOMS.map((name) => ({ name })) });
}, 60_000);
afterAll(() => on?.end());

/** What a command is refused with: its text, its buttons, and the message. */
async function refused(text: string, person = 'oncall') {
  const channel = room();
  await on.workspace.as(person).command({ channel, text });
  const message = await whispered(on.workspace, channel, person);
  return { message, text: JSON.stringify(message.blocks), values: buttons(message).map(({ value }) => value) };
}

describe('a refusal is told where the person is', () => {
  test('of a shortcut on a message without replies, in the channel', async () => {
    const channel = room();
    const { message } = await on.workspace.as('netops').post({ channel, text: 'lunch at noon?' });
    await on.workspace.as('oncall').shortcut({ channel, ts: message.ts, callbackId: 'diagnose_message' });
    expect(await whispered(on.workspace, channel, 'oncall')).not.toHaveProperty('thread');
  });

  test('of a shortcut on a reply, in its thread', async () => {
    const channel = room();
    const { message } = await on.workspace.as('netops').post({ channel, text: 'lunch?' });
    const { message: below } = await on.workspace.as('netops').post({ channel, thread: message.ts, text: 'at noon' });
    await on.workspace.as('oncall').shortcut({ channel, ts: below.ts, callbackId: 'diagnose_message' });
    expect(await whispered(on.workspace, channel, 'oncall')).toMatchObject({ thread: message.ts });
  });

  test('of a button below an answer in the channel, there', async () => {
    const channel = room();
    await on.workspace.as('oncall').command({ channel, text: '/vmk service management esx-07' });
    const root = await nth(on.workspace, channel, 'answer');
    const [first] = buttons(root);
    expect(first?.value).toBe('check esx-07');
    await on.workspace
      .as('storage')
      .act({ at: { channel, ts: root.ts }, blockId: first!.blockId, actionId: first!.actionId });
    expect(await whispered(on.workspace, channel, 'storage')).not.toHaveProperty('thread');
  });
});

describe('what is mistyped is put right by a button', () => {
  test.each([
    ['/vmk service vmoton', 'service vmotion'],
    ['/vmk service vmoton on esx-07', 'service vmotion on esx-07'],
    ['/vmk help shared-subnt', 'help shared-subnet'],
    ['/vmk check on esx-70', 'check on esx-07'],
    ['/vmk service vmotion esx-70', 'service vmotion esx-07'],
    ['/vmk which vmk reaches 10.0.0.1 on esx-70', 'which vmk reaches 10.0.0.1 on esx-07'],
    ['/vmk esx-07 smells of cheese', 'check esx-07'],
  ])('%s: %s', async (typed, offered) => {
    const { values, text } = await refused(typed);
    expect(values).toContain(offered);
    expect(text).not.toContain('Request ');
  });

  test.each(['/vmk check san-02', '/vmk service vmotion on san-02', '/vmk what does san-01 think of cheese'])(
    'a host that somebody may not read is not offered: %s',
    async (typed) => {
      const { values, text } = await refused(typed);
      expect(`${values} ${text.replace('san-01 think', '')}`).not.toContain('san-01');
      expect(values.join()).not.toContain('san-01');
    },
  );

  test('who may read it is offered it', async () => {
    expect((await refused('/vmk check san-02', 'storage')).values).toContain('check san-01');
  });
});

test.each(['/vmk service vmotion on esx-07', '/vmk what is wrong with esx-07', '/vmk is ESX-07 ok?'])(
  '%s is answered of the host',
  async (text) => {
    const channel = room();
    await on.workspace.as('oncall').command({ channel, text });
    const root = await nth(on.workspace, channel, 'answer');
    expect(root.text).toContain('esx-07');
    expect(root.text).toMatch(/read \d\d[:∶]\d\d:\d\d UTC/);
    expect(root.text).not.toContain(' ago');
  },
);

test.each(['/vmk hosts', '/vmk version', '/vmk schema', '/vmk hosts pin esx-07', '/vmk hello'])(
  '%s is told to who asked alone',
  async (text) => {
    const channel = room();
    await on.workspace.as('oncall').command({ channel, text });
    await whispered(on.workspace, channel, 'oncall');
    expect(said(on.workspace, channel, 'answer')).toHaveLength(0);
  },
);

describe('a thread', () => {
  test('that is to forget reads what was pasted before no more, and what is pasted after', async () => {
    const channel = room();
    const oncall = on.workspace.as('oncall');
    const { message } = await oncall.post({ channel, text: fenced('shared-vmotion') });
    await oncall.post({ channel, thread: message.ts, text: '@vmkbot check' });
    await nth(on.workspace, channel, 'answer');
    await oncall.post({ channel, thread: message.ts, text: '@vmkbot forget' });
    expect((await whispered(on.workspace, channel, 'oncall')).text).toContain('do not read again');
    await oncall.post({ channel, thread: message.ts, text: '@vmkbot check' });
    expect((await whispered(on.workspace, channel, 'oncall', 2)).text).toContain('nothing to read');
    await oncall.post({ channel, thread: message.ts, text: fenced('provider') });
    await oncall.post({ channel, thread: message.ts, text: '@vmkbot check' });
    await nth(on.workspace, channel, 'answer', 2);
  });

  test('of a paste that is asked about a host says that it is about that from there on', async () => {
    const channel = room();
    const oncall = on.workspace.as('oncall');
    const { message } = await oncall.post({ channel, text: `@vmkbot check\n${fenced('provider')}` });
    await nth(on.workspace, channel, 'answer');
    await oncall.post({ channel, thread: message.ts, text: '@vmkbot service management esx-07' });
    await nth(on.workspace, channel, 'answer', 2);
    await eventually(async () =>
      said(on.workspace, channel, 'detail').some(({ blocks }) =>
        JSON.stringify(blocks).includes('This thread was about what was pasted here'),
      ),
    );
  });
});
