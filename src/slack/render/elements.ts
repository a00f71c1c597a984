import type { RichTextSection, RichTextText } from '@slack/types';
import { marksOf } from '../../core/proof.ts';
import type { Line } from '../../core/reply.ts';
import { pieces } from '../text/cut.ts';
import { visible } from '../text/visible.ts';
import { OURS } from './limits.ts';
import { jsonLength } from './measure.ts';

/** Text of rich text, which Slack shows as it is: no mention, link or formatting is read out of it. */
export type Inline = RichTextText;

/** Text with what stands between backticks as code. A backtick without its partner stays a backtick. */
export function inline(text: string, style: { readonly bold?: true } = {}): Inline[] {
  return visible(text)
    .split(/(`[^`\n]+`)/)
    .filter((part) => part !== '')
    .map((part) =>
      /^`[^`]+`$/.test(part) ? element(part.slice(1, -1), { ...style, code: true }) : element(part, style),
    );
}

/** A statement with the marks of its proof behind it. */
export function statement(line: Line): Inline[] {
  return [...inline(line.text), ...proof(line)];
}

/** The marks alone, ` [6] [7] [KB318546]`: plain, because they are for looking up and not for reading. */
export function proof(line: Line): Inline[] {
  const marks = marksOf(line).map((mark) => ` ${visible(mark)}`);
  return marks.length === 0 ? [] : [element(marks.join(''))];
}

/** The same elements in portions that fit a message each; where a text is parted, both ends say so. */
export function portions(elements: readonly Inline[], limit: number = OURS.partJson): Inline[][] {
  const small = elements.flatMap(({ text, style }) => pieces(text, limit / 4).map((part) => element(part, style)));
  const groups: Inline[][] = [[]];
  let used = 0;
  for (const each of small) {
    const cost = jsonLength(each) + 1;
    if (used + cost > limit && groups.at(-1)!.length > 0) {
      groups.push([]);
      used = 0;
    }
    groups.at(-1)!.push(each);
    used += cost;
  }
  const last = groups.length - 1;
  return groups.map((group, i) => [...(i > 0 ? [element('… ')] : []), ...group, ...(i < last ? [element(' …')] : [])]);
}

export function element(text: string, style: RichTextText['style'] = {}): Inline {
  return Object.keys(style).length === 0 ? { type: 'text', text } : { type: 'text', text, style };
}

export function paragraph(elements: readonly Inline[]): RichTextSection {
  return { type: 'rich_text_section', elements: [...elements] };
}
