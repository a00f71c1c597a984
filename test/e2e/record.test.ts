import { afterEach, expect, test } from 'vitest';
import { auditSteps, headOf } from '../../src/changes/audit.ts';
import { asJson, changeKey, OPEN } from '../../src/changes/change.ts';
import { requested } from '../../src/core/approvals/approval.ts';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import type { Store } from '../../src/store/store.ts';
import { type Stage, stage } from './bot.ts';
import { said, whispered } from './said.ts';

let on: Stage;
afterEach(() => on?.end());

const policies = ({ person }: Workspace) => {
  const all = `users: [${person('oncall').id}]`;
  const both = `users: [${person('oncall').id}, ${person('netops').id}]`;
  return [
    'policies:',
    `  - { groups: [prod], changes: [route], ask: { ${both} }, approve: { ${both} } }`,
    `  - { groups: [vault], changes: [route], ask: { ${all} }, approve: { ${all} } }`,
  ].join('\n');
};
const hosts = [
  { name: 'esx-07', group: 'prod' },
  { name: 'vault-1', group: 'vault' },
];

/** A pending change of each host, and its entry of the audit. */
async function recorded(store: Store, asker: string): Promise<void> {
  const ids = { 'esx-07': 'c-777777', 'vault-1': 'c-999999' };
  for (const [host, id] of Object.entries(ids)) {
    const times = { askedAt: Date.now(), expires: Date.now() + 3_600_000 };
    const approval = requested({
      ...{ id, host, kind: 'route', digest: `sha256:${'0'.repeat(64)}`, asker, quorum: 1 },
      ...{ ...times, needsReason: false, needsCode: false },
    });
    const empty = { card: null, thread: null, journal: 0, armed: null, before: null, why: null, saved: null };
    const change = { ...empty, approval, timer: 600, drift: [], hands: [], clean: false, told: true, group: null };
    const summary = {
      id,
      host,
      hosts: [host],
      kind: 'route',
      state: 'pending',
      asker,
      ...times,
      confirmed: false,
      several: false,
    };
    const draft = {
      at: 1,
      by: asker,
      what: 'asked',
      phase: null,
      detail: null,
      change: id,
      host,
      digest: 'd',
    } as const;
    await store.commit([
      { kind: 'write', key: changeKey(id), version: null, value: asJson({ ...change, together: null }) },
      { kind: 'write', key: `${OPEN}${id}`, version: null, value: asJson(summary) },
      ...auditSteps([draft], await headOf(store)),
    ]);
  }
}

async function asked(who: string, text: string, count = 1): Promise<string> {
  await on.workspace.as(who).command({ channel: 'ops', text });
  const told = await whispered(on.workspace, 'ops', who, count);
  return JSON.stringify([told.text, told.blocks]);
}

test('each is told of the hosts that they may read, alone, with the names of people', async () => {
  on = await stage({ hosts, policies });
  const oncall = on.workspace.person('oncall').id;
  await recorded(on.store, oncall);
  const all = await asked('oncall', '/vmk changes');
  for (const word of ['c-777777', 'c-999999', 'vault-1', '2 changes open']) expect(all).toContain(word);
  expect(all).not.toContain(oncall);
  const some = await asked('netops', '/vmk changes');
  expect(some).toContain('c-777777');
  expect(some).toContain('1 change open');
  expect(some).not.toMatch(/c-999999|vault/);
  expect(said(on.workspace, 'ops', 'answer')).toHaveLength(0);
});

test('a change, a host and an export that are not theirs are as if they were not there', async () => {
  on = await stage({ hosts, policies });
  await recorded(on.store, on.workspace.person('oncall').id);
  expect(await asked('netops', '/vmk changes c-999999')).toContain('There is no change c-999999');
  expect(await asked('netops', '/vmk audit vault-1', 2)).toContain('There is no host');
  expect(await asked('netops', '/vmk audit', 3)).not.toMatch(/vault/);
  expect(await asked('netops', '/vmk audit export', 4)).toContain('hosts that you may not read');
});

test('who may read every host gets the export as a file of their own', async () => {
  on = await stage({ hosts, policies });
  const { workspace } = on;
  await recorded(on.store, workspace.person('oncall').id);
  expect(await asked('oncall', '/vmk audit export')).toContain('It comes as a file in your direct messages');
  const files = () => [...workspace.team.files.values()];
  await workspace.until(() => files().length > 0);
  expect(files()).toHaveLength(1);
  expect(JSON.stringify(files()[0])).toContain('audit.jsonl');
});
