import { type AuditEntry, newestFirst } from '../changes/audit.ts';
import type { Store } from '../store/store.ts';

/** How far back is looked: what is older is read from an export. */
const MOST_BACK = 50_000;

/** The audit from its end. */
export async function* lately(store: Store): AsyncGenerator<AuditEntry> {
  let seen = 0;
  for await (const entry of newestFirst(store)) {
    if (++seen > MOST_BACK) return;
    yield entry;
  }
}
