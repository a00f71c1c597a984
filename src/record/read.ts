import type { ChangesPort } from '../changes-port.ts';
import type { Store } from '../store/store.ts';
import { auditOf, exportedOf, verifyOf } from './audit.ts';
import { listOf, oneOf } from './changes.ts';
import { keptName } from './names.ts';
import type { Reader } from './reader.ts';

export type { Reader } from './reader.ts';

/** The record of changes as one person may see it, read from the store. */
export function readRecord(store: Store, by: Reader): ChangesPort {
  const reader: Reader = { name: (id) => keptName(store, id), ...by };
  return {
    list: (asked) => listOf(store, reader, asked),
    one: (id) => oneOf(store, reader, id),
    audit: (asked) => auditOf(store, reader, asked),
    exported: (from) => exportedOf(store, reader, from),
    verify: () => verifyOf(store, reader),
  };
}
