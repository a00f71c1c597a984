/** The record that nobody can change unseen: each entry holds the hash of the one before it. */
import { EMPTY, entriesIn, followChain, type Head, hashOf, type Verdict } from '../core/audit-chain.ts';
import { redact } from '../core/esxi/redact.ts';
import { sha256 } from '../digest.ts';
import type { Json, Step, Store, Stored } from '../store/store.ts';
import { asJson } from './change.ts';
import type { JournalEntry } from './journal.ts';

/** One thing that happened, to which change, and what its people were shown. */
export interface AuditEntry extends JournalEntry {
  /** From 1, without gaps. */
  readonly number: number;
  readonly change: string;
  readonly host: string;
  /** Where it is about several, all of them; `host` is the words for them then. */
  readonly hosts?: readonly string[];
  /** Of the plan as shown. */
  readonly digest: string;
  /** The hash of the entry before; 64 zeros for the first. */
  readonly prev: string;
  /** SHA-256 of this entry's canonical JSON without this key. */
  readonly hash: string;
}

export type AuditDraft = Omit<AuditEntry, 'number' | 'prev' | 'hash'>;

/** The log of the store that holds it. */
export const AUDIT = 'audit';
const HEAD = 'audit-head';
const PAGE = 1000;
const BACKWARDS = 250;

export async function headOf(store: Store): Promise<Stored | null> {
  return await store.read(HEAD);
}

/** The steps that append entries behind this head; a commit of them fails where somebody else appended meanwhile. */
export function auditSteps(drafts: readonly AuditDraft[], head: Stored | null): Step[] {
  if (drafts.length === 0) return [];
  let last = headIn(head);
  const steps = drafts.map((draft): Step => {
    const entry = sealed(draft, last);
    last = { number: entry.number, hash: entry.hash };
    return { kind: 'append', log: AUDIT, entry: asJson(entry) };
  });
  return [...steps, { kind: 'write', key: HEAD, version: head?.version ?? null, value: asJson(last) }];
}

function sealed(draft: AuditDraft, { number, hash: prev }: Head): AuditEntry {
  const body = { ...draft, detail: withoutSecrets(draft.detail), number: number + 1, prev };
  return { ...body, hash: hashOf(body, sha256) };
}

/** Texts in it as they are printed to people: what looks like a secret is taken out. */
export function withoutSecrets(value: Json): Json {
  if (typeof value === 'string') return redact(value).text;
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutSecrets(each)]));
}

/** Reads the whole record and follows its chain to the head that the store keeps. */
export async function verifyAudit(store: Store): Promise<Verdict> {
  // The head first: what is appended meanwhile lies behind it.
  const head = headIn(await headOf(store));
  return await followChain(entriesOf(store), head, sha256);
}

/** The same for an export. Without a head that was kept elsewhere, lines cut off at the end are not seen. */
export async function verifyLines(lines: AsyncIterable<string> | Iterable<string>, head?: Head): Promise<Verdict> {
  return await followChain(entriesIn(lines), head ?? null, sha256);
}

/** The record as JSON Lines, oldest first. */
export async function* exportAudit(store: Store): AsyncGenerator<string> {
  for await (const entry of entriesOf(store)) yield `${JSON.stringify(entry)}\n`;
}

async function* entriesOf(store: Store): AsyncGenerator<AuditEntry> {
  for (let from = 1; ; from += PAGE) {
    const page = await store.entries(AUDIT, from, PAGE);
    for (const { entry } of page) yield entry as unknown as AuditEntry;
    if (page.length < PAGE) return;
  }
}

/** The record from its end, as far back as it is asked for. */
export async function* newestFirst(store: Store): AsyncGenerator<AuditEntry> {
  for (let to = headIn(await headOf(store)).number; to > 0; ) {
    const from = Math.max(1, to - BACKWARDS + 1);
    const page = await store.entries(AUDIT, from, to - from + 1);
    for (const { entry } of page.toReversed()) yield entry as unknown as AuditEntry;
    to = from - 1;
  }
}

function headIn(head: Stored | null): Head {
  return head === null ? EMPTY : (head.value as unknown as Head);
}
