import { BAD, type Repair } from './cells.ts';
import type { Collector } from './collector.ts';
import type { Line } from './lines.ts';
import { type Parser, type Shape, titleKey } from './parser.ts';
import { withoutRemark } from './remark.ts';
import { NAMELESS } from './table.ts';

/** `Key: value` lines that belong together. */
export interface Block {
  readonly heading: string | null;
  /** In the order of the output, not by a format that has an order of its own. */
  readonly printed: boolean;
  readonly fields: Map<string, { readonly text: string; readonly line: Line }>;
  readonly line: Line;
}

export interface RecordIndex {
  readonly keys: ReadonlySet<string>;
  readonly shapes: readonly { readonly parser: Parser; readonly shape: Shape }[];
  /** Keys that begin a record inside another. */
  readonly opens: ReadonlySet<string>;
  /** Choices made before: hosts print the same few records over and over. */
  readonly known: Map<string, Chosen>;
}

const FIELD = /^\s*([A-Za-z][^:]{0,48}?)\s*:(?:\s+(.*?))?\s*$/;
/** More than any record counts the command's own parser. */
const OWN = 1000;
const MOST_FIELDS = 64;
const MOST_KNOWN = 1024;
const NOT_A_KEY = /^(?:error|warning|note|https?)$/i;

export function recordIndex(parsers: readonly Parser[]): RecordIndex {
  const shapes = parsers.flatMap((parser) => (parser.shapes ?? []).map((shape) => ({ parser, shape })));
  const keys = new Set(
    shapes.filter(({ shape }) => shape.table !== true).flatMap(({ shape }) => Object.keys(shape.titles)),
  );
  const opens = new Set(shapes.flatMap(({ shape }) => (shape.opens === undefined ? [] : [titleKey(shape.opens)])));
  return { keys, shapes, opens, known: new Map() };
}

/** Key and value of a `Key: value` line, or null. */
export function readField(text: string): { key: string; title: string; value: string } | null {
  if (!text.includes(':')) return null;
  const found = FIELD.exec(text);
  if (found === null || NOT_A_KEY.test(found[1]!)) return null;
  return { key: titleKey(found[1]!), title: found[1]!, value: found[2] ?? '' };
}

/** Reads a block by the shape that its command or its keys name. Returns false where none does. */
export function readBlock(block: Block, index: RecordIndex, out: Collector): boolean {
  const chosen = chooseShape(block.fields, index, out.context.command.name);
  if (chosen === null) return false;
  readFields(block, chosen, out);
  return true;
}

type Chosen = { readonly parser: Parser; readonly shape: Shape } | null;

/** The shape whose required keys are all there; the command's own is preferred, then the one with most of its keys present. */
function chooseShape(fields: ReadonlyMap<string, unknown>, index: RecordIndex, command: string): Chosen {
  if (fields.size > MOST_FIELDS) return bestShape(fields, index, command);
  const signature = `${command}|${[...fields.keys()].join()}`;
  const known = index.known.get(signature);
  if (known !== undefined) return known;
  const chosen = bestShape(fields, index, command);
  if (index.known.size >= MOST_KNOWN) index.known.clear();
  index.known.set(signature, chosen);
  return chosen;
}

function bestShape(fields: ReadonlyMap<string, unknown>, index: RecordIndex, command: string): Chosen {
  let best: Chosen = null;
  let most = 0;
  for (const each of index.shapes) {
    if (!each.shape.required.every((key) => fields.has(key))) continue;
    const own = command !== '' && each.parser.commands.some((name) => name.startsWith(command)) ? OWN : 0;
    let score = own + each.shape.required.length;
    for (const key of fields.keys()) if (key in each.shape.titles) score++;
    if (score > most) {
      most = score;
      best = each;
    }
  }
  return best;
}

const TWO_KEYS = /\S {2,}[A-Z][A-Za-z ]{1,30}:(?: |$)/;

/** Reads each field by its cell; keys that are not known differ by version and are passed over. */
export function readFields(block: Block, { parser, shape }: { parser: Parser; shape: Shape }, out: Collector): void {
  if (!isWhole(block, shape)) {
    refuse(block, out);
    return;
  }
  const values: Record<string, unknown> = {};
  const lines: Record<string, Line> = {};
  let damaged = false;
  for (const [key, { text, line }] of block.fields) {
    const column = shape.titles[key];
    if (TWO_KEYS.test(text)) {
      damaged = true;
      out.refuse(line, 'Two keys stand on this line.');
      continue;
    }
    if (column === undefined || column.as === '' || (text === '' && !column.cell.free)) continue;
    const repairs: Repair[] = [];
    const plain = column.cell.read(text, repairs);
    const value = plain === BAD ? column.cell.read(withoutRemark(text), repairs) : plain;
    if (value === BAD) {
      damaged = true;
      out.refuse(line, `\`${text.slice(0, 60)}\` is no value for this key.`);
      continue;
    }
    if (value === undefined) continue;
    out.assume(line, 'characters', repairs);
    values[column.as] = value;
    lines[column.as] = line;
  }
  out.taken = [...block.fields.values()].at(-1)?.line ?? block.line;
  if (damaged && Object.keys(values).length === 0) return;
  const row = { values, line: block.line, lines, heading: block.heading };
  if (out.add(parser, shape.build(row, out.context))) return;
  if (!damaged) refuse(block, out);
}

/** What stands before the title that a record begins with was left by another one. */
function isWhole({ printed, fields }: Block, { begins }: Shape): boolean {
  if (!printed || begins === undefined) return true;
  const key = titleKey(begins);
  return !fields.has(key) || fields.keys().next().value === key;
}

function refuse({ fields }: Block, out: Collector): void {
  for (const { line } of fields.values()) out.refuse(line, NAMELESS);
}
