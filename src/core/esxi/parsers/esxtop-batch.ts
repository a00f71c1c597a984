import type { Line } from '../reading/lines.ts';
import type { Fact, Parser } from '../reading/parser.ts';
import { fact } from './build.ts';

/** More machines than these a host does not run. */
const MOST_MACHINES = 4096;
const FIRST = /^\s*"?\(PDH-CSV 4\.0\)/;
const SAMPLE = /^\s*"?\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d/;
const COUNTER = /^\\{1,2}[^\\]*\\(?:(Memory)|Group Memory\((?:(\d+):)?(.*)\))\\(.*)$/;

/** Counters of the host, without `MBytes` and marks, as they are kept. */
const OF_HOST: Readonly<Record<string, string>> = {
  machine: 'totalMb',
  free: 'freeMb',
  kernelmanaged: 'managedMb',
  kernelminfree: 'minFreeMb',
  kernelstate: 'stateNumber',
  memctlcurrent: 'balloonedMb',
  memctltarget: 'balloonTargetMb',
  swapused: 'swappedMb',
  totalcompressed: 'compressedMb',
  pshareshared: 'sharedMb',
  psharesavings: 'savedBySharingMb',
  memoryovercommit1minuteavg: 'overcommit',
};
const OF_MACHINE: Readonly<Record<string, string>> = {
  memorysize: 'sizeMb',
  memctl: 'balloonedMb',
  memctltarget: 'balloonTargetMb',
  swapped: 'swappedMb',
};

interface Column {
  readonly index: number;
  readonly key: string;
  /** null: the host's own. */
  readonly machine: string | null;
}

interface Batch {
  readonly header: Line;
  readonly columns: readonly Column[];
  samples: number;
  /** The sample with the least free memory. */
  least: { readonly at: string; readonly values: Record<string, number>; readonly line: Line } | null;
  readonly machines: Map<string, { values: Record<string, number>; lines: Record<string, Line> }>;
}

/**
 * `esxtop -b`: a line of thousands of counters, and a line of as many values a sample. Only the counters of memory are read.
 *
 *     "(PDH-CSV 4.0) (UTC)(0)","\\esx-07\Memory\Machine MBytes","\\esx-07\Group Memory(4321:web01)\Memctl MBytes",…
 *     "11/21/2026 14:31:45","65398.00","0.00",…
 */
export const esxtopBatch: Parser = {
  id: 'esxtop-batch',
  commands: ['esxtop -b'],
  section: 'memory',
  long: true,
  readLine(line, { memo }) {
    if (FIRST.test(line.text.slice(0, 40))) {
      memo.set(KEY, {
        header: line,
        columns: columnsOf(line.text),
        samples: 0,
        least: null,
        machines: new Map(),
      } satisfies Batch);
      return [];
    }
    const batch = memo.get(KEY) as Batch | undefined;
    if (batch === undefined || !SAMPLE.test(line.text.slice(0, 40))) return null;
    takeSample(batch, line);
    return [];
  },
  finish: ({ memo }) => factsOf(memo.get(KEY) as Batch | undefined),
};

const KEY = 'esxtop-batch';

function columnsOf(header: string): Column[] {
  const found: (Column & { readonly id: string })[] = [];
  const ids = new Map<string, Set<string>>();
  const machines = new Set<string>();
  eachCell(header, (cell, index) => {
    if (!cell.includes('Memory')) return;
    const [, host, id = '', machine, counter] = COUNTER.exec(cell) ?? [];
    if (counter === undefined) return;
    const key = (host === undefined ? OF_MACHINE : OF_HOST)[counterKey(counter)];
    if (key === undefined) return;
    const one = `${id}:${machine}`;
    if (machine !== undefined && !machines.has(one) && machines.size >= MOST_MACHINES) return;
    if (machine !== undefined) {
      machines.add(one);
      ids.set(machine, (ids.get(machine) ?? new Set()).add(id));
    }
    found.push({ index, key, machine: machine ?? null, id });
  });
  const isShared = (name: string) => ids.get(name)!.size > 1;
  return found.map(({ index, key, machine, id }) => ({ index, key, machine: named(machine, id, isShared) }));
}

/** Two machines may bear one name in different folders: the number of their group tells them apart. */
function named(machine: string | null, id: string, isShared: (name: string) => boolean): string | null {
  return machine !== null && isShared(machine) ? `${machine} (${id})` : machine;
}

/** `Kernel MinFree MBytes`, `Memory Overcommit (1 Minute Avg)`: versions differ in blanks and capitals. */
function counterKey(counter: string): string {
  return counter
    .replace(/ ?MBytes$/i, '')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
}

function takeSample(batch: Batch, line: Line): void {
  const values: Record<string, number> = {};
  const wanted = batch.columns[Symbol.iterator]();
  let next = wanted.next();
  let at = '';
  eachCell(line.text, (cell, index) => {
    if (index === 0) at = cell;
    if (next.done || next.value.index !== index) return;
    const { key, machine } = next.value;
    next = wanted.next();
    const value = cell.trim() === '' ? Number.NaN : Number(cell);
    if (!Number.isFinite(value)) return;
    if (machine === null) values[key] = value;
    else most(batch, machine, key, value, line);
  });
  batch.samples += 1;
  if (batch.least === null || (values.freeMb ?? Infinity) < (batch.least.values.freeMb ?? Infinity))
    batch.least = { at, values, line };
}

function most({ machines }: Batch, name: string, key: string, value: number, line: Line): void {
  const known = machines.get(name) ?? { values: {}, lines: {} };
  machines.set(name, known);
  if (value <= (known.values[key] ?? -1)) return;
  known.values[key] = value;
  known.lines[key] = line;
}

/** Cells between quotes; a value without quotes is taken as it stands. */
function eachCell(text: string, take: (cell: string, index: number, from: number, to: number) => void): void {
  let index = 0;
  for (let at = text.search(/\S/); at >= 0 && at < text.length; index += 1) {
    const quoted = text[at] === '"';
    const end = quoted ? text.indexOf('"', at + 1) : text.indexOf(',', at);
    const to = end < 0 ? text.length : end;
    take(text.slice(quoted ? at + 1 : at, to), index, at, quoted ? Math.min(to + 1, text.length) : to);
    const comma = text.indexOf(',', to);
    if (comma < 0) return;
    at = comma + 1;
  }
}

function factsOf(batch: Batch | undefined): Fact[] {
  if (batch?.least == null) return [];
  const { header, columns, least, samples, machines } = batch;
  const places = new Places(columns);
  const own = columns.filter(({ machine }) => machine === null);
  const ofMachines = new Map<string, Column[]>();
  for (const column of columns) {
    if (column.machine === null) continue;
    ofMachines.set(column.machine, [...(ofMachines.get(column.machine) ?? []), column]);
  }
  const host =
    Object.keys(least.values).length === 0
      ? []
      : [fact('memory', 'memory', { ...least.values, samples, at: least.at }, places.part(least.line, own))];
  return [
    ...host,
    ...[...machines].map(([name, read]) => machineFact(name, read, header, ofMachines.get(name) ?? [], places)),
  ];
}

function machineFact(
  name: string,
  { values, lines }: { values: Record<string, number>; lines: Record<string, Line> },
  header: Line,
  its: readonly Column[],
  places: Places,
): Fact {
  const first = places.part(header, its);
  const shown = Object.entries(lines).map(([key, line]) => [key, places.part(line, its)] as const);
  return {
    ...fact('memoryMachines', name, { name, ...values }, first),
    lines: { ...Object.fromEntries(shown), name: first },
  };
}

type Place = readonly [from: number, to: number];

/** Where the cells that were read stand in a line, found once a line. */
class Places {
  readonly #byLine = new Map<Line, ReadonlyMap<number, Place>>();
  readonly #wanted: ReadonlySet<number>;

  constructor(columns: readonly Column[]) {
    this.#wanted = new Set(columns.map(({ index }) => index));
  }

  /** A line of thousands of cells is quoted from the first of these to the last. */
  part(line: Line, columns: readonly Column[]): Line {
    const places = this.#byLine.get(line) ?? this.#find(line);
    const from = places.get(columns[0]?.index ?? -1)?.[0] ?? 0;
    const to = places.get(columns.at(-1)?.index ?? -1)?.[1];
    return { ...line, raw: line.raw.slice(from, to) };
  }

  #find(line: Line): ReadonlyMap<number, Place> {
    const found = new Map<number, Place>();
    eachCell(line.raw, (_, index, from, to) => {
      if (this.#wanted.has(index)) found.set(index, [from, to]);
    });
    this.#byLine.set(line, found);
    return found;
  }
}
