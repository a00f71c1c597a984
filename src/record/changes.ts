/** Changes as one person may see them: the list, and each with all that is kept of it. */
import { type Change, hostsOf, isEnded, OPEN, type Summary } from '../changes/change.ts';
import type { ChangeKept, ChangeList } from '../core/record.ts';
import type { Store } from '../store/store.ts';
import { changeOf, keptOf, rowOf } from './kept.ts';
import { lately } from './lately.ts';
import { namesOf } from './names.ts';
import { clamp, hostsIn, isAbout, type Reader, sees } from './reader.ts';

/** Open ones that are listed at most; a list that is longer is nobody's to read. */
const MOST_OPEN = 200;
const MOST_ENDED = 100;

type OfHosts = (hosts: readonly string[]) => boolean;

export async function listOf(
  store: Store,
  reader: Reader,
  { host, ended }: { readonly host: string | null; readonly ended: number },
): Promise<ChangeList> {
  const of: OfHosts = (each) => sees(reader, each) && (host === null || isAbout(each, host));
  const open = (await allOpen(store)).filter((each) => of(each.hosts) && !OVER.has(each.state)).sort(byUrgency);
  const listed = await openOnes(store, reader, open.slice(0, MOST_OPEN));
  const over = await lastEnded(store, reader, of, clamp(ended, MOST_ENDED));
  const rows = async (changes: readonly Change[]) => await Promise.all(changes.map((each) => rowOf(store, each)));
  const list = { open: await rows(listed), more: Math.max(0, open.length - MOST_OPEN), ended: await rows(over) };
  const people = [...list.open, ...list.ended].flatMap(({ asker, ended: end }) => [asker, end?.by]);
  return { ...list, names: await namesOf(people, reader.name) };
}

export async function oneOf(store: Store, reader: Reader, id: string): Promise<ChangeKept | null> {
  const change = await seen(store, reader, id);
  if (change === null) return null;
  const kept = await keptOf(store, change);
  const { asker, confirmed, ended } = change.approval;
  const people = [asker, ended?.by, ...[...confirmed, ...kept.journal].map(({ by }) => by)];
  return { ...kept, names: await namesOf(people, reader.name) };
}

async function seen(store: Store, reader: Reader, id: string): Promise<Change | null> {
  const change = await changeOf(store, id);
  return change !== null && sees(reader, hostsOf(change)) ? change : null;
}

async function allOpen(store: Store): Promise<readonly Summary[]> {
  return (await store.list(OPEN)).map(({ value }) => value as unknown as Summary);
}

/** Without the parts that nobody can decide on by themselves, where their whole is listed. */
async function openOnes(store: Store, reader: Reader, open: readonly Summary[]): Promise<readonly Change[]> {
  const all = (await Promise.all(open.map(({ id }) => seen(store, reader, id)))).filter((each) => each !== null);
  const wholes = new Set(all.flatMap(({ approval, together }) => (together === null ? [] : [approval.id])));
  return all.filter(({ approval, group }) => !(approval.state === 'pending' && group !== null && wholes.has(group)));
}

const OVER: ReadonlySet<string> = new Set(['rejected', 'cancelled', 'expired', 'verified', 'rolled-back', 'void']);
const URGENCY: Readonly<Record<string, number>> = { 'needs-hands': 0, applying: 1, pending: 2 };

function byUrgency(a: Summary, b: Summary): number {
  return (URGENCY[a.state] ?? 3) - (URGENCY[b.state] ?? 3) || a.askedAt - b.askedAt;
}

const ENDS: ReadonlySet<string> = new Set(['rejected', 'cancelled', 'expired', 'ended']);

/** By the audit, whose end is read alone: of all changes there ever were nobody wants a list. */
async function lastEnded(store: Store, reader: Reader, of: OfHosts, most: number): Promise<Change[]> {
  const found = new Map<string, Change>();
  if (most === 0) return [];
  for await (const entry of lately(store)) {
    const { change: id, what } = entry;
    if (!ENDS.has(what) || !of(hostsIn(entry)) || found.has(id)) continue;
    const change = await seen(store, reader, id);
    if (change !== null && isEnded(change)) found.set(id, change);
    if (found.size >= most) break;
  }
  return [...found.values()];
}
