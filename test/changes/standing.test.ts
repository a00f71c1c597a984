import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ServiceOptions } from '../../src/changes/service.ts';
import type { ApprovePolicy } from '../../src/core/policy/approve.ts';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { MemoryStore } from '../support/memory-store.ts';
import {
  AFTER,
  askedFor,
  BEFORE,
  bot,
  confirmed,
  ended,
  hostsOf,
  loginTo,
  NAME,
  planOf,
  policy,
  provider,
  ROUTE,
  routesOf,
} from './support.ts';

let host: SimulatedHost;
let store: MemoryStore;

const hosts = () => hostsOf({ [NAME]: loginTo(host) });
const approve = (more: Partial<ApprovePolicy['approve']>) => policy({ approve: { ...policy().approve, ...more } });

beforeEach(async () => {
  host = await provider();
  store = new MemoryStore();
});
afterEach(async () => {
  await host.close();
});

/** Confirmed by two people while these policies held, and begun by the next process, under others. */
async function begunUnder(today: Partial<ServiceOptions>, asked: readonly ApprovePolicy[] = [approve({ count: 2 })]) {
  const first = bot(store, hosts(), { policies: asked, at: stopped });
  const change = await askedFor(first, await planOf(hosts(), ROUTE));
  await confirmed(first, change, 'U1');
  await confirmed(first, change, 'U2');
  await first.changes.stop();
  const next = bot(store, hosts(), today);
  next.changes.follow(() => {});
  next.changes.start();
  const { approval } = await ended(next, change.approval.id);
  await next.changes.stop();
  expect(routesOf(host)).toEqual(approval.state === 'verified' ? AFTER : BEFORE);
  return `${approval.state}: ${approval.ended?.why}`;
}

/** As a process does that is asked to stop right before it claims. */
const stopped = (point: string) => {
  if (point === 'claimed:before') throw new Error('it stops here');
};

test.each<readonly [string, Partial<ServiceOptions>, string]>([
  [
    'somebody who confirmed is meant no more',
    { policies: [approve({ users: ['U1', 'U3'], count: 2 })] },
    '1 of those who did count',
  ],
  ['more must confirm', { policies: [approve({ count: 3 })] }, '3 must confirm'],
  ['a reason is wanted', { policies: [approve({ count: 2, reason: 'required' })] }, 'with a reason, and 0 of those'],
  ['a one-time code is wanted', { policies: [approve({ count: 2, totp: true })] }, 'needs a one-time code'],
  ['the kind is allowed no more', { policies: [policy({ changes: ['gateway'] })] }, 'No policy allows'],
  ['no policy names the host', { policies: [] }, 'No policy allows'],
  ['one of two policies means none of them', { policies: [policy(), approve({ users: ['U3'] })] }, '0 of those'],
])('judged again when it begins: %s', async (_, today, why) => {
  const end = await begunUnder(today);
  expect(end).toMatch(/^void: /);
  expect(end).toContain(why);
  expect(end).toContain('Nothing was run.');
});

test('whoever may be in a user group of the policy counts still, and fewer are needed than did', async () => {
  expect(await begunUnder({ policies: [approve({ users: ['U9'], usergroups: ['S1'], count: 1 })] })).toMatch(
    /^verified/,
  );
});
