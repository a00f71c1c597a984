import { byType, type Check, flag, integer, list, number, object, oneOf, optional, text } from './check.ts';

const style = optional(
  object({
    bold: optional(flag),
    italic: optional(flag),
    strike: optional(flag),
    code: optional(flag),
    underline: optional(flag),
  }),
);
const LONG = 40_000;
const MANY = 10_000;

function part(type: string, fields: Record<string, Check | { optional: Check }>): Check {
  return object({ type: oneOf(type), style, ...fields });
}

const PARTS: Readonly<Record<string, Check>> = {
  text: part('text', { text: text(LONG) }),
  link: part('link', { url: text(3_000), text: optional(text(LONG)), unsafe: optional(flag) }),
  user: part('user', { user_id: text(255) }),
  channel: part('channel', { channel_id: text(255) }),
  usergroup: part('usergroup', { usergroup_id: text(255) }),
  broadcast: part('broadcast', { range: oneOf('here', 'channel', 'everyone') }),
  emoji: part('emoji', { name: text(255), unicode: optional(text(255)), url: optional(text(3_000)) }),
  date: part('date', {
    timestamp: number,
    format: text(255),
    url: optional(text(3_000)),
    fallback: optional(text(LONG)),
  }),
  color: part('color', { value: text(255) }),
  team: part('team', { team_id: text(255) }),
};

const border = { border: optional(integer(0, 1)) };
const parts = list(byType(PARTS), MANY, 0);
const section = object({ type: oneOf('rich_text_section'), elements: parts });

const SECTIONS: Readonly<Record<string, Check>> = {
  rich_text_section: section,
  rich_text_list: object({
    type: oneOf('rich_text_list'),
    elements: list(section, MANY),
    style: oneOf('bullet', 'ordered'),
    indent: optional(integer(0, 8)),
    offset: optional(integer(0, MANY)),
    ...border,
  }),
  rich_text_quote: object({ type: oneOf('rich_text_quote'), elements: parts, ...border }),
  rich_text_preformatted: object({
    type: oneOf('rich_text_preformatted'),
    elements: list(byType({ text: PARTS.text!, link: PARTS.link! }), MANY, 0),
    language: optional(text(255)),
    ...border,
  }),
};

export const richTextElements: Check = list(byType(SECTIONS), MANY);

/** A whole `rich_text` block. */
export const richText: Check = object({
  type: oneOf('rich_text'),
  block_id: optional(text(255)),
  elements: richTextElements,
});
