import { base32 } from '@otplib/plugin-base32-scure';
import { crypto } from '@otplib/plugin-crypto-node';
import { generateSync } from '@otplib/totp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exportAudit } from '../../../src/changes/audit.ts';
import type { Change } from '../../../src/changes/change.ts';
import { ConfigFile } from '../../../src/config.ts';
import type { SimulatedHost } from '../../../src/lab/esxi/index.ts';
import { createCodes } from '../../../src/otp/codes.ts';
import { Problem } from '../../../src/problem.ts';
import { keptName, namesOf } from '../../../src/record/names.ts';
import { decide, handsDone, refusedAnyway } from '../../../src/slack/changes/decision.ts';
import { createApprovers } from '../../../src/slack/people/approvers.ts';
import type { Profile } from '../../../src/slack/people/person.ts';
import {
  askedFor,
  type Bot,
  bot,
  hostsOf,
  loginTo,
  NAME,
  person,
  planOf,
  policy,
  provider,
  ROUTE,
} from '../../changes/support.ts';
import { MemoryStore } from '../../support/memory-store.ts';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const env = { CODE: SECRET };
const place = { channel: 'C1' };
const code = () => generateSync({ secret: SECRET, crypto, base32 });

let host: SimulatedHost;
let store: MemoryStore;
let one: Bot;
let change: Change;
/** By the bot's clock, how much later it is than when it was asked for; milliseconds. */
let later: number;
/** Who Slack says that somebody is. */
let tells: (id: string) => Promise<Profile>;
/** Where the secrets of their codes stand. */
let secrets: Readonly<Record<string, { readonly env: string }>>;

/** Two of U1 and U2 confirm, each with a code; U9 has one too, and may decide on nothing. */
beforeEach(async () => {
  later = 0;
  secrets = Object.fromEntries(['U0', 'U1', 'U2', 'U9'].map((id) => [id, { env: 'CODE' }]));
  tells = async (id) => ({ id, name: id, standing: 'member' });
  host = await provider();
  store = new MemoryStore();
  const hosts = hostsOf({ [NAME]: loginTo(host) });
  const approve = { users: ['U1', 'U2'], usergroups: [], count: 2, reason: 'optional', totp: true } as const;
  one = bot(store, hosts, { policies: [policy({ approve })], now: () => Date.now() + later });
  change = await askedFor(one, await planOf(hosts, ROUTE));
});
afterEach(async () => {
  await one.changes.stop();
  await host.close();
});

function ports() {
  const { hosts, policies } = ConfigFile.parse({
    hosts: { [NAME]: { address: '127.0.0.1', agent: true, groups: ['lab'] } },
    policies: [{ groups: ['lab'], ask: { users: ['U0'] }, changes: ['route'], approve: { users: ['U1', 'U2'] } }],
  });
  const find = { person: (id: string) => tells(id), usergroups: async () => new Set<string>() };
  const codes = createCodes({ totp: secrets, env, store });
  const now = () => Date.now() + later;
  return { changes: one.changes, approvers: createApprovers({ hosts, policies }, find), codes, now, store };
}

async function confirms(user: string, typed: string | null, digest = change.approval.digest) {
  const named = { id: change.approval.id, digest };
  const by = { id: 'r1', user, team: 'T1', place };
  const answer = await decide('confirm', named, { reason: null, code: typed }, by, ports());
  return answer.kind === 'moved' ? 'moved' : answer.refusal.code;
}

function expires() {
  later = 3_700_000;
}

/** A code of theirs was judged, right or wrong. */
const wasJudged = async (user: string) => (await store.read(`otp/${user}`)) !== null;

test.each([
  ['U9', 'not-an-operator', () => {}],
  ['U0', 'own-request', () => {}],
  ['U1', 'too-late', () => expires()],
  ['U1', 'already-settled', () => one.changes.cancel(change.approval.id, person('U0'))],
])('the code of %s is left alone where the answer is %s', async (user, refusal, happens) => {
  await happens();
  expect(await confirms(user, code())).toBe(refusal);
  expect(await confirms(user, '000000')).toBe(refusal);
  expect(await wasJudged(user)).toBe(false);
});

test('the record names who decided, where nobody can be asked', async () => {
  tells = async (id) => ({ id, name: `called ${id}`, standing: 'member' });
  expect(await confirms('U1', code())).toBe('moved');
  expect(await namesOf(['U1ABC', null], (id) => keptName(store, id.slice(0, 2)))).toEqual({ U1ABC: 'called U1' });
});

test('for a plan that has changed no code is used up, and then it still counts', async () => {
  const typed = code();
  expect(await confirms('U1', typed, `sha256:${'0'.repeat(64)}`)).toBe('plan-changed');
  expect(await confirms('U1', typed)).toBe('moved');
});

test('a code counts once, also for two who send it at the same time', async () => {
  const typed = code();
  const answers = await Promise.all([confirms('U1', typed), confirms('U1', typed), confirms('U1', typed)]);
  expect(answers.filter((each) => each === 'moved')).toHaveLength(1);
  expect((await one.changes.get(change.approval.id))!.approval.confirmed).toHaveLength(1);
});

test('without a code that is needed it is asked for, and nothing counts', async () => {
  expect(await confirms('U1', null)).toBe('code-needed');
  expect(await confirms('U1', '000000')).toBe('code-wrong');
});

/** What the audit has of answers that did not count, and the audit itself. */
async function refusals() {
  const lines: string[] = [];
  for await (const line of exportAudit(store)) lines.push(line);
  const entries = lines.map(
    (line) => JSON.parse(line) as { by: string; what: string; detail: Record<string, unknown> },
  );
  return {
    found: entries.flatMap(({ by, what, detail }) => (what === 'refused' ? [{ by, ...detail }] : [])),
    text: lines.join(''),
  };
}

test('an answer that no code could be judged for is on record, without what was typed', async () => {
  secrets = { U2: { env: 'NOT_SET' }, U1: { env: 'CODE' } };
  await expect(confirms('U2', '271828')).rejects.toThrow('cannot be read');
  secrets = { U1: { env: 'CODE' } };
  await expect(confirms('U2', '271828')).rejects.toThrow('no secret of yours');
  for (let i = 0; i < 5; i += 1) expect(await confirms('U1', '271828')).toBe('code-wrong');
  await expect(confirms('U1', '271828')).rejects.toThrow('wrong one-time codes');
  const { found, text } = await refusals();
  const refused = (by: string, code: string) => ({ by, what: 'confirmed', refusal: { code } });
  expect(found).toEqual([
    refused('U2', 'codes-unusable'),
    refused('U2', 'codes-none'),
    ...Array.from({ length: 5 }, () => refused('U1', 'code-wrong')),
    refused('U1', 'codes-too-many'),
  ]);
  expect(text).not.toMatch(/271828|GEZD/);
});

test('an answer of somebody of whom Slack says nothing is on record', async () => {
  tells = async () => {
    throw new Problem({ code: 'person-unknown', message: 'Slack does not say who you are.', next: 'Again.', exit: 4 });
  };
  await expect(confirms('U1', code())).rejects.toThrow('who you are');
  const by = { id: 'r1', user: 'U1', team: 'T1', place };
  await expect(handsDone(change, by, ports())).rejects.toThrow('who you are');
  expect((await refusals()).found).toEqual([
    { by: 'U1', what: 'confirmed', refusal: { code: 'person-unknown' } },
    { by: 'U1', what: 'hands-done', refusal: { code: 'person-unknown' } },
  ]);
});

test('a modal is opened for those alone whose answer can count', async () => {
  const opens = async (user: string) =>
    (await refusedAnyway('confirm', { change, digest: change.approval.digest }, { user, team: 'T1' }, ports()))?.code ??
    'opened';
  expect(await opens('U1')).toBe('opened');
  expect(await opens('U9')).toBe('not-an-operator');
  expect(await opens('U0')).toBe('own-request');
  tells = () => new Promise(() => {});
  expect(await opens('U9')).toBe('opened');
  // By the bot's clock.
  expires();
  expect(await opens('U1')).toBe('too-late');
});
