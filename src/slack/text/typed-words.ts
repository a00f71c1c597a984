import { withoutUnseen } from './unseen.ts';

/**
 * The words as they were typed, on one line: undoes the links, mentions, entities and formatting that Slack's clients make of
 * them. Quotes and dashes are left to the splitting of words, which knows where an option begins.
 */
export function typedWords(text: string): string {
  const plain = text.replace(/```/g, ' ').replace(/`/g, '');
  const typed = withoutMarks(withoutReferences(plain)).replace(/^(?:[ \t]*&gt;)+/gm, ' ');
  const words = withoutUnseen(entities(typed)).replace(/\s+/g, ' ').trim();
  return words.replace(/^\/vmk(?:bot)?(?=\s|$)\s*/i, '');
}

/** The text without the mentions of the bot, wherever they stand, and without what follows a name one speaks to. */
export function withoutMention(text: string, botUserId: string): string {
  const mention = new RegExp(`<@${botUserId}(?:\\|[^>]*)?>(?:\\s*[:,](?=\\s))?`, 'g');
  return text.replace(mention, ' ').trim();
}

/** The text without the people whom it calls: what is left with an `@` was typed so. */
export function withoutPeople(text: string): string {
  return text.replace(/<@[UW][A-Z0-9]{1,30}(?:\|[^<>\n]*)?>/g, ' ').trim();
}

/** What stands in `<…>` as somebody saw it: a link's label, a mention's name or id. A typed `<` arrives as an entity, not so. */
export function withoutReferences(text: string): string {
  return text.replace(/<([^<>\n]+)>/g, (_, inner: string) => seen(inner));
}

/** Slack escapes these three and no other; the ampersand comes last, so that nothing is undone twice. */
export function entities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function seen(inner: string): string {
  const [target = '', label = ''] = split(inner, '|');
  switch (target[0]) {
    case '@':
      return label === '' ? target : `@${label.replace(/^@/, '')}`;
    case '#':
      return label === '' ? target : `#${label.replace(/^#/, '')}`;
    case '!':
      return label === '' ? special(target.slice(1)) : label;
    default:
      return label === '' ? target.replace(/^(?:mailto|tel):/, '') : label;
  }
}

/** `subteam^S1` is a user group, `here` a broadcast: both stay recognisable and call nobody. */
function special(command: string): string {
  const [name = '', id] = split(command, '^');
  return name === 'subteam' && id !== undefined ? `@${id}` : `@${name}`;
}

function split(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** Bold, italic and strike-through around words. A mark inside a word, such as that of `vmk_test`, is no formatting, nor are two of `_`. */
function withoutMarks(text: string): string {
  const marks = /(?<![\p{L}\p{N}*_~])(?!__)([*_~])(?=\S)([^\n]{0,500}?\S)\1(?![\p{L}\p{N}*_~])/gu;
  // Each kind of mark may stand within another.
  return [...'*_~'].reduce((typed) => typed.replace(marks, '$2'), text);
}
