export type Cell = string | number | boolean | readonly string[];

/** What a command of esxcli tells, before a formatter prints it. */
export interface Listing {
  /** How it looks without `--formatter`. */
  readonly form: 'table' | 'records' | 'record' | 'value';
  /** The name of its rows in xml and keyvalue. */
  readonly type: string;
  readonly titles: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** The line above each record; its first cell where it is not said. */
  readonly heading?: string;
}

type Formatter = (listing: Listing) => string;

/** Every formatter by its name on the command line. */
export const FORMATTERS: Readonly<Record<string, Formatter>> = { csv, keyvalue, xml, json };

/** What esxcli prints without a formatter. */
export function plain(listing: Listing): string {
  if (listing.form === 'value') return listing.rows.map(([cell]) => `${said(cell!)}\n`).join('');
  return listing.form === 'table' ? table(listing) : records(listing);
}

function said(cell: Cell): string {
  return Array.isArray(cell) ? cell.join(', ') : String(cell);
}

/** Two blanks between columns; numbers and truth values to the right, under their titles. */
function table({ titles, rows }: Listing): string {
  if (rows.length === 0) return '';
  const texts = rows.map((row) => row.map(said));
  const widths = titles.map((title, i) => Math.max(title.length, ...texts.map((row) => row[i]!.length)));
  const right = titles.map((_, i) => rows.some((row) => isRight(row[i]!)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (right[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [line(titles), rule, ...texts.map(line)].map((each) => `${each}\n`).join('');
}

function isRight(cell: Cell): boolean {
  return typeof cell === 'number' || typeof cell === 'boolean' || (typeof cell === 'string' && /^\d+ sec$/.test(cell));
}

function records({ form, titles, rows, heading }: Listing): string {
  const blocks = rows.map((row) => {
    const lines = titles.map((title, i) => `   ${title}: ${said(row[i]!)}`);
    return form === 'record' ? lines : [heading ?? said(row[0]!), ...lines];
  });
  return blocks.map((lines) => lines.map((line) => `${line}\n`).join('')).join('\n');
}

/** A title as a field name: without blanks and marks. */
function field(title: string): string {
  return title.replace(/[^A-Za-z0-9]/g, '');
}

/** Field names in alphabetical order, each row ends with a comma. */
function csv({ titles, rows }: Listing): string {
  const order = titles.map((title, i) => ({ name: field(title), i })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const quote = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const line = (cells: readonly string[]) => `${cells.map((cell) => `${cell},`).join('')}\n`;
  return [order.map(({ name }) => name), ...rows.map((row) => order.map(({ i }) => quote(csvCell(row[i]!))))]
    .map(line)
    .join('');
}

function csvCell(cell: Cell): string {
  return Array.isArray(cell) ? cell.map((each) => `${each},`).join('') : String(cell);
}

function kind(cell: Cell): 'integer' | 'boolean' | 'string' {
  return typeof cell === 'number' ? 'integer' : typeof cell === 'boolean' ? 'boolean' : 'string';
}

function keyvalue({ type, titles, rows }: Listing): string {
  return rows
    .flatMap((row) =>
      titles.flatMap((title, i) => {
        const cell = row[i]!;
        if (!Array.isArray(cell)) return [`${type}.${field(title)}.${kind(cell)}=${said(cell)}\n`];
        return cell.map((each) => `${type}.${field(title)}[].string=${each}\n`);
      }),
    )
    .join('');
}

function xml({ form, type, titles, rows }: Listing): string {
  const escaped = (text: string) =>
    text.replace(/[&<>]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[mark]!);
  const value = (cell: Cell): string =>
    Array.isArray(cell)
      ? `<list type="string">${cell.map((each) => `<string>${escaped(each)}</string>`).join('')}</list>`
      : `<${kind(cell)}>${escaped(said(cell))}</${kind(cell)}>`;
  const structures = rows.map(
    (row) =>
      `<structure typeName="${type}">\n${titles
        .map((title, i) => `<field name="${field(title)}">${value(row[i]!)}</field>\n`)
        .join('')}</structure>\n`,
  );
  const body = form === 'record' ? structures.join('') : `<list type="structure">\n${structures.join('')}</list>\n`;
  return `<?xml version="1.0" encoding="utf-8"?>\n<output xmlns="http://www.vmware.com/Products/ESX/5.0/esxcli">\n<root>\n${body}</root>\n</output>\n`;
}

function json({ form, titles, rows }: Listing): string {
  const objects = rows.map((row) => Object.fromEntries(titles.map((title, i) => [field(title), row[i]!])));
  return `${JSON.stringify(form === 'record' ? (objects[0] ?? {}) : objects, null, 1)}\n`;
}
