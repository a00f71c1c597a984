import { afterEach, beforeEach, expect, test } from 'vitest';
import { verifyAudit } from '../../src/changes/audit.ts';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import type { Lease, Step } from '../../src/store/store.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { BEFORE, bot, hostsOf, loginTo, planOf, provider, ROUTE, routesOf } from './support.ts';

const NAMES = ['esx-01', 'esx-02', 'esx-03'];
let all: SimulatedHost[];

const hosts = () => hostsOf(Object.fromEntries(NAMES.map((name, i) => [name, loginTo(all[i]!, name)])));
const plans = async () => await Promise.all(NAMES.map((name) => planOf(hosts(), ROUTE, { name })));

beforeEach(async () => {
  all = await Promise.all(NAMES.map((name) => provider('6.7.0', { name })));
});
afterEach(async () => {
  await Promise.all(all.map((host) => host.close()));
});

/** Its process dies behind so many writes. */
class DiesBehind extends MemoryStore {
  left = 0;

  override async commit(steps: readonly Step[], lease?: Lease): Promise<boolean> {
    if (this.left === 0) this.down = true;
    this.left -= 1;
    return await super.commit(steps, lease);
  }
}

test('killed while it is asked for: the whole is kept with all of its hosts, or nothing is', async () => {
  const made = await plans();
  const kept: number[] = [];
  for (let writes = 0; writes < 5; writes++) {
    const store = new DiesBehind();
    store.left = writes;
    const asked = bot(store, hosts()).changes.askTogether(made, 'U0');
    await asked.catch(() => {});
    store.down = false;
    store.left = Number.POSITIVE_INFINITY;
    const next = bot(store, hosts());
    const open = await next.changes.open();
    const wholes = open.filter(({ several }) => several);
    expect(open).toHaveLength(wholes.length === 0 ? 0 : NAMES.length + 1);
    expect(await verifyAudit(store)).toMatchObject({ kind: 'whole' });
    kept.push(wholes.length);
  }
  expect(new Set(kept)).toEqual(new Set([0, 1]));
  expect(all.map(routesOf)).toEqual(NAMES.map(() => BEFORE));
});
