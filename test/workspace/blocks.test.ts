import type { KnownBlock } from '@slack/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusal, type Used, use } from './support.ts';

let used: Used;

beforeAll(async () => {
  used = await use();
});
afterAll(() => used.end());

const x = (length: number) => 'x'.repeat(length);
const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) });
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), action_id: 'go', ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const option = (value: string) => ({ text: plain('one'), value });
const select = (more: object) => actions({ type: 'static_select', action_id: 'pick', ...more });
const table = (rows: object[][]) => ({ type: 'table', rows });
const cell = (text: string) => ({ type: 'raw_text', text });
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

async function posted(blocks: readonly object[]): Promise<string> {
  const call = used.client.chat.postMessage({ channel: used.ops, text: 'fallback', blocks: blocks as KnownBlock[] });
  return (await refusal(call)).error;
}

/** What just fits, and what is one too many. */
const LIMITS: readonly [what: string, fits: object[], tooMuch: object[], error?: string][] = [
  ['50 blocks', times(50, () => ({ type: 'divider' })), times(51, () => ({ type: 'divider' }))],
  ['3,000 characters a section', [section(x(3_000))], [section(x(3_001))]],
  ['1 character a section', [section('x')], [section('')]],
  [
    '10 fields',
    [{ type: 'section', fields: times(10, () => mrkdwn('f')) }],
    [{ type: 'section', fields: times(11, () => mrkdwn('f')) }],
  ],
  [
    '2,000 characters a field',
    [{ type: 'section', fields: [mrkdwn(x(2_000))] }],
    [{ type: 'section', fields: [mrkdwn(x(2_001))] }],
  ],
  ['150 characters a header', [{ type: 'header', text: plain(x(150)) }], [{ type: 'header', text: plain(x(151)) }]],
  [
    '10 elements of context',
    [{ type: 'context', elements: times(10, () => mrkdwn('c')) }],
    [{ type: 'context', elements: times(11, () => mrkdwn('c')) }],
  ],
  [
    '25 elements of actions',
    [actions(...times(25, (index) => button({ action_id: `${index}` })))],
    [actions(...times(26, (index) => button({ action_id: `${index}` })))],
  ],
  ['75 characters on a button', [actions(button({ text: plain(x(75)) }))], [actions(button({ text: plain(x(76)) }))]],
  ['2,000 characters of a value', [actions(button({ value: x(2_000) }))], [actions(button({ value: x(2_001) }))]],
  [
    '255 characters of an action_id',
    [actions(button({ action_id: x(255) }))],
    [actions(button({ action_id: x(256) }))],
  ],
  ['255 characters of a block_id', [{ type: 'divider', block_id: x(255) }], [{ type: 'divider', block_id: x(256) }]],
  [
    'block_ids of their own',
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'b' },
    ],
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ],
  ],
  ['action_ids of their own', [actions(button(), button({ action_id: 'b' }))], [actions(button(), button())]],
  [
    '100 options',
    [select({ options: times(100, (index) => option(`${index}`)) })],
    [select({ options: times(101, (index) => option(`${index}`)) })],
  ],
  ['options or groups', [select({ options: [option('a')] })], [select({})]],
  ['100 rows', [table(times(100, () => [cell('a')]))], [table(times(101, () => [cell('a')]))]],
  ['20 cells', [table([times(20, () => cell('a'))])], [table([times(21, () => cell('a'))])]],
  [
    '10,000 characters a table',
    [table([[cell(x(5_000)), cell(x(5_000))]])],
    [table([[cell(x(5_000)), cell(x(5_001))]])],
  ],
  ['one table', [table([[cell('a')]])], [table([[cell('a')]]), table([[cell('b')]])], 'only_one_table_allowed'],
  ['12,000 characters of markdown', [{ type: 'markdown', text: x(12_000) }], [{ type: 'markdown', text: x(12_001) }]],
  [
    'about 13,200 characters in all',
    times(4, () => section(x(3_000))),
    times(5, () => section(x(2_700))),
    'msg_blocks_too_long',
  ],
];

describe('limits of a message', () => {
  test.each(LIMITS)('%s', async (_, fits, tooMuch, error = 'invalid_blocks') => {
    expect(await posted(fits)).toBe('not refused');
    expect(await posted(tooMuch)).toBe(error);
  });
});

const WRONG: readonly [what: string, block: object, message: string][] = [
  ['an unknown block', { type: 'no_such_block' }, 'unsupported type: no_such_block [json-pointer:/blocks/0/type]'],
  [
    'an unknown field',
    { ...section('a'), colour: 'red' },
    'invalid additional property: colour [json-pointer:/blocks/0]',
  ],
  [
    'mrkdwn in a header',
    { type: 'header', text: mrkdwn('a') },
    'must be one of: plain_text [json-pointer:/blocks/0/text/type]',
  ],
  [
    'a button in a context',
    { type: 'context', elements: [button()] },
    'unsupported type: button [json-pointer:/blocks/0/elements/0/type]',
  ],
  ['a video', { type: 'video' }, 'unsupported type: video [json-pointer:/blocks/0/type]'],
  ['a section of nothing', { type: 'section' }, 'missing required field: text or fields [json-pointer:/blocks/0]'],
  [
    'a style that is none',
    actions(button({ style: 'green' })),
    'must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]',
  ],
  [
    'rich text of an unknown part',
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'shout', text: 'a' }] }] },
    'unsupported type: shout [json-pointer:/blocks/0/elements/0/elements/0/type]',
  ],
];

describe('what is refused', () => {
  test.each(WRONG)('%s, with its place', async (_, block, message) => {
    const call = used.client.chat.postMessage({ channel: used.ops, text: 'a', blocks: [block as KnownBlock] });
    expect(await refusal(call)).toEqual({ error: 'invalid_blocks', messages: [`[ERROR] ${message}`] });
  });
});

const RICH = [
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'hello ', style: { bold: true } },
          { type: 'link', url: 'https://example.com' },
          { type: 'user', user_id: 'U1' },
          { type: 'channel', channel_id: 'C1' },
          { type: 'emoji', name: 'wave' },
          { type: 'usergroup', usergroup_id: 'S1' },
          { type: 'broadcast', range: 'here' },
        ],
      },
      { type: 'rich_text_list', style: 'bullet', elements: [{ type: 'rich_text_section', elements: [] }] },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'q' }] },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'vmk0' }], border: 0 },
    ],
  },
  { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a' },
  actions(
    { type: 'users_select', action_id: '1' },
    { type: 'conversations_select', action_id: '2' },
    { type: 'multi_static_select', action_id: '3', options: [option('a')] },
    { type: 'external_select', action_id: '4', min_query_length: 0 },
    { type: 'checkboxes', action_id: '5', options: [option('a')] },
    { type: 'radio_buttons', action_id: '6', options: [option('a')] },
    { type: 'overflow', action_id: '7', options: [option('a')] },
    { type: 'datepicker', action_id: '8', initial_date: '2026-11-21' },
  ),
];

test('every kind of rich text and of element stands in a message', async () => {
  expect(await posted(RICH)).toBe('not refused');
});

const modal = (more: object) => ({ type: 'modal', title: plain('t'), blocks: [], ...more });
const input = { type: 'input', label: plain('l'), element: { type: 'plain_text_input' } };

const VIEWS: readonly [what: string, view: object, pointer: string][] = [
  ['24 characters of a title', modal({ title: plain(x(25)) }), '/view/title/text'],
  ['24 characters of submit', modal({ submit: plain(x(25)) }), '/view/submit/text'],
  ['24 characters of close', modal({ close: plain(x(25)) }), '/view/close/text'],
  ['3,000 characters of private_metadata', modal({ private_metadata: x(3_001) }), '/view/private_metadata'],
  ['255 characters of callback_id', modal({ callback_id: x(256) }), '/view/callback_id'],
  ['100 blocks', modal({ blocks: times(101, () => ({ type: 'divider' })) }), '/view/blocks'],
  ['submit where there are inputs', modal({ blocks: [input] }), '/view'],
  ['no table in a modal', modal({ blocks: [table([[cell('a')]])] }), '/view/blocks/0/type'],
];

test.each(VIEWS)('limits of a modal: %s', async (_, view, pointer) => {
  const call = used.client.views.open({ trigger_id: 'unused', view: view as never });
  const { error, messages } = await refusal(call);
  expect(error).toBe('invalid_arguments');
  expect(messages.join()).toContain(`[json-pointer:${pointer}]`);
});
