import type { Evidence } from '../../evidence.ts';
import type { Contradiction } from '../host-state.ts';
import { type ListedFact, placeOf } from './collector.ts';
import type { Line } from './lines.ts';

/** One entry of a section, with the line that showed each value. */
export interface Entry {
  readonly values: Record<string, unknown>;
  /** What the lists that grow already hold, as text. */
  readonly growing: Map<string, Set<string>>;
  readonly evidence: Record<string, Evidence>;
}

export type Sections = Map<string, Map<string, Entry>>;

interface Merged {
  readonly sections: Sections;
  readonly contradictions: Contradiction[];
  /** The sections, with their netstack, of which a whole listing was read: `routes vmotion`. */
  readonly listed: ReadonlySet<string>;
}

const MOST_QUOTED = 800;

/** Values that grow: each listing shows a part of them. */
const GROWING = new Set(['ipv6', 'services', 'ports', 'clients']);
/** Values that differ from one moment to the next on a host where nothing is wrong. */
const VOLATILE = new Set([
  'expirySeconds',
  'state',
  'type',
  'activeClients',
  'replies',
  'search',
  'clientPort',
  'running',
  'pid',
  'runtimeSeconds',
  'synchronised',
  'kernelTime',
  'received',
  'sent',
]);

/** What is of one moment: a later capture of it takes the place of the earlier one, and nobody is told that they differ. */
const MOMENTARY = new Set(['ntpPeers', 'ntpVariables', 'ntpTest', 'memory', 'memoryMachines', 'clock', 'portUplinks']);

/** Puts the facts of one host together in the order of the paste: of two that disagree the later counts, and both are told. */
export function merge(facts: readonly ListedFact[]): Merged {
  const sections: Sections = new Map();
  const contradictions: Contradiction[] = [];
  const listings = new Map<string, Listing>();
  for (const fact of facts) {
    const entries = sections.get(fact.section) ?? new Map<string, Entry>();
    sections.set(fact.section, entries);
    if (fact.parser.complete && (!fact.partial || MOMENTARY.has(fact.section)))
      supersede(fact, listings, entries, contradictions);
    const entry = entries.get(fact.key) ?? { values: {}, evidence: {}, growing: new Map() };
    entries.set(fact.key, entry);
    mergeValues(fact, entry, contradictions);
  }
  for (const listing of listings.values()) dropGone(listing, sections.get(listing.section)!, contradictions);
  return { sections, contradictions, listed: new Set(listings.keys()) };
}

/** The entries of the latest complete listing of one kind, and of the one before it that it replaces. */
interface Listing {
  readonly section: string;
  id: number;
  keys: Set<string>;
  gone: Set<string>;
  at: Evidence;
}

function supersede(
  fact: ListedFact,
  listings: Map<string, Listing>,
  entries: Map<string, Entry>,
  contradictions: Contradiction[],
): void {
  const scope = `${fact.section === 'vmknics' ? fact.parser.id : fact.section} ${fact.values.netstack ?? ''}`;
  const known = listings.get(scope);
  if (known === undefined) {
    listings.set(scope, {
      section: fact.section,
      id: fact.listing,
      keys: new Set([fact.key]),
      gone: new Set(),
      at: evidenceOf(fact),
    });
    return;
  }
  const begins = fact.listing !== known.id && (fact.parser.shapes?.[0]?.table === true || known.keys.has(fact.key));
  if (begins) {
    dropGone(known, entries, contradictions);
    known.gone = known.keys;
    known.keys = new Set();
    known.at = evidenceOf(fact);
  }
  known.id = fact.listing;
  known.keys.add(fact.key);
  known.gone.delete(fact.key);
}

/** What the earlier listing had and the later has not is no longer there. */
function dropGone({ gone, section, at }: Listing, entries: Map<string, Entry>, contradictions: Contradiction[]): void {
  for (const key of gone) {
    const entry = entries.get(key);
    const earlier = entry === undefined ? undefined : Object.values(entry.evidence)[0];
    if (earlier === undefined) continue;
    entries.delete(key);
    if (MOMENTARY.has(section)) continue;
    contradictions.push({
      section,
      entry: key,
      field: 'present',
      earlier: { value: true, evidence: earlier },
      later: { value: false, evidence: at },
    });
  }
  gone.clear();
}

function mergeValues(fact: ListedFact, entry: Entry, contradictions: Contradiction[]): void {
  const { values, evidence } = entry;
  const shared = evidenceOf(fact);
  for (const key in fact.values) {
    const value = fact.values[key];
    const shown = lineOf(fact, key, shared);
    const before = values[key];
    if (GROWING.has(key)) {
      values[key] = grow(entry, key, value as readonly unknown[]);
    } else {
      if (before !== undefined && !VOLATILE.has(key) && !MOMENTARY.has(fact.section) && !same(before, value)) {
        contradictions.push({
          section: fact.section,
          entry: fact.key,
          field: key,
          earlier: { value: before, evidence: evidence[key] ?? shared },
          later: { value, evidence: shown },
        });
      }
      values[key] = value;
    }
    evidence[key] = shown;
    if (POLICIES.has(key)) {
      for (const part in value as object) if (fact.lines?.[part]) evidence[part] = lineOf(fact, part, shared);
    }
  }
}

/** Objects of one entry whose parts have lines of their own. */
const POLICIES = new Set(['teaming', 'security']);

function lineOf({ line: first, lines }: ListedFact, key: string, shared: Evidence): Evidence {
  const line = lines?.[key];
  return line === undefined || line === first ? shared : { ...shared, ...placeOf(line), text: excerpt(line) };
}

export function evidenceOf({ command, member, line }: ListedFact): Evidence {
  return { command, ...placeOf(line), text: excerpt(line), ...(member !== undefined && { member }) };
}

/** A whole output can stand on one line; as a proof its beginning must do. */
function excerpt({ raw }: Line): string {
  const text = raw.trim();
  return text.length <= MOST_QUOTED ? text : `${text.slice(0, MOST_QUOTED)}…`;
}

/** Adds to the list what is not in it yet; the list is the entry's own. */
function grow({ values, growing }: Entry, key: string, more: readonly unknown[]): unknown[] {
  const list = growing.has(key) ? (values[key] as unknown[]) : [];
  const seen = growing.get(key) ?? new Set<string>();
  growing.set(key, seen);
  for (const each of more) {
    const text = typeof each === 'string' ? each : JSON.stringify(each);
    if (!seen.has(text)) list.push(each);
    seen.add(text);
  }
  return list;
}

/** Lists agree in any order: `esxcli` prints uplinks backwards. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const text = (value: unknown) =>
    JSON.stringify(Array.isArray(value) ? value.map((each) => JSON.stringify(each)).toSorted() : value);
  return text(a) === text(b);
}
