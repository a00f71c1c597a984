import { read } from './read.ts';
import { readShellLine } from './reading/prompt.ts';

/** A rule under a header, or columns set apart by several blanks with an adapter or an address among them. */
const RULED = /^\s*-{3,}(?:\s+-{3,})+\s*$/;
const COLUMNS = /\S {2,}\S.*\S {2,}\S/;
const NAMES_SOMETHING = /\b(?:vmk|vmnic|vswif|vSwitch)\w{1,3}\b|\d{1,3}(?:\.\d{1,3}){3}/;
/** Column names: words that begin with a capital, set apart like columns. */
const HEADER = /^\s*[A-Z][\w/]*(?: [A-Z][\w/]*)*(?: {2,}[A-Z][\w/]*(?: [A-Z][\w/]*)*){2,}\s*$/;
const LONG = 4_000;
/** What a chat or mail program puts before a quoted line. */
const QUOTED = /^\s*(?:>\s?)+/;
/** Colours, and what has no width. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a colour begins with one
const UNPRINTED = /\u001b\[[\d;?]*[A-Za-z]|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** Asked of us as often as typed on a host, with words behind it; and `route` alone is a verb of ours. */
const AMBIGUOUS = /^\s*(?:(?:vmk)?ping6?\s|route\s*$)/;

/** True where a typed line is a prompt, a command of a host or what one prints, so that it is no question and no verb of ours. */
export function isOutputShaped(line: string): boolean {
  const text = line.slice(0, LONG).replaceAll('\t', '  ').replace(UNPRINTED, '').replace(QUOTED, '');
  if (text.trim() === '' || AMBIGUOUS.test(text)) return false;
  return (
    readShellLine(text) !== null ||
    RULED.test(text) ||
    HEADER.test(text) ||
    (COLUMNS.test(text) && NAMES_SOMETHING.test(text)) ||
    read(text).hosts.length > 0
  );
}
