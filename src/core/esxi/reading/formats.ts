import type { Line } from './lines.ts';
import { titleKey } from './parser.ts';
import type { Block } from './record.ts';

/** Records of one machine-readable output, and the index of the first line after it. */
export interface Formatted {
  readonly blocks: readonly Block[];
  readonly end: number;
  /** Lines that are of this format but damaged. */
  readonly refused: readonly { readonly line: Line; readonly why: string }[];
}

const LONGEST = 4096;

const MOST_FIELDS = 64;
const KEY_VALUE = /^\s*([\w[\]]+)\.(\w+)(\[\d*\])?(?:\.[\w[\]]+)?=(.*)$/;

type Reader = (lines: readonly Line[], i: number) => Formatted | null;

/** `esxcli --formatter=csv|keyvalue|xml|json` output that begins at line i, or null. */
export function readFormatted(lines: readonly Line[], i: number): Formatted | null {
  const first = lines[i]!.text.trimStart();
  const readers: Reader[] =
    first[0] === '<'
      ? [readXml]
      : first[0] === '[' || first[0] === '{'
        ? [readJson]
        : /^[\w[\]]+\.[\w[\].]+=/.test(first)
          ? [readKeyValue]
          : /^\w+,\w/.test(first)
            ? [readCsv]
            : [];
  for (const read of readers) {
    const found = read(lines, i);
    if (found !== null) return found;
  }
  return null;
}

function block(line: Line, fields: Iterable<readonly [string, string, Line]>): Block {
  return {
    heading: null,
    printed: false,
    line,
    fields: new Map([...fields].map(([title, text, at]) => [titleKey(title), { text, line: at }])),
  };
}

/** Field names without blanks in alphabetical order; each row ends with a comma. */
function readCsv(lines: readonly Line[], i: number): Formatted | null {
  const names = csvCells(lines[i]!.text.trim());
  if (names.length < 2 || !names.every((name) => /^[A-Za-z][A-Za-z0-9]*$/.test(name))) return null;
  const blocks: Block[] = [];
  const refused: { line: Line; why: string }[] = [];
  let end = i + 1;
  for (; end < lines.length && lines[end]!.text.includes(','); end++) {
    const line = lines[end]!;
    const cells = csvCells(line.text.trim());
    if (cells.length === names.length)
      blocks.push(
        block(
          line,
          names.map((name, c) => [name, cells[c]!, line] as const),
        ),
      );
    else refused.push({ line, why: `This row has ${cells.length} values for ${names.length} names.` });
  }
  return { blocks, refused, end };
}

function csvCells(text: string): string[] {
  const cells = text.match(/(?:"(?:[^"]|"")*"|[^,]*)(?:,|$)/g)?.slice(0, 64) ?? [];
  const values = cells.map((cell) =>
    cell
      .replace(/,$/, '')
      .replace(/^"(.*)"$/, '$1')
      .replace(/""/g, '"')
      .trim(),
  );
  while (values.at(-1) === '') values.pop();
  return values;
}

type Field = [name: string, value: string, line: Line];

/** The names of the fields up to the first that comes again. */
function namesOf(lines: readonly Line[], i: number): string[] {
  const names = new Set<string>();
  for (const { text } of lines.slice(i, i + MOST_FIELDS)) {
    const name = KEY_VALUE.exec(text.slice(0, LONGEST))?.[2];
    if (name === undefined || names.has(name)) break;
    names.add(name);
  }
  return [...names];
}

/**
 * `NetworkInterface[0].Name.string=vmk0`. The index separates records; where there is none, the first field does, or, in
 * alphabetical output, a name that comes before the last one. A name given twice with two values belongs to no record for sure.
 */
function readKeyValue(lines: readonly Line[], i: number): Formatted | null {
  const blocks: Block[] = [];
  const refused: { line: Line; why: string }[] = [];
  let fields = new Map<string, Field>();
  let [record, last] = ['', ''];
  const names = namesOf(lines, i);
  const [first, sorted] = [names[0], names.every((name, n) => n === 0 || names[n - 1]! < name)];
  const close = () => {
    if (fields.size > 0) blocks.push(block([...fields.values()][0]![2], fields.values()));
    fields = new Map();
  };
  let end = i;
  for (; end < lines.length; end++) {
    const line = lines[end]!;
    const found = line.text.length > LONGEST ? null : KEY_VALUE.exec(line.text);
    if (found === null) break;
    const [, owner, name, listed, text] = found as unknown as [string, string, string, string | undefined, string];
    const [value, known] = [text.trim(), fields.get(name)];
    if (owner !== record || (sorted && known === undefined && name < last && !owner.endsWith(']'))) close();
    else if (known !== undefined && listed !== undefined) known[1] += `, ${value}`;
    else if (known !== undefined && (sorted ? name < last : name === first)) close();
    else if (known !== undefined && known[1] !== value)
      refused.push({ line, why: 'This field was given before with another value.' });
    if (!fields.has(name)) fields.set(name, [name, value, line]);
    [record, last] = [owner, name];
  }
  close();
  return blocks.length === 0 ? null : { blocks, refused, end };
}

/** `<structure typeName="…"><field name="Name"><string>vmk0</string></field>…`, on as many lines as it likes. */
function readXml(lines: readonly Line[], i: number): Formatted | null {
  if (!/^\s*<(?:\?xml|output|root|list|structure)\b/.test(lines[i]!.text)) return null;
  const blocks: Block[] = [];
  let fields: [string, string, Line][] = [];
  let name: string | null = null;
  let values: string[] = [];
  let end = i;
  for (; end < lines.length; end++) {
    const line = lines[end]!;
    for (const [tag, field, value] of line.text.matchAll(
      /<field name="(\w+)">|<(?:string|integer|boolean|object)>([^<]*)<|<\/(?:field|structure)>/g,
    )) {
      if (field !== undefined) [name, values] = [field, []];
      else if (value !== undefined) values.push(value.trim());
      else if (tag === '</field>' && name !== null) fields.push([name, values.join(', '), line]);
      else if (tag === '</structure>' && fields.length > 0) {
        blocks.push(block(fields[0]![2], fields));
        fields = [];
      }
    }
    if (
      /<\/output>/.test(line.text) ||
      (/<\/(?:root|list)>\s*$/.test(line.text) && !/<\//.test(lines[end + 1]?.text ?? ''))
    ) {
      end++;
      break;
    }
  }
  if (fields.length > 0) blocks.push(block(fields[0]![2], fields));
  return { blocks, refused: [], end };
}

/** `[{"`, also over two lines; a lone bracket is many things. */
function beginsJson(text: string, next: string): boolean {
  return (
    /^\s*(?:\[\s*)?\{\s*"/.test(text) || (/^\s*[[{]\s*[[{]?\s*$/.test(text) && /^\s*(?:\{\s*(?:"|$)|")/.test(next))
  );
}

/** An array of objects, or one object. */
function readJson(lines: readonly Line[], i: number): Formatted | null {
  if (!beginsJson(lines[i]!.text, lines[i + 1]?.text ?? '')) return null;
  const objects = sliceObjects(lines, i);
  if (objects.slices.length === 0) return null;
  const blocks: Block[] = [];
  const refused: { line: Line; why: string }[] = [];
  for (const { text, from } of objects.slices) {
    try {
      blocks.push(
        block(
          lines[from]!,
          Object.entries(JSON.parse(text) as object).map(
            ([key, value]) => [key, jsonText(value), lineOf(lines, from, objects.end, key)] as const,
          ),
        ),
      );
    } catch {
      refused.push({ line: lines[from]!, why: 'This is not valid JSON.' });
    }
  }
  return { blocks, refused, end: objects.end };
}

function jsonText(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : value === null || value === undefined ? '' : String(value);
}

function lineOf(lines: readonly Line[], from: number, end: number, key: string): Line {
  for (let i = from; i < Math.min(end, from + 64); i++) if (lines[i]!.text.includes(`"${key}"`)) return lines[i]!;
  return lines[from]!;
}

/** The outermost objects, by counting braces outside of strings; an object that never ends is refused by its first line. */
function sliceObjects(lines: readonly Line[], i: number) {
  const slices: { text: string; from: number }[] = [];
  let [depth, brackets, from, text, inString] = [0, 0, i, '', false];
  for (let n = i; n < lines.length; n++) {
    for (const char of lines[n]!.text.matchAll(/\\.|["{}[\]]|[^\\"{}[\]]+/g)) {
      const [part] = char;
      if (part === '"') inString = !inString;
      if (!inString && part === '{' && depth++ === 0) [from, text] = [n, ''];
      if (!inString && depth === 0) brackets += part === '[' ? 1 : part === ']' ? -1 : 0;
      text += part;
      if (!inString && part === '}' && depth > 0 && --depth === 0) slices.push({ text, from });
    }
    if (depth === 0 && brackets <= 0) return { slices, end: n + 1 };
    text += '\n';
  }
  if (depth > 0) slices.push({ text, from });
  return { slices, end: lines.length };
}
