import { afterEach, beforeEach, expect, test } from 'vitest';
import { isTakenBack, wrongAfter } from '../../src/changes/findings.ts';
import type { ChangeHosts } from '../../src/changes/ports.ts';
import { read } from '../../src/core/esxi/read.ts';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { MemoryStore } from '../support/memory-store.ts';
import {
  AFTER,
  askedFor,
  BEFORE,
  type Bot,
  bot,
  confirmed,
  ended,
  ends,
  hostsOf,
  loginTo,
  NAME,
  person,
  planOf,
  policy,
  provider,
  ROUTE,
  routesOf,
} from './support.ts';

let host: SimulatedHost;
let one: Bot;
let meet: (point: string) => void;
/** The listing of this stack is not in what is read, as where both ways to list it fail; null: all are. */
let hidden: string | null;
/** How often a host was read, and what is done right before. */
let reads: number;
let beforeRead: () => void;

const STACK = 'defaultTcpipStack';

beforeEach(async () => {
  host = await provider();
  meet = () => {};
  hidden = null;
  reads = 0;
  beforeRead = () => {};
  one = bot(new MemoryStore(), hosts(), { at: (point) => meet(point), policies: [policy({ timer: 60 })] });
});
afterEach(async () => {
  await one.changes.stop();
  await host.close();
});

const direct = () => hostsOf({ [NAME]: loginTo(host) });

function hosts(): ChangeHosts {
  return {
    openChange: async (name, signal) => {
      const session = await direct().openChange(name, signal);
      return {
        run: session.run.bind(session),
        close: session.close.bind(session),
        read: async (needs, ending) => {
          reads += 1;
          beforeRead();
          const { transcript, readAt } = await session.read(needs, ending);
          return { transcript: hidden === null ? transcript : without(transcript, hidden), readAt };
        },
      };
    },
  };
}

/** A transcript without the command that lists one stack, and without what it printed. */
function without(transcript: string, netstack: string): string {
  const command = netstack === STACK ? 'ipv4 list' : `ipv4 list --netstack=${netstack}`;
  const passages = transcript.split(/^(?=\[)/m);
  const left = passages.filter((each) => !each.split('\n', 1)[0]!.endsWith(`ip route ${command}`));
  if (left.length === passages.length) return transcript;
  return left.join('');
}

async function begun(words: string, rule: string | null = null) {
  const plan = await planOf(direct(), words, { timer: 60, rule });
  const change = await askedFor(one, plan);
  one.changes.start();
  await confirmed(one, change);
  return change.approval.id;
}

test('a state without a listing shows neither that something is gone nor that it is there', async () => {
  const plan = await planOf(direct(), ROUTE);
  const session = await direct().openChange(NAME);
  const [state] = read((await session.read(['vmknics', 'interfaces', 'netstacks'])).transcript).hosts;
  await session.close();
  const { routes: _, ...blind } = state!;
  const removal = { ...plan, expects: plan.expects.map((each) => ({ ...each, present: false })) };
  expect(isTakenBack(plan, blind)).toBe(false);
  expect(wrongAfter(plan, blind, null)).toHaveLength(1);
  expect(wrongAfter(removal, blind, null)).toHaveLength(1);
});

test('a removal whose table is not read any more: never told as verified; hands are asked for', async () => {
  host.state.config.routes.push({
    ...{ netstack: STACK, network: '10.44.40.0', length: 24, gateway: '10.44.20.1', source: 'MANUAL' },
  });
  host.save();
  meet = (point) => {
    if (point === 'verifying:before') hidden = STACK;
  };
  const id = await begun('remove 10.44.40.0/24');
  expect(await ends(one, id)).toMatchObject({
    approval: {
      state: 'needs-hands',
      ended: { why: expect.stringContaining(`${NAME} did not show the routing table of ${STACK}.`) },
    },
    hands: ['esxcli network ip route ipv4 add --network=10.44.40.0/24 --gateway=10.44.20.1'],
  });
}, 60_000);

test('a route whose table is not read for a moment: neither taken back nor given up, and verified once it is', async () => {
  meet = (point) => {
    if (point !== 'verifying:before') return;
    reads = 0;
    beforeRead = () => {
      hidden = reads < 3 ? STACK : null;
    };
  };
  const end = await ended(one, await begun(ROUTE));
  expect([end.approval.state, reads, routesOf(host)]).toEqual(['verified', 3, AFTER]);
}, 60_000);

test('taken back with no table to see it in: hands are asked for, and it ends once the table is read', async () => {
  meet = (point) => {
    if (point === 'undoing:written') hidden = STACK;
  };
  // It does not cure what it is to cure.
  const id = await begun('add 10.44.60.0/24 via 10.44.20.1', 'return-path');
  expect((await ends(one, id)).approval.state).toBe('needs-hands');
  await one.changes.settled(id);
  meet = () => {};
  await one.changes.handsDone(id, person('U2'));
  expect((await one.changes.get(id))?.approval.state).toBe('needs-hands');
  hidden = null;
  await one.changes.handsDone(id, person('U2'));
  expect((await ended(one, id)).approval.state).toBe('rolled-back');
  expect(routesOf(host)).toEqual(BEFORE);
  expect(one.faults).toEqual([]);
}, 60_000);

test('the stack that a plan is about is what must be read, whichever it is', async () => {
  const plan = { ...(await planOf(direct(), ROUTE)), netstack: 'vmotion' };
  const { Work } = await import('../../src/changes/work.ts');
  const work = new Work(
    { ledger: { now: Date.now }, hosts: hosts() } as never,
    plan,
    { change: { approval: { host: NAME, progress: 'claimed' }, armed: null } as never, takenOver: false },
    { lease: {} as never, signal: new AbortController().signal, isHeld: () => true },
  );
  await expect(work.read(['vmknics', 'routes'])).rejects.toMatchObject({
    code: 'table-not-read',
    message: `${NAME} did not show the routing table of vmotion.`,
  });
  expect((await work.read(['vmknics'])).vmknics).toHaveLength(2);
  await work.disconnect();
});
