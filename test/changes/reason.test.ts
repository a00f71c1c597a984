import { expect, test } from 'vitest';
import { MemoryStore } from '../support/memory-store.ts';
import { askedFor, bot, hostsOf, loginTo, NAME, person, planOf, provider, ROUTE } from './support.ts';

test('a reason is kept without what looks like a secret, and no longer than anybody reads', async () => {
  const host = await provider();
  const hosts = hostsOf({ [NAME]: loginTo(host) });
  const store = new MemoryStore();
  const one = bot(store, hosts);
  try {
    const plan = await planOf(hosts, ROUTE);
    const [rejected, confirmed] = [await askedFor(one, plan), await askedFor(one, plan)];
    const by = person('U1');
    await one.changes.reject(rejected.approval.id, { by, reason: 'password=hunter2 stands in it' });
    const { digest, id } = confirmed.approval;
    await one.changes.confirm(id, { by, digest, reason: `password=hunter2 ${'x'.repeat(200_000)}`, code: 'none' });
    await one.changes.settled(id);
    const [no, yes] = [await one.changes.get(rejected.approval.id), await one.changes.get(id)];
    expect(JSON.stringify([no, yes, await one.changes.journal(id)])).not.toContain('hunter2');
    expect(no!.approval.ended!.why).toContain('stands in it');
    expect(yes!.approval.confirmed[0]!.reason!.length).toBeLessThanOrEqual(500);
  } finally {
    await one.changes.stop();
    await host.close();
  }
});
