import { DEFAULT_STACK } from '../netstacks.ts';
import { Collector } from './collector.ts';
import { toWords, type Words } from './columns.ts';
import { type Formatted, readFormatted } from './formats.ts';
import { findHeader, type Header, type HeaderIndex, headerIndex } from './header.ts';
import type { Line } from './lines.ts';
import { orphanTables, readOrphan } from './orphans.ts';
import type { Parser } from './parser.ts';
import { type Block, type RecordIndex, readBlock, readField, recordIndex } from './record.ts';
import { hasRowBehind, type OpenTable, readFolded, readRow } from './table.ts';
import type { Passage } from './transcript.ts';
import { whyUnread } from './unread.ts';

/** The parsers, indexed once. */
export interface Readers {
  readonly parsers: readonly Parser[];
  readonly headers: HeaderIndex;
  readonly records: RecordIndex;
  readonly lineReaders: readonly Parser[];
  readonly longReaders: readonly Parser[];
  readonly finishers: readonly Parser[];
  readonly orphans: ReadonlyMap<string, readonly OpenTable[]>;
}

export function toReaders(parsers: readonly Parser[]): Readers {
  return {
    parsers,
    headers: headerIndex(parsers),
    records: recordIndex(parsers),
    orphans: orphanTables(parsers),
    lineReaders: parsers.filter(({ readLine }) => readLine),
    longReaders: parsers.filter(({ readLine, long }) => readLine && long),
    finishers: parsers.filter(({ finish }) => finish),
  };
}

const RULE = /^(?:[\s\-=+|]*|[\s\-=+|.…]*--[\s\-=+|.…]*)$/;

/** What a passage said, and what the next one may go on from. */
export type Scanned = Collector;

/** Reads one passage by the shape of its lines; the command above it only helps to choose. */
export function scan(passage: Passage, readers: Readers, before: Scanned | null): Scanned {
  const { command, system, lines } = passage;
  const context = {
    command,
    system,
    netstack: command.netstack ?? DEFAULT_STACK,
    memo: new Map<string, unknown>(),
    ...(passage.asked && { asked: passage.asked }),
    ...(passage.member !== undefined && { member: passage.member }),
  };
  const out = new Collector(context, (before?.listing ?? 0) + 1, before?.lastTable ?? null);
  if (command.netstackLost) {
    for (const line of lines)
      if (!RULE.test(line.text)) out.refuse(line, 'The command asks for a netstack whose name is cut off.');
    return out;
  }
  let table: OpenTable | null = null;
  for (let i = 0; i < lines.length; ) {
    const line = lines[i]!;
    if (RULE.test(line.text)) {
      i++;
      continue;
    }
    if (line.text.length > LONGEST && !mayBeFolded(line, readers)) {
      if (!readLong(line, readers, out))
        out.refuse(line, `It is ${line.text.length} characters long, more than any line of ESXi.`);
      i++;
      continue;
    }
    const words = toWords(line.text);
    const rows: number = table === null ? 0 : readRow(lines, i, words, table, out);
    if (rows > 0) {
      i += rows;
      continue;
    }
    const opened = openTable(lines, i, words, readers, out);
    if (opened !== null) {
      table = opened.table;
      out.lastTable = table;
      i += opened.taken;
      continue;
    }
    i += readOther(lines, i, words, readers, out, table);
  }
  for (const parser of readers.finishers) out.add(parser, parser.finish!(context));
  return out;
}

/** Of longer lines only whole tables that lost their line breaks, and machine-readable outputs, are read. */
const LONGEST = 4096;

function mayBeFolded({ text }: Line, readers: Readers): boolean {
  return /^\s*[[{<]/.test(text) || findHeader(toWords(text.slice(0, 1024)), readers.headers) !== null;
}

/** The values of a batch stand on one line, however many they are. */
function readLong(line: Line, readers: Readers, out: Collector): boolean {
  return readers.longReaders.some((parser) => out.add(parser, parser.readLine!(line, out.context)));
}

/** A header on one line, or broken over two or three; or a header with its rows behind it on the same line. */
function openTable(lines: readonly Line[], i: number, words: Words, readers: Readers, out: Collector) {
  const line = lines[i]!;
  const alone = findHeader(words, readers.headers);
  const broken = /^[A-Z]/.test(words.words[0]!) ? brokenHeader(lines, i, readers) : null;
  const whole = broken ?? (alone?.end === words.words.length ? { header: alone, taken: 1 } : null);
  if (whole !== null) {
    out.listing++;
    return { table: whole.header, taken: whole.taken };
  }
  if (alone === null || !hasRowBehind(words, alone)) return null;
  out.listing++;
  const end = readFolded(line, words, alone, out);
  if (end < words.words.length) readNextFolded(line, words.words.slice(end), readers, out);
  return { table: alone, taken: 1 };
}

/** A further command and its table on the same folded line. */
function readNextFolded(line: Line, words: readonly string[], readers: Readers, out: Collector): void {
  for (let at = 1; at < Math.min(words.length, 12); at++) {
    const rest = { ...line, text: words.slice(at).join(' ') };
    const next = toWords(rest.text);
    const header = findHeader(next, readers.headers);
    if (header === null || !hasRowBehind(next, header)) continue;
    out.listing++;
    const end = readFolded(rest, next, header, out);
    if (end < next.words.length) readNextFolded(line, next.words.slice(end), readers, out);
    return;
  }
  out.refuse(
    { ...line, raw: words.slice(0, 24).join(' ') },
    'Several outputs stand on one line, and from here on I find no table.',
  );
}

/** Rows hold digits, titles none but those of IPv4 and IPv6. */
const TITLES_ONLY = /^\s*(?:IPv[46]|[A-Za-z/_().-]+)(?: +(?:IPv[46]|[A-Za-z/_().-]+))* *$/;

/** The lines below hold nothing but further titles. */
function brokenHeader(lines: readonly Line[], i: number, readers: Readers) {
  let texts = [lines[i]!.text.trimEnd()];
  let longest: { header: Header; taken: number } | null = null;
  for (let n = 1; n <= 3; n++) {
    const next = lines[i + n]?.text;
    if (next === undefined || next.length > 400 || !TITLES_ONLY.test(next)) break;
    if (findHeader(toWords(next), readers.headers) !== null) break;
    texts = texts.flatMap((text) => [`${text} ${next.trim()}`, `${text}${next.trim()}`]);
    for (const text of texts) {
      const joined = toWords(text);
      const header = findHeader(joined, readers.headers);
      if (header?.end === joined.words.length) longest = { header, taken: n + 1 };
    }
  }
  return longest;
}

/** Everything that is no table; returns how many lines it took. */
function readOther(
  lines: readonly Line[],
  i: number,
  words: Words,
  readers: Readers,
  out: Collector,
  table: OpenTable | null,
): number {
  const line = lines[i]!;
  for (const parser of readers.lineReaders) {
    const found = parser.readLine?.(line, out.context) ?? null;
    if (found !== null) {
      out.add(parser, found);
      return 1;
    }
  }
  const block = collectBlock(lines, i, readers.records);
  if (block !== null) {
    out.listing++;
    if (readBlock(block.block, readers.records, out)) return block.taken;
  }
  const formatted = readFormatted(lines, i);
  if (formatted !== null) {
    out.listing++;
    readBlocks(lines.slice(i, formatted.end), formatted, readers, out);
    return formatted.end - i;
  }
  const rows = readOrphan(lines, i, words, readers.orphans, out);
  if (rows > 0) return rows;
  const why = whyUnread(line.text, out.context.command.text, table?.parser.commands[0] ?? null);
  if (why !== null) out.refuse(line, why, true);
  return 1;
}

/** The records of a machine-readable output; one whose fields no parser knows is refused line by line. */
function readBlocks(lines: readonly Line[], { blocks, refused }: Formatted, readers: Readers, out: Collector): void {
  const strange = blocks.filter((block) => !readBlock(block, readers.records, out));
  for (const { line, why } of refused) out.refuse(line, why);
  if (strange.length === blocks.length && refused.length === 0) {
    for (const line of lines) if (!RULE.test(line.text)) out.refuse(line, 'Its format is known, but not the output.');
    return;
  }
  for (const { fields } of strange) {
    for (const { line } of fields.values()) out.refuse(line, 'Its record lacks a value that every such record has.');
  }
}

/** The record that begins at line i, with the heading above it. A key that comes again begins the next record. */
function collectBlock(lines: readonly Line[], i: number, index: RecordIndex): { block: Block; taken: number } | null {
  const first = readField(lines[i]!.text);
  const headed = first === null || first.value === '' ? isHeading(lines, i, index) : false;
  if (!headed && (first === null || !index.keys.has(first.key))) return null;
  const fields = new Map<string, { text: string; line: Line }>();
  let n = i + (headed ? 1 : 0);
  for (; n < lines.length; n++) {
    const line = lines[n]!;
    const field = readField(line.text);
    if (field !== null && fields.size > 0 && index.opens.has(field.key)) break;
    if (field === null || fields.has(field.key) || (field.value === '' && n > i && isHeading(lines, n, index))) break;
    fields.set(field.key, { text: field.value, line });
  }
  const heading = headed ? lines[i]!.text.trim().replace(/:$/, '') : null;
  return { block: { heading, printed: true, fields, line: lines[i]! }, taken: n - i };
}

/** `vmk0`, `vSwitch0`, `vmhba36:` directly above a known key. */
function isHeading(lines: readonly Line[], i: number, index: RecordIndex): boolean {
  const next = lines[i + 1];
  if (next === undefined || lines[i]!.text.trim().length > 80) return false;
  const field = readField(next.text);
  const own = readField(lines[i]!.text);
  return (
    field !== null && index.keys.has(field.key) && (own === null || (own.value === '' && !index.keys.has(own.key)))
  );
}
