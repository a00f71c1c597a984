import { expect, test } from 'vitest';
import { MemoryStore } from '../support/memory-store.ts';
import { askedFor, bot, confirmed, ended, hostsOf, loginTo, NAME, planOf, provider, routesOf } from './support.ts';

const VCENTER = { name: 'vcenter', address: '203.0.113.20' };
const DEFAULT = '0.0.0.0/0 198.51.100.65';

/** A change that sends vCenter another way; `reaches`: what the LAN router leads to. */
async function moved(reaches: string) {
  const host = await provider('7.0.3');
  const { nodes } = host.world;
  const at = nodes.findIndex(({ address }) => address === '10.44.20.1');
  nodes[at] = { ...nodes[at]!, reaches: [{ prefix: reaches }] };
  const hosts = hostsOf({ [NAME]: loginTo(host) });
  const one = bot(new MemoryStore(), hosts);
  try {
    const plan = await planOf(hosts, 'add 203.0.113.0/24 via 10.44.20.1', { configured: [VCENTER] });
    const change = await askedFor(one, plan);
    await confirmed(one, change);
    const { approval, before } = await ended(one, change.approval.id);
    return { state: approval.state, why: approval.ended?.why, probed: before?.probed, routes: routesOf(host) };
  } finally {
    await one.changes.stop();
    await host.close();
  }
}

test('a protected peer that the host does not reach by its new way takes the change back', async () => {
  const end = await moved('10.44.40.0/24');
  expect(end).toMatchObject({ state: 'rolled-back', routes: [DEFAULT] });
  expect(end.why).toContain('vcenter (203.0.113.20)');
  expect(end.probed).toContainEqual({ name: 'vcenter (203.0.113.20)', way: 'ping', ok: true });
});

test('one that is reached by its new way lets it stand', async () => {
  expect(await moved('203.0.113.0/24')).toMatchObject({
    state: 'verified',
    routes: [DEFAULT, '203.0.113.0/24 10.44.20.1'],
  });
});
