import { AUDIT, type AuditEntry, headOf } from '../changes/audit.ts';
import type { Store } from '../store/store.ts';

const PAGE = 1000;
/** How far back is looked: what is older is read from an export. */
const MOST_BACK = 50_000;

/** A page of the audit from a number on, oldest first. */
export async function entriesFrom(store: Store, from: number): Promise<readonly AuditEntry[]> {
  const first = Number.isSafeInteger(from) && from > 0 ? from : 1;
  return (await store.entries(AUDIT, first, PAGE)).map(({ entry }) => entry as unknown as AuditEntry);
}

/** The audit from its end, newest first. */
export async function* backwards(store: Store): AsyncGenerator<AuditEntry> {
  const head = (await headOf(store))?.value as { readonly number: number } | undefined;
  const last = head?.number ?? 0;
  for (let to = last; to > Math.max(0, last - MOST_BACK); to -= PAGE) {
    const from = Math.max(1, to - PAGE + 1);
    const page = await store.entries(AUDIT, from, to - from + 1);
    for (const { entry } of page.toReversed()) yield entry as unknown as AuditEntry;
  }
}
