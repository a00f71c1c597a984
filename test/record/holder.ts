/** Opens the store in argv[2] as a bot does, writes a change where there is none, and answers terminals until it is killed. */
import { writeSync } from 'node:fs';
import { auditSteps, headOf } from '../../src/changes/audit.ts';
import { readRecord, serveRecord } from '../../src/record/index.ts';
import { openStore } from '../../src/store/index.ts';

const folder = process.argv[2]!;
const store = await openStore(folder);
const detail = { commands: [['esxcli', 'network']] };
const draft = {
  at: 1_000,
  by: 'U0',
  what: 'asked',
  phase: null,
  detail,
  change: 'c-222222',
  host: 'esx-07',
  digest: 'd',
} as const;
await store.commit(auditSteps([draft], await headOf(store)));
await serveRecord({ store: folder, record: readRecord(store, { hosts: 'all' }), failed: () => {} });
writeSync(1, 'open\n');
