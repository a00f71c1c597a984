import type { KnownBlock, RichTextElement } from '@slack/types';
import type { Names } from '../../core/policy/words.ts';
import type { Page } from '../message.ts';

/** How a refusal names channels, people and groups, until `withMentions` makes Slack show their names. */
export const NAMES: Names = {
  channel: (id) => `<#${id}>`,
  user: (id) => `<@${id}>`,
  usergroup: (id) => `<!subteam^${id}>`,
};

const MENTION = /(<#[CGD][A-Z0-9]+>|<@[UW][A-Z0-9]+>|<!subteam\^S[A-Z0-9]+>)/;

/** A mention as `escapeMrkdwn` leaves it. */
const ESCAPED = /&lt;(＃(?=[CGD])|＠(?=[UW])|!subteam\^(?=S))([A-Z0-9]+)&gt;/g;
const PLAIN: Readonly<Record<string, string>> = { '＃': '#', '＠': '@' };

/** The page with those names as Slack's own elements. Only for what policies say: an operator's or a host's words may not mention anybody. */
export function withMentions(page: Page): Page {
  return {
    text: page.text.replace(ESCAPED, (_, sign: string, id: string) => `<${PLAIN[sign] ?? sign}${id}>`),
    blocks: page.blocks.map(block),
  };
}

function block(each: KnownBlock): KnownBlock {
  if (each.type !== 'rich_text') return each;
  const elements = each.elements.map((part) =>
    part.type === 'rich_text_section' ? { ...part, elements: part.elements.flatMap(mentions) } : part,
  );
  return { ...each, elements };
}

function mentions(element: RichTextElement): RichTextElement[] {
  if (element.type !== 'text') return [element];
  return element.text
    .split(MENTION)
    .filter((part) => part !== '')
    .map((part) => (MENTION.test(part) ? mention(part) : { ...element, text: part }));
}

function mention(text: string): RichTextElement {
  const id = text.slice(text.startsWith('<!') ? '<!subteam^'.length : 2, -1);
  if (text.startsWith('<#')) return { type: 'channel', channel_id: id };
  return text.startsWith('<@') ? { type: 'user', user_id: id } : { type: 'usergroup', usergroup_id: id };
}
