import type { MessageShown, Overview } from '../../client-api.ts';
import { nameOf } from '../state/names.ts';

/** A message as text for the clipboard, with the line breaks and columns it was sent with. */
export function textOf({ text, blocks }: MessageShown, overview: Overview): string {
  const found = (blocks ?? []).flatMap((block) => blockText(block, overview)).join('\n');
  return found === '' ? plainOf(text, overview) : found;
}

/** Undoes Slack's markup: `<@U1>`, `<#C1|ops>`, `<https://…|words>` and the three escapes. */
function plainOf(text: string, overview: Overview): string {
  return text
    .replace(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => `@${nameOf(overview, id)}`)
    .replace(/<#([CG][A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => `#${channelName(overview, id)}`)
    .replace(/<!(here|channel|everyone)>/g, '@$1')
    .replace(/<([^|>]+)(?:\|([^>]+))?>/g, (_, url: string, words?: string) => words ?? url)
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

const channelName = ({ channels }: Overview, id: string) =>
  channels.find((channel) => channel.id === id)?.name ?? 'channel';

/** Blocks differ in shape; what they hold as words does not. */
type Node = Readonly<Record<string, unknown>>;

function blockText(block: unknown, overview: Overview): string[] {
  const node = block as Node;
  switch (node.type) {
    case 'rich_text':
      return many(node.elements).map((part) => richText(part, overview));
    case 'table':
      return (node.rows as Node[][]).map((row) => row.map((cell) => cellText(cell, overview)).join('\t'));
    case 'context':
      return [
        many(node.elements)
          .map((part) => words(part, overview))
          .join(' '),
      ];
    case 'section':
    case 'header':
      return [node.text, ...many(node.fields)].flatMap((text) =>
        text === undefined ? [] : [words(text as Node, overview)],
      );
    default:
      return [];
  }
}

const many = (list: unknown): Node[] => (Array.isArray(list) ? (list as Node[]) : []);

const words = (node: Node, overview: Overview): string =>
  node.type === 'mrkdwn' ? plainOf(String(node.text), overview) : String(node.text ?? '');

function cellText(cell: Node, overview: Overview): string {
  return cell.type === 'rich_text' ? blockText(cell, overview).join(' ') : String(cell.text ?? cell.value ?? '');
}

function richText(node: Node, overview: Overview): string {
  switch (node.type) {
    case 'rich_text_list':
      return many(node.elements)
        .map((item, at) => `${node.style === 'ordered' ? `${at + 1}.` : '-'} ${richText(item, overview)}`)
        .join('\n');
    case 'user':
      return `@${nameOf(overview, String(node.user_id))}`;
    case 'channel':
      return `#${channelName(overview, String(node.channel_id))}`;
    case 'broadcast':
      return `@${String(node.range)}`;
    case 'link':
      return String(node.text ?? node.url);
    case 'text':
      return String(node.text);
    default:
      return many(node.elements)
        .map((part) => richText(part, overview))
        .join('');
  }
}
