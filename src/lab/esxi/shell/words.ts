import type { Parser } from './parse.ts';
import { type Piece, SyntaxFault, type Word } from './syntax.ts';

const ENDS = /[\s;&|<>()]/;

/** Reads one word with its quotes and expansions, or null where none begins. */
export function readWord(parser: Parser): Word | null {
  const pieces: Piece[] = [];
  const start = parser.at;
  while (parser.at < parser.text.length && !ENDS.test(parser.text[parser.at]!)) pieces.push(...piece(parser));
  return parser.at === start ? null : pieces;
}

function piece(parser: Parser): Piece[] {
  const char = parser.text[parser.at]!;
  if (char === "'") return [{ quoted: true, text: until(parser, "'") }];
  if (char === '"') return quoted(parser);
  if (char === '\\') return [{ quoted: true, text: escaped(parser) }];
  if (char === '$') return [expansion(parser, false)];
  if (char === '`') return [substitution(parser, until(parser, '`'), false)];
  return [{ quoted: false, text: plain(parser, /[\s;&|<>()'"\\$`]/) }];
}

/** What lies between here and the next such mark. */
function until(parser: Parser, mark: string): string {
  const end = parser.text.indexOf(mark, parser.at + 1);
  if (end < 0) throw new SyntaxFault(`unterminated quoted string`);
  const text = parser.text.slice(parser.at + 1, end);
  parser.at = end + 1;
  return text;
}

function plain(parser: Parser, end: RegExp): string {
  const start = parser.at;
  do parser.at += 1;
  while (parser.at < parser.text.length && !end.test(parser.text[parser.at]!));
  return parser.text.slice(start, parser.at);
}

function escaped(parser: Parser): string {
  const text = parser.text[parser.at + 1] ?? '';
  parser.at += 2;
  return text === '\n' ? '' : text;
}

function quoted(parser: Parser): Piece[] {
  const pieces: Piece[] = [{ quoted: true, text: '' }];
  parser.at += 1;
  for (;;) {
    const char = parser.text[parser.at];
    if (char === undefined) throw new SyntaxFault('unterminated quoted string');
    if (char === '"') break;
    if (char === '$') pieces.push(expansion(parser, true));
    else if (char === '`') pieces.push(substitution(parser, until(parser, '`'), true));
    else if (char === '\\' && /[$`"\\\n]/.test(parser.text[parser.at + 1] ?? ''))
      pieces.push({ quoted: true, text: escaped(parser) });
    else pieces.push({ quoted: true, text: plain(parser, /["$`\\]/) });
  }
  parser.at += 1;
  return pieces;
}

function expansion(parser: Parser, isQuoted: boolean): Piece {
  const rest = parser.text.slice(parser.at + 1);
  if (rest.startsWith('((')) return sum(parser, isQuoted);
  if (rest.startsWith('(')) return commandOf(parser, isQuoted);
  if (rest.startsWith('{')) return braced(parser, isQuoted);
  const name = /^(?:[A-Za-z_]\w*|[0-9?$!#@*])/.exec(rest)?.[0];
  parser.at += 1 + (name?.length ?? 0);
  return name === undefined
    ? { quoted: isQuoted, text: '$' }
    : { quoted: isQuoted, variable: name, operator: '', fallback: [] };
}

function sum(parser: Parser, isQuoted: boolean): Piece {
  const end = parser.text.indexOf('))', parser.at);
  if (end < 0) throw new SyntaxFault('missing "))"');
  const text = parser.text.slice(parser.at + 3, end);
  parser.at = end + 2;
  return { quoted: isQuoted, sum: text };
}

function commandOf(parser: Parser, isQuoted: boolean): Piece {
  parser.at += 2;
  const command = parser.list([')']);
  parser.expect(')');
  return { quoted: isQuoted, command };
}

function substitution(parser: Parser, text: string, isQuoted: boolean): Piece {
  return { quoted: isQuoted, command: parser.inner(text) };
}

function braced(parser: Parser, isQuoted: boolean): Piece {
  const found = /^\$\{(#?)([A-Za-z_]\w*|[0-9?$!#@*])(:?[-+=]|%%?|##?)?/.exec(parser.text.slice(parser.at));
  if (found === null) throw new SyntaxFault('bad substitution');
  parser.at += found[0].length;
  const start = parser.at;
  const end = parser.text.indexOf('}', start);
  if (end < 0) throw new SyntaxFault('unterminated substitution');
  parser.at = end + 1;
  const operator = found[1] === '#' ? 'length' : (found[3] ?? '');
  return { quoted: isQuoted, variable: found[2]!, operator, fallback: parser.innerWord(parser.text.slice(start, end)) };
}
