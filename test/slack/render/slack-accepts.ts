import { SOURCES } from '../../../src/core/sources.ts';
import type { Page } from '../../../src/slack/message.ts';

/** What Slack refuses of a message, or would read as markup; written from Slack's documents, not from the renderer. */
export function refusals({ text, blocks }: Page): string[] {
  const found: string[] = [];
  const need = (holds: boolean, what: string) => void (holds || found.push(what));
  need(text.length >= 1 && text.length <= 4000, `text of ${text.length}`);
  need(!/[<>*_~`]|&(?!(?:amp|lt|gt);)/.test(text), 'markup in the text');
  need(!/:[a-z0-9_+'-]+:/i.test(text), 'an emoji in the text');
  need(!/:\/\//.test(text), 'a link in the text');
  need(!/(^|[^\p{L}\p{N}])[@#][\p{L}\p{N}]/u.test(text), 'a mention in the text');
  need(blocks.length >= 1 && blocks.length <= 50, `${blocks.length} blocks`);
  need(JSON.stringify(blocks).length <= 13_000, `${JSON.stringify(blocks).length} characters of blocks`);
  need(blocks.filter(({ type }) => /table/.test(type)).length <= 1, 'two tables');
  for (const each of [text, ...blocks.flatMap(strings)]) {
    need(!/\p{Surrogate}/u.test(each), 'half a character');
    need(!UNSEEN.test(each), `something unseen in ${JSON.stringify(each).slice(0, 80)}`);
  }
  for (const block of blocks) checkBlock(block as unknown as Loose, need);
  return found;
}

type Need = (holds: boolean, what: string) => void;
type Loose = { readonly type: string; readonly [key: string]: unknown };
// biome-ignore lint/suspicious/noControlCharactersInRegex: a control character is what must not be there
const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;
const OWN_LINKS: ReadonlySet<unknown> = new Set(Object.values(SOURCES).map(({ url }) => url));

function checkBlock(block: Loose, need: Need): void {
  const elements = (block.elements ?? []) as Loose[];
  switch (block.type) {
    case 'rich_text':
      need(elements.length > 0, 'empty rich text');
      for (const each of elements) checkRich(each, need);
      return;
    case 'context':
      need(elements.length >= 1 && elements.length <= 10, 'context elements');
      for (const each of elements) checkPlain(each, 3000, need);
      return;
    case 'actions':
      need(elements.length >= 1 && elements.length <= 25, 'action elements');
      need(new Set(elements.map(({ action_id: id }) => id)).size === elements.length, 'one action id twice');
      for (const each of elements) {
        need(each.type === 'button', 'an action that is no button');
        checkPlain(each.text as Loose, 75, need);
        need(lengthOf(each.value) <= 2000 && lengthOf(each.action_id) <= 255, 'a long value');
      }
      return;
    case 'table':
      checkTable(block.rows as Loose[][], need);
      return;
    default:
      need(false, `a block of type ${block.type}`);
  }
}

function checkRich(node: Loose, need: Need): void {
  const elements = node.elements as Loose[];
  need(Array.isArray(elements) && elements.length > 0, `empty ${node.type}`);
  for (const each of elements) {
    if (node.type === 'rich_text_list') {
      need(each.type === 'rich_text_section', `${each.type} in a list`);
      checkRich(each, need);
      continue;
    }
    need(each.type === 'text' || each.type === 'link', `an element of type ${each.type}`);
    need(lengthOf(each.text) > 0, 'an empty element');
    if (each.type === 'link') need(OWN_LINKS.has(each.url), `a link to ${each.url}`);
  }
}

function checkPlain(text: Loose, most: number, need: Need): void {
  need(text.type === 'plain_text' && text.emoji === false, 'text that Slack parses');
  need(lengthOf(text.text) >= 1 && lengthOf(text.text) <= most, `plain text of ${lengthOf(text.text)}`);
}

function checkTable(rows: Loose[][], need: Need): void {
  need(rows.length >= 1 && rows.length <= 100, `${rows.length} rows`);
  need(
    rows.every((row) => row.length >= 1 && row.length <= 20 && row.length === rows[0]!.length),
    'cells',
  );
  const cells = rows.flat();
  need(
    cells.every((cell) => cell.type === 'raw_text' && lengthOf(cell.text) > 0),
    'an empty cell',
  );
  need(cells.reduce((sum, cell) => sum + lengthOf(cell.text), 0) <= 10_000, 'a long table');
}

const lengthOf = (value: unknown) => (typeof value === 'string' ? value.length : 0);

/** Every string that is shown, in order. */
export function strings(node: unknown): string[] {
  if (typeof node === 'string') return [node];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    SHOWN.has(key) || typeof value === 'object' ? strings(value) : [],
  );
}

const SHOWN: ReadonlySet<string> = new Set(['text', 'value', 'alt_text', 'title', '0']);
