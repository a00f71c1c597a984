import type { Page } from '../../../src/slack/message.ts';

type Node = { readonly type?: string; readonly [key: string]: unknown };

/** A page as it is read: for looking at, and for tests of what it says. */
export function readAloud({ blocks }: Pick<Page, 'blocks'>): string {
  return blocks.map((block) => blockText(block as unknown as Node)).join('\n');
}

function blockText(block: Node): string {
  const elements = (block.elements ?? []) as Node[];
  switch (block.type) {
    case 'rich_text':
      return elements.map(richText).join('\n');
    case 'actions':
      return elements.map((each) => `[${(each.text as Node).text}]`).join(' ');
    case 'context':
      return elements.map(({ text }) => `(${text})`).join(' ');
    case 'table':
      return (block.rows as Node[][]).map((row) => row.map(({ text }) => text).join(' | ')).join('\n');
    default:
      return String(block.type);
  }
}

function richText(node: Node): string {
  const elements = (node.elements ?? []) as Node[];
  if (node.type === 'rich_text_list') return elements.map((each) => `  • ${richText(each)}`).join('\n');
  const text = elements.map(inlineText).join('');
  return node.type === 'rich_text_preformatted' ? text.replace(/^/gm, '    ') : text;
}

function inlineText({ type, text, style, user_id: user, usergroup_id: group, fallback, url }: Node): string {
  const { bold, code } = (style ?? {}) as { bold?: boolean; code?: boolean };
  if (type === 'user') return `@${user}`;
  if (type === 'usergroup') return `@${group}`;
  if (type === 'date') return String(fallback).replace(' UTC', '');
  if (type === 'link') return `${text} (${url})`;
  return bold ? `**${text}**` : code ? `\`${text}\`` : String(text);
}
