import type { KnownBlock, RichTextBlockElement, RichTextList } from '@slack/types';
import { shortened } from '../text/cut.ts';
import { visibleLine } from '../text/visible.ts';
import { element, paragraph } from './elements.ts';
import { OURS } from './limits.ts';
import type { Part, Titled } from './part.ts';

/** Parts as blocks: one block of rich text a title, tables between. `before` is the title of the message above. */
export function compose(parts: readonly Titled[], before?: string): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let title: string | undefined;
  let open: RichTextBlockElement[] = [];
  for (const { title: under, part } of parts) {
    if (under !== title) {
      open = [];
      if (under !== '') open.push(heading(under, title === undefined && under === before));
      if (open.length > 0) blocks.push({ type: 'rich_text', elements: open });
      title = under;
    }
    if (part.kind === 'table') {
      blocks.push(part.block);
      open = [];
    } else {
      const before = open.length;
      add(open, part);
      if (before === 0 && open.length > 0) blocks.push({ type: 'rich_text', elements: open });
    }
  }
  return blocks;
}

function heading(title: string, continued: boolean) {
  const words = shortened(visibleLine(title), OURS.title);
  return paragraph([element(continued ? `${words} (continued)` : words, { bold: true })]);
}

/** Joins a part to its like above it. */
function add(open: RichTextBlockElement[], part: Exclude<Part, { kind: 'table' }>): void {
  const last = open.at(-1);
  switch (part.kind) {
    case 'prose':
      if (part.elements.length > 0) open.push({ type: 'rich_text_section', elements: [...part.elements] });
      return;
    case 'code':
      addCode(open, part);
      return;
    case 'item': {
      const item = paragraph(part.elements);
      if (last?.type === 'rich_text_list' && continues(last, part.number)) last.elements.push(item);
      // Slack counts a list from 1: one that goes on in another message carries its numbers as text.
      else if (part.number !== null && part.number > 1)
        open.push(paragraph([element(`${part.number}. `), ...part.elements]));
      else open.push({ type: 'rich_text_list', style: part.number === null ? 'bullet' : 'ordered', elements: [item] });
    }
  }
}

function continues(list: RichTextList, number: number | null): boolean {
  return number === null ? list.style === 'bullet' : list.style === 'ordered' && number === list.elements.length + 1;
}

const groups = new WeakMap<RichTextBlockElement, string>();

function addCode(open: RichTextBlockElement[], { group, text }: Part & { kind: 'code' }): void {
  const last = open.at(-1);
  const shown = text === '' ? ' ' : text;
  if (last?.type === 'rich_text_preformatted' && groups.get(last) === group) {
    last.elements = [element(`${last.elements[0]!.text}\n${shown}`)];
    return;
  }
  const block: RichTextBlockElement = { type: 'rich_text_preformatted', elements: [element(shown)] };
  groups.set(block, group);
  open.push(block);
}
