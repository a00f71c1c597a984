import { describe, expect, test } from 'vitest';
import { SAMPLES } from '../../../src/samples/index.ts';
import { pastedText, wordsBeside } from '../../../src/slack/text/index.ts';

const TABLE =
  'Name  IPv4 Address  IPv4 Netmask\n----  ------------  ------------\nvmk0  10.0.1.128    255.255.255.0\n\tvmk1  <none> & so on';
const ESCAPED = TABLE.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const code = (...texts: string[]) => ({
  type: 'rich_text_preformatted',
  elements: texts.map((text) => (text.startsWith('http') ? { type: 'link', url: text } : { type: 'text', text })),
});
const words = (text: string) => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] });
const rich = (...elements: object[]) => [{ type: 'rich_text', block_id: 'x', elements }];

describe('pasted text', () => {
  test('a block of code keeps every blank, tab and sign', () => {
    const message = { text: `why?\n\`\`\`${ESCAPED}\`\`\``, blocks: rich(words('why?\n'), code(TABLE)) };
    expect(pastedText(message)).toEqual([{ name: 'paste', text: `${TABLE}\n` }]);
    expect(wordsBeside(message)).toBe('why?');
  });

  test('several blocks of code are several captures', () => {
    const blocks = rich(code('a  1'), words('and'), code('b  2'));
    expect(pastedText({ text: '', blocks })).toEqual([
      { name: 'paste 1', text: 'a  1\n' },
      { name: 'paste 2', text: 'b  2\n' },
    ]);
  });

  test('without blocks the fences of the text count, entities undone', () => {
    const message = { text: `look\n\`\`\`\n${ESCAPED}\`\`\`\nwhy does vMotion use vmk0` };
    expect(pastedText(message)[0]?.text).toBe(`${TABLE}\n`);
    expect(wordsBeside(message).split(/\n+/)).toEqual(['look', 'why does vMotion use vmk0']);
  });

  test('a line break before the closing mark is not doubled', () => {
    expect(pastedText({ text: '```\nvmk0\n```' })[0]?.text).toBe('vmk0\n');
    expect(pastedText({ blocks: rich(code('vmk0\n')) })[0]?.text).toBe('vmk0\n');
  });

  test('a fence that nobody closed reaches to the end', () => {
    expect(pastedText({ text: `\`\`\`${ESCAPED}` })[0]?.text).toBe(TABLE);
  });

  test('links that Slack made inside code are what was typed', () => {
    const blocks = rich(code('gateway ', 'http://10.0.0.1', '  vmk0'));
    expect(pastedText({ blocks })[0]?.text).toBe('gateway http://10.0.0.1  vmk0\n');
    expect(pastedText({ text: '```via <http://esx.example.com|esx.example.com>  vmk0```' })[0]?.text).toBe(
      'via esx.example.com  vmk0\n',
    );
  });

  test.each(SAMPLES.map((sample) => [sample.name, sample.text] as const))('%s pasted without a fence', (_, text) => {
    const sent = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    expect(pastedText({ text: sent })).toEqual([{ name: 'paste', text }]);
    const asked = { text: `why does vMotion use vmk0\n${sent}` };
    expect(pastedText(asked)).toEqual([{ name: 'paste', text }]);
    expect(wordsBeside(asked)).toBe('why does vMotion use vmk0');
  });

  test('a question below the output is no part of it', () => {
    const message = { text: `${ESCAPED}\nwhy does vMotion use vmk0?` };
    expect(pastedText(message)[0]?.text).toBe(TABLE);
    expect(wordsBeside(message)).toBe('why does vMotion use vmk0?');
  });

  test.each(['why does vMotion use vmk0', 'why does vMotion use vmk0\nthanks', 'check esx-07', ''])(
    'words alone are no output: %j',
    (text) => {
      expect(pastedText({ text })).toEqual([]);
      expect(wordsBeside({ text })).toBe(text);
    },
  );

  test('a forwarded message is read too', () => {
    const quoted = [{ team: 'T1', channel: 'C1', ts: '1.2', message: { blocks: rich(code(TABLE)) } }];
    const message = { text: 'what is wrong here', attachments: [{ text: 'x', message_blocks: quoted }] };
    expect(pastedText(message)).toEqual([{ name: 'paste', text: `${TABLE}\n` }]);
  });

  test.each([
    null,
    7,
    'text',
    { elements: 7 },
    { type: 'rich_text_preformatted', elements: [null, 3, {}] },
    { elements: [null] },
  ])('a block of an unexpected shape holds nothing: %j', (block) => {
    expect(pastedText({ text: 'hello', blocks: [block], attachments: [block] })).toEqual([]);
  });
});
