import type { KnownBlock } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { VERBS } from '../../../commands/index.ts';
import { parse, split } from '../../../src/command.ts';
import { SAMPLES } from '../../../src/samples/index.ts';
import type { Page } from '../../../src/slack/message.ts';
import {
  renderBug,
  renderNotice,
  renderProblem,
  renderProgress,
  renderReply,
  suggestionButtons,
} from '../../../src/slack/render/index.ts';
import { refusals, strings } from './slack-accepts.ts';

async function answered(sample: string, words: string) {
  const { name, text } = SAMPLES.find((each) => each.name === sample)!;
  const asked = parse(split(words), Object.keys(VERBS));
  const command = await VERBS[asked.verb]!();
  return (await command.run(asked, { captures: async () => [{ name, text }] })).reply();
}

/** The first words of each block of rich text, and the types of others. */
const outline = (blocks: readonly KnownBlock[]) =>
  blocks.map((block) => (block.type === 'rich_text' ? strings(block)[0] : block.type));

describe('an answer', () => {
  test('why does vMotion use vmk0: a line for the channel, one message of reasons', async () => {
    const { root, details, file } = renderReply(await answered('shared-vmotion', 'why does vMotion use vmk0'), {
      suggestions: ['check', 'service vmotion'],
    });
    expect(root.blocks.map(({ type }) => type)).toEqual(['rich_text', 'context', 'actions']);
    const [first] = (root.blocks[0] as { elements: { elements: { style?: object }[] }[] }).elements;
    expect(first?.elements.map(({ style }) => style)).toEqual([{ bold: true }, undefined]);
    expect(strings(root.blocks[1]).join()).toMatch(/details in the thread$/);
    expect(details.map(({ blocks }) => outline(blocks))).toEqual([
      ['What happens', 'How sure', 'What to do', 'To prove it', 'Lines of the output', 'Sources'],
    ]);
    expect(file).toBeUndefined();
    const [, steps] = (details[0]!.blocks[0] as { elements: { type: string; style?: string }[] }).elements;
    expect(steps).toMatchObject({ type: 'rich_text_list', style: 'ordered' });
    expect(JSON.stringify(details[0]!.blocks[3])).toMatch(
      /rich_text_preformatted.*vmk0 --tcpport.*\\n.*vmk1 --tcpport/,
    );
    expect(strings(details[0]!.blocks[4])[1]).toMatch(/^ \[2\] {2}VMware ESXi.*\n \[6\] {2}vmk0/);
    expect(JSON.stringify(details[0]!.blocks[5])).toContain('"type":"link","url":"https://knowledge.broadcom.com');
  });

  test('nothing wrong: what was not checked, with the commands that would show it', async () => {
    const { root, details } = renderReply(await answered('iscsi-binding', 'check'));
    expect(strings(root.blocks)[0]).toMatch(/^Nothing wrong found in what I could see/);
    expect(details.map(({ blocks }) => outline(blocks))).toEqual([['Not checked', 'table', 'Not seen']]);
  });

  test('wide tables begin a message each, narrow ones stand in columns; every message says where it stands', async () => {
    const { details } = renderReply(await answered('iscsi-binding', 'state'));
    const tables = details.map(({ blocks }) => blocks.filter(({ type }) => type === 'table').length);
    expect(tables).toEqual(tables.map(() => 1));
    expect(details.map((page) => strings(page.blocks).at(-1))).toEqual(
      details.map((_, i) => `${i + 1} of 4${i < 3 ? ' · continued below' : ''}`),
    );
  });

  test('thousands of rows become a file, and the last message says so', () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => [`10.${i >> 8}.${i & 255}.0/24`, `vmk${i}`, 'x'.repeat(40)]);
    const blocks = [{ kind: 'table' as const, header: ['network', 'adapter', 'source'], rows }];
    const { root, details, file } = renderReply({
      headline: { text: '5000 routes.' },
      sections: [{ title: 'Routes', blocks }],
    });
    expect(details.length).toBe(6);
    expect(strings(root.blocks).at(-1)).toBe('details in the thread (6 messages and a file)');
    expect(strings(details[5]!.blocks).at(-1)).toMatch(/the file answer\.txt has the whole answer/);
    expect(file!.text.split('\n').filter((line) => /vmk\d/.test(line))).toHaveLength(5_000);
  });

  test('only the first sentence of a headline is bold', () => {
    const { root } = renderReply({ headline: { text: 'vmk0 wins. The `vmotion` tag does not.' }, sections: [] });
    expect(root.blocks[0]).toMatchObject({
      elements: [
        {
          elements: [
            { text: 'vmk0 wins.', style: { bold: true } },
            { text: ' The ' },
            { text: 'vmotion', style: { code: true } },
            { text: ' tag does not.' },
          ],
        },
      ],
    });
  });
});

describe('what is no answer', () => {
  const long = 'x <!channel> `*y*` \u202e '.repeat(20_000);
  test.each<[string, Page]>([
    ['a problem', renderProblem({ message: 'There is no verb `chekc`.', next: 'Did you mean `check`?' }, 'r-1')],
    ['a hostile problem', renderProblem({ message: long, next: long }, 'r-1')],
    ['an empty problem', renderProblem({ message: '', next: '' })],
    ['a bug', renderBug('r-2')],
    ['progress', renderProgress('Reading esx-07 …')],
    ['hostile progress', renderProgress(long)],
    ['a notice', renderNotice('Done.', 'Ask on.')],
  ])('%s is within what Slack accepts', (_, page) => {
    expect(refusals(page)).toEqual([]);
  });

  test('an error carries the id that the logs carry', () => {
    expect(strings(renderProblem({ message: 'No.', next: 'Yes.' }, 'r-1').blocks)).toContain('Request r-1');
    expect(strings(renderBug('r-2').blocks)).toContain('r-2');
  });

  test('what does not fit says how much is missing', () => {
    expect(strings(renderNotice(long).blocks).at(-1)).toMatch(/\d+ more characters are not shown/);
  });

  test('suggestions are buttons that carry their words; what hides something is none', () => {
    const [block] = suggestionButtons(['check', 'check', '', 'a\u202eb', 'x'.repeat(301), 'route 10.0.5.9']);
    expect(block!.elements).toMatchObject([
      { action_id: 'vmk_ask:0', value: 'check' },
      { action_id: 'vmk_ask:1', value: 'route 10.0.5.9' },
    ]);
    expect(suggestionButtons([])).toEqual([]);
  });
});
