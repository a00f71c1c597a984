import type { Asked } from './asked-at.ts';
import type { Cell, Repair } from './cells.ts';
import type { Column } from './columns.ts';
import type { CommandLine } from './command-line.ts';
import type { Line } from './lines.ts';

/** Values under their titles, from a table row, a record, or a line of CSV, JSON, XML or key=value. */
export interface Row {
  readonly values: Readonly<Record<string, unknown>>;
  readonly line: Line;
  /** The lines of single values where a record spreads over several. */
  readonly lines: Readonly<Record<string, Line>> | null;
  /** The line above a record, e.g. `vmk0` or `vmhba36:`. */
  readonly heading: string | null;
}

/** What an output says about one entry of one section. `lines` tells where each value stood; `line` stands in for the rest. */
export interface Fact {
  readonly section: string;
  readonly key: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly line: Line;
  readonly lines?: Readonly<Record<string, Line>> | null;
}

/** What a parser may know besides the row: the command above it and notes kept for the length of one output. */
export interface Context {
  readonly command: CommandLine;
  readonly system: 'esxi' | 'console' | null;
  /** The netstack the output speaks of: `-N`, else `defaultTcpipStack`. */
  readonly netstack: string;
  readonly memo: Map<string, unknown>;
  /** When the command was sent and answered, where the transcript tells. */
  readonly asked?: Asked;
  /** The member of a support bundle that the output was read from. */
  readonly member?: string;
}

/** One form of an output: its titles as printed (`MAC Address`), in any order and any subset that holds `required`. */
export interface Shape {
  readonly titles: Readonly<Record<string, Column>>;
  readonly required: readonly string[];
  /** Column orders to try on rows whose header was cut off. */
  readonly orders?: readonly (readonly string[])[];
  /** The title that such a record begins with where it is printed: behind other keys these are another record's. */
  readonly begins?: string;
  /** The title that begins such a record inside another, e.g. `DVPort`. */
  readonly opens?: string;
  /** False where the output is only ever a record. */
  readonly table?: boolean;
  build(row: Row, context: Context): Fact | readonly Fact[] | null;
}

/** The reader of one command's output. Its file name is its id. */
export interface Parser {
  readonly id: string;
  /** The commands that print it, as documentation and to choose between outputs of one shape. */
  readonly commands: readonly string[];
  /** The section a listing of it fills, named under `notCaptured` where it is missing. */
  readonly section: string;
  /** True where an output lists every entry of its section, so that an earlier entry not in it is gone. */
  readonly complete?: boolean;
  readonly shapes?: readonly Shape[];
  /** Reads a line that is neither row nor record. null: not mine; an empty list: mine, and it says nothing. */
  readLine?(line: Line, context: Context): readonly Fact[] | null;
  /** True where `readLine` also takes lines longer than any table has. */
  readonly long?: true;
  /** What the lines together say, when the output ends. */
  finish?(context: Context): readonly Fact[];
}

/** A title as a key: `Port Group/DVPort`, `Port_Group` and `PortGroup` are spelt alike but for marks and case. */
export function titleKey(title: string): string {
  return title.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}

/** Titles written as ESXi prints them, to their columns: `{ 'MAC Address': ['mac', mac] }`. */
export function titles(table: Readonly<Record<string, readonly [as: string, cell: Cell]>>): Record<string, Column> {
  const columns: Record<string, Column> = Object.create(null); // a key of the host may be called `constructor`
  for (const [title, [as, cell]] of Object.entries(table)) columns[titleKey(title)] = { as, cell };
  return columns;
}

export type { Repair };
