import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyAudit } from '../../src/changes/audit.ts';
import { PLAN_NEEDS } from '../../src/changes/ports.ts';
import { FOR_PLANS } from '../../src/core/esxi/needs.ts';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { openStore } from '../../src/store/index.ts';
import type { Store } from '../../src/store/store.ts';
import { MemoryStore } from '../support/memory-store.ts';
import {
  AFTER,
  askedFor,
  BEFORE,
  type Bot,
  bot,
  CUTS_OFF,
  confirmed,
  ended,
  ends,
  hostsOf,
  loginTo,
  NAME,
  PATIENT,
  person,
  planOf,
  policy,
  provider,
  ROUTE,
  routesOf,
  until,
} from './support.ts';

let folder: string;
let store: Store;
let host: SimulatedHost;
let one: Bot;

const hosts = () => hostsOf({ [NAME]: loginTo(host) });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vmkbot-changes-'));
  store = await openStore(folder);
  host = await provider();
  one = bot(store, hosts());
});
afterEach(async () => {
  await one.changes.stop();
  await store.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

test('asked, confirmed by another, applied, verified; saved, and nothing left on the host', async () => {
  const change = await askedFor(one, await planOf(hosts(), ROUTE));
  expect(await confirmed(one, change)).toMatchObject({ kind: 'moved' });
  const end = await ended(one, change.approval.id);
  expect(end.approval.ended).toMatchObject({ why: 'The table shows the change.' });
  expect(end).toMatchObject({ approval: { state: 'verified' }, clean: true, saved: true });
  expect(routesOf(host)).toEqual(AFTER);
  expect(host.files()).toEqual(['/tmp']);
  expect(host.processes()).toEqual([]);
  const steps = (await one.changes.journal(change.approval.id)).map(({ what, phase }) =>
    `${what} ${phase ?? ''}`.trim(),
  );
  expect(steps).toEqual([
    ...['asked', 'confirmed', 'claimed', 're-read before', 'arm before', 'applied after', 'confirm before'],
    ...['confirm after', 'verify before', 'ended', 'clean after'],
  ]);
  const [before] = (await one.changes.journal(change.approval.id)).filter(({ what }) => what === 'confirm');
  // What was reached behind the change is on record, not only what was before it.
  expect(before?.detail).toEqual({ probed: [{ name: '10.44.20.1', way: 'arp', ok: true }] });
  expect(await verifyAudit(store)).toMatchObject({ kind: 'whole', head: { number: steps.length } });
  await host.crash();
  expect(routesOf(host)).toEqual(AFTER);
  expect(one.faults).toEqual([]);
});

test('a host that moved since it was planned: void, with what moved, and nothing was run', async () => {
  const change = await askedFor(one, await planOf(hosts(), ROUTE));
  host.state.config.routes.push({
    ...{ netstack: 'defaultTcpipStack', network: '10.9.0.0', length: 16, gateway: '10.44.20.1', source: 'MANUAL' },
  });
  host.changed();
  await confirmed(one, change);
  const end = await ended(one, change.approval.id);
  expect(end.approval.state).toBe('void');
  expect(end.drift).toEqual(['The route 10.9.0.0/16 via 10.44.20.1 by vmk1 in defaultTcpipStack (MANUAL) appeared.']);
  expect(host.history.filter((text) => text.includes('mkdir'))).toEqual([]);
});

test('whoever applies it comes from an address that the plan would cut: void, and nothing was run', async () => {
  const elsewhere = 'add 203.0.113.0/24 via 10.44.20.1';
  const change = await askedFor(one, await planOf(hosts(), elsewhere, { needs: FOR_PLANS }));
  host.world.client.address = '203.0.113.9';
  await confirmed(one, change);
  const end = await ended(one, change.approval.id);
  expect(end.approval).toMatchObject({
    state: 'void',
    ended: { why: expect.stringMatching(/it moves my own session; answers to 203\.0\.113\.9 .* Nothing was run\.$/) },
  });
  expect(host.history.filter((text) => text.includes('mkdir'))).toEqual([]);
});

test('a change that cuts the bot off: the host takes it back by itself, and the bot says so', async () => {
  one = bot(store, hosts(), { policies: [policy({ timer: 60 })] });
  const change = await askedFor(one, await planOf(hosts(), CUTS_OFF, { timer: 60, needs: PLAN_NEEDS }));
  await confirmed(one, change);
  await until(() => routesOf(host).length === 2);
  one.changes.start();
  const end = await ended(one, change.approval.id);
  expect(end.approval.state).toBe('rolled-back');
  expect(routesOf(host)).toEqual(BEFORE);
  expect(host.files()).toEqual(['/tmp']);
});

test('an end is told once nothing is left on its host, and all the same where the host is not reached', async () => {
  const told: boolean[] = [];
  one.changes.follow(async ({ change: { approval } }) => {
    if (approval.ended !== null) told.push((await one.changes.get(approval.id))!.clean);
  });
  const change = await askedFor(one, await planOf(hosts(), ROUTE));
  await confirmed(one, change);
  await ended(one, change.approval.id);
  expect(told[0]).toBe(true);
  const at = (point: string) => {
    if (point === 'end:written') host.faults.dead = host.faults.cutOff = true;
  };
  const other = bot(new MemoryStore(), hosts(), { at, patience: { ...PATIENT, tidy: 50 } });
  const later: string[] = [];
  other.changes.follow(({ change: { approval } }) => void (approval.ended !== null && later.push(approval.state)));
  const again = await askedFor(other, await planOf(hosts(), 'add 10.44.41.0/24 via 10.44.20.1'));
  await confirmed(other, again);
  await until(() => later.length > 0);
  expect(later[0]).toBe('verified');
  await other.changes.stop();
});

test('a host that lets nobody in anew, though the old session lives: it is not confirmed', async () => {
  const at = (point: string) => {
    if (point !== 'armed:written') return;
    host.faults.dead = true;
    setTimeout(() => {
      host.faults.dead = false;
    }, 2_000);
  };
  one = bot(store, hosts(), { policies: [policy({ timer: 60 })], at });
  const change = await askedFor(one, await planOf(hosts(), ROUTE, { timer: 60 }));
  one.changes.start();
  await confirmed(one, change);
  expect((await ended(one, change.approval.id)).approval).toMatchObject({
    state: 'rolled-back',
    ended: { why: 'Nobody confirmed it in time, so the host took it back by itself.' },
  });
  expect(routesOf(host)).toEqual(BEFORE);
});

test('a protected peer that is reached no more: taken back at once, and named; one that was silent before is none', async () => {
  const peer = createServer((socket) => socket.destroy());
  await new Promise<void>((done) => peer.listen(0, '127.0.0.1', done));
  const { port } = peer.address() as { port: number };
  const reached = [
    { name: 'vcenter', address: '127.0.0.1', port },
    { name: 'silent', address: '127.0.0.1', port: 1 },
  ];
  const at = (point: string) => void (point === 'armed:written' && peer.close());
  one = bot(store, hosts(), { reached, at });
  const change = await askedFor(one, await planOf(hosts(), ROUTE));
  await confirmed(one, change);
  expect((await ended(one, change.approval.id)).approval).toMatchObject({
    state: 'rolled-back',
    ended: { why: `Not reached any more: vcenter (127.0.0.1:${port}).` },
  });
  expect(routesOf(host)).toEqual(BEFORE);
});

test('a host whose clock is near its save: it waits until that is over', async () => {
  const change = await askedFor(one, await planOf(hosts(), ROUTE));
  host.faults.clockMs = 40 * 60_000 + 58_000 - 600_000;
  await confirmed(one, change);
  await until(async () => (await one.changes.journal(change.approval.id)).some(({ what }) => what === 'waiting'));
  expect(routesOf(host)).toEqual(BEFORE);
  const waiting = (await one.changes.journal(change.approval.id)).find(({ what }) => what === 'waiting');
  expect(waiting).toMatchObject({ detail: { seconds: expect.any(Number) } });
  await one.changes.stop();
  expect((await one.changes.get(change.approval.id))?.approval).toMatchObject({
    state: 'applying',
    progress: 're-reading',
  });
});

test('a command that the host refuses is taken back, not confirmed', async () => {
  const change = await askedFor(one, await planOf(hosts(), ROUTE));
  host.faults.readOnly = true;
  await confirmed(one, change);
  const end = await ended(one, change.approval.id);
  expect(end.approval).toMatchObject({ state: 'rolled-back' });
  expect(end.approval.ended?.why).toContain('The host answered');
  expect(host.files()).toEqual(['/tmp']);
});

test('a router that does not answer ARP: void', async () => {
  const change = await askedFor(one, await planOf(hosts(), ROUTE));
  host.world.nodes.splice(1, 1);
  await confirmed(one, change);
  expect((await ended(one, change.approval.id)).approval).toMatchObject({
    state: 'void',
    ended: { why: 'The router 10.44.20.1 does not answer ARP. Nothing was run.' },
  });
});

test('the finding that it cures is gone afterwards', async () => {
  const change = await askedFor(one, await planOf(hosts(), ROUTE, { rule: 'return-path' }));
  await confirmed(one, change);
  expect((await ended(one, change.approval.id)).approval).toMatchObject({
    state: 'verified',
    ended: { why: 'The table shows the change. The finding return-path is gone.' },
  });
});

test('a finding that stays: taken back, also from the boot state', async () => {
  const words = 'add 10.44.60.0/24 via 10.44.20.1';
  const change = await askedFor(one, await planOf(hosts(), words, { rule: 'return-path' }));
  await confirmed(one, change);
  expect((await ended(one, change.approval.id)).approval).toMatchObject({
    state: 'rolled-back',
    ended: { why: 'The finding return-path is still there.' },
  });
  expect(routesOf(host)).toEqual(BEFORE);
  expect(host.files()).toEqual(['/tmp']);
  await host.crash();
  expect(routesOf(host)).toEqual(BEFORE);
});

test('two changes on one host run one after the other', async () => {
  const first = await askedFor(one, await planOf(hosts(), ROUTE));
  const second = await askedFor(one, await planOf(hosts(), 'add 10.44.50.0/24 via 10.44.20.1'));
  one.changes.start();
  await Promise.all([confirmed(one, first), confirmed(one, second)]);
  const all = [await ended(one, first.approval.id), await ended(one, second.approval.id)];
  // The second one rests on a table that the first one changed.
  expect(all.map(({ approval }) => approval.state).sort()).toEqual(['verified', 'void']);
  expect(routesOf(host)).toHaveLength(2);
});

test('nobody confirms what they asked for, what they may not, twice, or another plan; and each is told', async () => {
  one = bot(store, hosts(), { policies: [policy({ approve: { ...policy().approve, count: 2 } })] });
  const change = await askedFor(one, await planOf(hosts(), ROUTE), 'U1');
  const { id, digest } = change.approval;
  const by = (who: string, of = digest) =>
    one.changes.confirm(id, { by: person(who), digest: of, reason: null, code: 'none' });
  expect(await by('U1')).toMatchObject({ refusal: { code: 'own-request' } });
  expect(await by('U9')).toMatchObject({ refusal: { code: 'not-an-operator' } });
  expect(await by('U2', 'sha256:0')).toMatchObject({ refusal: { code: 'plan-changed' } });
  expect(await by('U2')).toMatchObject({ kind: 'moved', change: { approval: { state: 'pending' } } });
  expect(await by('U2')).toMatchObject({ refusal: { code: 'twice-the-same' } });
  expect(await one.changes.cancel(id, person('U2'))).toMatchObject({ refusal: { code: 'not-the-asker' } });
  expect(await one.changes.reject(id, { by: person('U3'), reason: 'not today' })).toMatchObject({ kind: 'moved' });
  expect(await by('U3')).toMatchObject({ refusal: { code: 'already-settled', state: 'rejected' } });
  expect(await verifyAudit(store)).toMatchObject({ kind: 'whole', head: { number: 9 } });
  expect(host.history.filter((text) => text.includes('mkdir'))).toEqual([]);
});

test('a request that nobody answers expires, also where the bot was down meanwhile', async () => {
  const change = await askedFor(one, await planOf(hosts(), ROUTE));
  const later = bot(store, hosts(), { now: () => Date.now() + 3600_000 });
  expect(await confirmed(later, change)).toMatchObject({ refusal: { code: 'too-late' } });
  later.changes.start();
  expect((await ends(later, change.approval.id)).approval.state).toBe('expired');
  await later.changes.stop();
});
