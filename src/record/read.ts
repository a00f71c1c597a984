/** The record of changes as one person may see it, read from the store. */
import { AUDIT, type AuditEntry, headOf, newestFirst, verifyAudit } from '../changes/audit.ts';
import { type Change, hostsOf, isEnded, OPEN, type Summary } from '../changes/change.ts';
import type { ChangesPort } from '../changes-port.ts';
import { journalRow } from '../core/describe/change-json.ts';
import type { AuditResult, AuditRow } from '../core/record.ts';
import { Problem } from '../problem.ts';
import type { Store } from '../store/store.ts';
import { changeOf, keptOf, rowOf } from './kept.ts';
import { namesOf } from './names.ts';

/** Who reads: the hosts that they may see, and how people are called where they read it. */
export interface Reader {
  readonly hosts: readonly string[] | 'all';
  readonly name?: (id: string) => Promise<string>;
}

/** Open ones that are listed at most; a list that is longer is nobody's to read. */
const MOST_OPEN = 200;
const MOST_ENTRIES = 500;

export function readRecord(store: Store, { hosts, name }: Reader): ChangesPort {
  const sees = (of: readonly string[]) => hosts === 'all' || of.every((each) => hosts.includes(each));
  const seen = async (id: string): Promise<Change | null> => {
    const change = await changeOf(store, id);
    return change !== null && sees(hostsOf(change)) ? change : null;
  };
  const rows = async (changes: readonly (Change | null)[]) =>
    await Promise.all(changes.filter((each) => each !== null).map((each) => rowOf(store, each)));
  return {
    async list({ host, ended }) {
      const of = (each: readonly string[]) => sees(each) && (host === null || isAbout(each, host));
      const summaries = (await store.list(OPEN)).map(({ value }) => value as unknown as Summary);
      const open = summaries.filter((each) => of(each.hosts) && !OVER.has(each.state)).sort(byUrgency);
      const listed = await Promise.all(open.slice(0, MOST_OPEN).map(({ id }) => seen(id)));
      const groups = new Set(listed.flatMap((each) => (each?.together ? [each.approval.id] : [])));
      const alone = listed.filter((each) => each === null || !waitsForWhole(each, groups));
      const over = await lastEnded(store, of, clamp(ended, 100), seen);
      const list = { open: await rows(alone), more: Math.max(0, open.length - MOST_OPEN), ended: await rows(over) };
      const people = [...list.open, ...list.ended].flatMap(({ asker, ended: end }) => [asker, end?.by]);
      return { ...list, names: await namesOf(people, name) };
    },
    async one(id) {
      const change = await seen(id);
      if (change === null) return null;
      const kept = await keptOf(store, change);
      const { asker, confirmed, ended } = change.approval;
      const people = [asker, ended?.by, ...[...confirmed, ...kept.journal].map(({ by }) => by)];
      return { ...kept, names: await namesOf(people, name) };
    },
    async audit({ about, most }) {
      const found: AuditRow[] = [];
      for await (const entry of lately(store)) {
        if (!sees(hostsIn(entry))) continue;
        if (about !== null && entry.change !== about && !isAbout(hostsIn(entry), about)) continue;
        found.push(auditRowOf(entry, hosts === 'all'));
        if (found.length >= clamp(most, MOST_ENTRIES)) break;
      }
      return {
        entries: found,
        names: await namesOf(
          found.map(({ by }) => by),
          name,
        ),
      };
    },
    async exported(from) {
      const entries = await entriesFrom(store, from);
      const hidden = entries.some((each) => !sees(hostsIn(each)));
      if (hidden) throw notAll();
      return entries;
    },
    async verify(): Promise<AuditResult> {
      const verdict = await verifyAudit(store);
      const all = hosts === 'all' || (await seesAll(store, sees));
      if (verdict.kind === 'tampered') return { result: 'tampered', line: all ? verdict.line : null, why: verdict.why };
      const { number, hash } = verdict.head;
      return { result: 'whole', entries: all ? number : null, head: all ? `${number}:${hash}` : null };
    },
  };
}

function auditRowOf(entry: AuditEntry, numbered: boolean): AuditRow {
  const { number, change, host, digest } = entry;
  return { number: numbered ? number : null, change, host, digest, ...journalRow(entry) };
}

/** How far back is looked: what is older is read from an export. */
const MOST_BACK = 50_000;

async function* lately(store: Store): AsyncGenerator<AuditEntry> {
  let seen = 0;
  for await (const entry of newestFirst(store)) {
    if (++seen > MOST_BACK) return;
    yield entry;
  }
}

const PAGE = 1000;

async function entriesFrom(store: Store, from: number): Promise<readonly AuditEntry[]> {
  return (await store.entries(AUDIT, Math.max(1, from), PAGE)).map(({ entry }) => entry as unknown as AuditEntry);
}

const OVER: ReadonlySet<string> = new Set(['rejected', 'cancelled', 'expired', 'verified', 'rolled-back', 'void']);
const URGENCY: Readonly<Record<string, number>> = { 'needs-hands': 0, applying: 1, pending: 2 };

function byUrgency(a: Summary, b: Summary): number {
  return (URGENCY[a.state] ?? 3) - (URGENCY[b.state] ?? 3) || a.askedAt - b.askedAt;
}

/** A part that nobody can decide on by itself. */
function waitsForWhole({ approval, group }: Change, wholes: ReadonlySet<string>): boolean {
  return approval.state === 'pending' && group !== null && wholes.has(group);
}

const hostsIn = ({ host, hosts }: AuditEntry) => hosts ?? [host];

function isAbout(hosts: readonly string[], host: string): boolean {
  return hosts.some((each) => each.toLowerCase() === host.toLowerCase());
}

const ENDS: ReadonlySet<string> = new Set(['rejected', 'cancelled', 'expired', 'ended']);

/** By the audit, whose end is read alone: of all changes there ever were nobody wants a list. */
async function lastEnded(
  store: Store,
  of: (hosts: readonly string[]) => boolean,
  most: number,
  read: (id: string) => Promise<Change | null>,
): Promise<Change[]> {
  const found = new Map<string, Change>();
  if (most === 0) return [];
  for await (const entry of lately(store)) {
    const { change: id, what } = entry;
    if (!ENDS.has(what) || !of(hostsIn(entry)) || found.has(id)) continue;
    const change = await read(id);
    if (change !== null && isEnded(change)) found.set(id, change);
    if (found.size >= most) break;
  }
  return [...found.values()];
}

async function seesAll(store: Store, sees: (hosts: readonly string[]) => boolean): Promise<boolean> {
  const head = (await headOf(store))?.value as { number: number } | undefined;
  for (let from = 1; from <= (head?.number ?? 0); ) {
    const page = await entriesFrom(store, from);
    if (page.length === 0) break;
    if (page.some((each) => !sees(hostsIn(each)))) return false;
    from += page.length;
  }
  return true;
}

const clamp = (n: number, most: number) => Math.min(Math.max(0, Math.trunc(n) || 0), most);

function notAll(): Problem {
  const message = 'The record speaks of hosts that you may not read here, so I do not hand it out whole.';
  const next =
    'Ask for the entries of one host with `vmkbot audit HOST`, or have somebody ask who may read every host.';
  return new Problem({ code: 'refused', message, next, exit: 4 });
}
