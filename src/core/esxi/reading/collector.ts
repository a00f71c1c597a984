import type { Assumption, Unread } from '../host-state.ts';
import type { Repair } from './cells.ts';
import { endsOpen } from './ends-open.ts';
import type { Line } from './lines.ts';
import type { Context, Fact, Parser } from './parser.ts';
import type { OpenTable } from './table.ts';

/** A fact with the output it came from: facts of one listing speak of the same moment. */
export interface ListedFact extends Fact {
  readonly parser: Parser;
  readonly listing: number;
  readonly command: string | null;
  /** The member of a support bundle that holds the line. */
  readonly member: string | undefined;
  readonly partial: boolean;
}

/** What one passage said. */
export interface PassageFacts {
  readonly facts: ListedFact[];
  readonly unread: Unread[];
  readonly assumptions: Assumption[];
}

const SHOWN = 200;
/** What is no transcript at all is not worth a note a line. */
const MOST_UNREAD = 5000;
/** No terminal is narrower. */
const NARROWEST = 56;

/** Where a line stands, for whoever wants to look. */
export function placeOf({ number, capture }: Line): { line: number; capture?: string } {
  return capture === undefined ? { line: number } : { line: number, capture };
}

/** The lines past the most that are noted one by one; there may be hundreds of thousands, so it grows in place. */
class Rest implements Unread {
  line: number;
  declare readonly capture?: string;
  readonly text = '';
  why = '';
  #count = 1;

  constructor(line: Line) {
    const place = placeOf(line);
    this.line = place.line;
    if (place.capture !== undefined) this.capture = place.capture;
  }

  extendTo(line: Line): void {
    this.line = line.number;
    this.#count += 1;
    this.why = `${this.#count} more lines up to here were not read either.`;
  }
}

/** Takes in what the readers find in one passage. */
export class Collector implements PassageFacts {
  readonly facts: ListedFact[] = [];
  readonly unread: Unread[] = [];
  readonly assumptions: Assumption[] = [];
  readonly context: Context;
  /** Counts outputs over the whole input. */
  listing: number;
  /** The last line that a row or record used. */
  taken: Line | null = null;
  private rest: Rest | null = null;

  /** The table whose header was read last, here or above an earlier command. */
  lastTable: OpenTable | null;

  constructor(context: Context, listing: number, lastTable: OpenTable | null = null) {
    this.context = context;
    this.listing = listing;
    this.lastTable = lastTable;
  }

  /** Takes facts in. False: the parser could not tell what they are about, so the lines are still to be refused. */
  add(parser: Parser, found: Fact | readonly Fact[] | null): boolean {
    if (found === null) return false;
    const command = this.context.command.text === '' ? null : this.context.command.text;
    const { partial, netstack } = this.context.command;
    for (const { section, key, values, line, lines } of Array.isArray(found) ? found : [found as Fact]) {
      // `-N vmotion` lists that stack's adapters only, in columns that do not name it.
      const placed = netstack !== null && section === 'vmknics' ? { netstack, ...values } : values;
      this.facts.push({
        section,
        key,
        values: placed,
        line,
        lines: lines ?? null,
        parser,
        listing: this.listing,
        command,
        member: this.context.member,
        partial,
      });
    }
    return true;
  }

  /** Keeps a line that nothing read. Behind a long row or value it may be what a terminal broke off, so that one is doubted too. */
  refuse(line: Line, why: string, leftover = false): void {
    if (this.unread.length >= MOST_UNREAD) {
      this.rest ??= this.unread[MOST_UNREAD - 1] = new Rest(line);
      this.rest.extendTo(line);
      return;
    }
    const text = line.raw.trim();
    this.unread.push({ ...placeOf(line), text: text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text, why });
    const { taken } = this;
    if (
      leftover &&
      taken !== null &&
      taken.number === line.number - 1 &&
      taken.raw.length >= NARROWEST &&
      endsOpen(taken.text)
    ) {
      this.assume(taken, 'end', [
        { read: 'this line', as: 'whole, although the next line fits nothing and may be its end' },
      ]);
    }
  }

  assume(line: Line, kind: Assumption['kind'], repairs: readonly Repair[]): void {
    for (const { read, as } of repairs) this.assumptions.push({ kind, ...placeOf(line), read, as });
  }
}
