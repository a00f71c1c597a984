import { afterEach, beforeEach, expect, test } from 'vitest';
import { asJson, type Change, changeKey, digestOfPlan, planKey, stateOf } from '../../src/changes/change.ts';
import type { Plan } from '../../src/core/plans/plan.ts';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { MemoryStore } from '../support/memory-store.ts';
import {
  BEFORE,
  type Bot,
  bot,
  hostsOf,
  loginTo,
  person,
  planOf,
  provider,
  ROUTE,
  routesOf,
  until,
} from './support.ts';

const NAMES = ['esx-01', 'esx-02', 'esx-03'];
const OTHER = 'add 10.44.41.0/24 via 10.44.20.1';
let all: SimulatedHost[];
let store: MemoryStore;
let one: Bot;

const hosts = () => hostsOf(Object.fromEntries(NAMES.map((name, i) => [name, loginTo(all[i]!, name)])));
const plans = async (words: string) => await Promise.all(NAMES.map((name) => planOf(hosts(), words, { name })));

beforeEach(async () => {
  all = await Promise.all(NAMES.map((name) => provider('6.7.0', { name })));
  store = new MemoryStore();
  one = bot(store, hosts());
  one.changes.follow(() => {});
});
afterEach(async () => {
  await one.changes.stop();
  await Promise.all(all.map((host) => host.close()));
});

async function whole(words: string): Promise<Change> {
  const answer = await one.changes.askTogether(await plans(words), 'U0');
  if (answer.kind === 'refused') throw new Error(JSON.stringify(answer.refusal));
  return answer.change;
}

async function altered(id: string, more: (change: Change) => Partial<Change>): Promise<void> {
  const change = (await one.changes.get(id))!;
  const value = asJson({ ...change, ...more(change) });
  await store.commit([{ kind: 'write', key: changeKey(id), version: 'any', value }]);
}

/** The plan of a member becomes another one that is in itself in order, as is its request. */
async function replaced(id: string): Promise<void> {
  const { digest: _, ...body } = await planOf(hosts(), OTHER, { name: (await one.changes.get(id))!.approval.host });
  const plan = { ...body, digest: digestOfPlan(body as Plan) };
  await store.commit([{ kind: 'write', key: planKey(id), version: 'any', value: asJson(plan) }]);
  await altered(id, ({ approval }) => ({ approval: { ...approval, digest: plan.digest } }));
}

const others = async (others: Change, at: number) => others.together!.members[at]!;

test.each<readonly [string, (whole: Change) => Promise<void>]>([
  ['the plan of its last host is another', async ({ together }) => await replaced(together!.members[2]!)],
  [
    'a host is of another request',
    async ({ approval: { id }, together }) => {
      const foreign = await others(await whole(OTHER), 1);
      await altered(foreign, () => ({ group: id }));
      const [first, , third] = together!.members;
      await altered(id, () => ({ together: { ...together!, members: [first!, foreign, third!] } }));
    },
  ],
  [
    'another host is first',
    async ({ approval: { id }, together }) =>
      await altered(id, () => ({ together: { ...together!, members: together!.members.toReversed() } })),
  ],
  [
    'other hosts are named than it has',
    async ({ approval: { id }, together }) =>
      await altered(id, () => ({ together: { ...together!, hosts: together!.hosts.with(2, 'esx-09') } })),
  ],
  [
    'the plan of a host is gone',
    async ({ together }) =>
      void (await store.commit([{ kind: 'remove', key: planKey(together!.members[1]!), version: 'any' }])),
  ],
  [
    'its plan is meant for another host',
    async ({ together }) => {
      const approval = async (at: number) => (await one.changes.get(together!.members[at]!))!.approval;
      const { host } = await approval(2);
      await altered(together!.members[0]!, (change) => ({ approval: { ...change.approval, host } }));
    },
  ],
])(
  'nothing is run that is not what was confirmed: %s',
  async (_, tamper) => {
    const asked = await whole(ROUTE);
    await tamper(asked);
    one.changes.start();
    const vote = { by: person('U1'), digest: asked.approval.digest, reason: null, code: 'none' as const };
    expect(await one.changes.confirm(asked.approval.id, vote)).toMatchObject({ kind: 'moved' });
    await until(async () => (await one.changes.get(asked.approval.id))!.told);
    const end = (await one.changes.get(asked.approval.id))!;
    expect(stateOf(end)).toBe('void');
    expect(end.why).toContain('is not what was confirmed');
    const members = await Promise.all(
      end.together!.members.map(async (id) => (await one.changes.get(id))!.approval.state),
    );
    expect(new Set(members)).toEqual(new Set(['cancelled']));
    expect(all.map(routesOf)).toEqual(NAMES.map(() => BEFORE));
    expect(all.flatMap(({ history }) => history.filter((text) => text.includes('vmkbot')))).toEqual([]);
  },
  60_000,
);
