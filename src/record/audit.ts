/** The audit as one person may see it: what of it is about their hosts, and the whole where that is all of it. */
import { AUDIT, type AuditEntry, headOf, verifyAudit } from '../changes/audit.ts';
import { journalRow } from '../core/describe/change-json.ts';
import type { AuditList, AuditResult, AuditRow } from '../core/record.ts';
import { Problem } from '../problem.ts';
import type { Store } from '../store/store.ts';
import { lately } from './lately.ts';
import { namesOf } from './names.ts';
import { clamp, hostsIn, isAbout, type Reader, sees } from './reader.ts';

const MOST_ENTRIES = 500;

export async function auditOf(
  store: Store,
  reader: Reader,
  { about, most }: { readonly about: string | null; readonly most: number },
): Promise<AuditList> {
  const entries: AuditRow[] = [];
  for await (const entry of lately(store)) {
    if (!sees(reader, hostsIn(entry))) continue;
    if (about !== null && entry.change !== about && !isAbout(hostsIn(entry), about)) continue;
    entries.push(auditRowOf(entry, reader.hosts === 'all'));
    if (entries.length >= clamp(most, MOST_ENTRIES)) break;
  }
  const people = entries.map(({ by }) => by);
  return { entries, names: await namesOf(people, reader.name) };
}

function auditRowOf(entry: AuditEntry, numbered: boolean): AuditRow {
  const { number, change, host, digest } = entry;
  return { number: numbered ? number : null, change, host, digest, ...journalRow(entry) };
}

const PAGE = 1000;

async function entriesFrom(store: Store, from: number): Promise<readonly AuditEntry[]> {
  return (await store.entries(AUDIT, Math.max(1, from), PAGE)).map(({ entry }) => entry as unknown as AuditEntry);
}

/** Rejects where any of it is about a host that they may not see: with gaps it would prove nothing. */
export async function exportedOf(store: Store, reader: Reader, from: number): Promise<readonly AuditEntry[]> {
  const entries = await entriesFrom(store, from);
  if (entries.some((each) => !sees(reader, hostsIn(each)))) throw notAll();
  return entries;
}

export async function verifyOf(store: Store, reader: Reader): Promise<AuditResult> {
  const verdict = await verifyAudit(store);
  const all = reader.hosts === 'all' || (await seesAll(store, reader));
  if (verdict.kind === 'tampered') return { result: 'tampered', line: all ? verdict.line : null, why: verdict.why };
  const { number, hash } = verdict.head;
  return { result: 'whole', entries: all ? number : null, head: all ? `${number}:${hash}` : null };
}

async function seesAll(store: Store, reader: Reader): Promise<boolean> {
  const head = (await headOf(store))?.value as { number: number } | undefined;
  for (let from = 1; from <= (head?.number ?? 0); ) {
    const page = await entriesFrom(store, from);
    if (page.length === 0) break;
    if (page.some((each) => !sees(reader, hostsIn(each)))) return false;
    from += page.length;
  }
  return true;
}

function notAll(): Problem {
  const message = 'The record speaks of hosts that you may not read here, so I do not hand it out whole.';
  const next =
    'Ask for the entries of one host with `vmkbot audit HOST`, or have somebody ask who may read every host.';
  return new Problem({ code: 'refused', message, next, exit: 4 });
}
