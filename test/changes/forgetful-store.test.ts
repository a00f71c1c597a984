import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChangeHosts } from '../../src/changes/ports.ts';
import { TEXTS } from '../../src/hosts/change-text.ts';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { POINTS, tell, wrong } from './chaos.ts';
import {
  AFTER,
  askedFor,
  BEFORE,
  type Bot,
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
  until,
} from './support.ts';

const ANOTHER = 'add 10.44.50.0/24 via 10.44.20.1';

/** A store that can be put back to how it was: a replica that took over without the last writes, or an older backup. */
class ForgetfulStore extends MemoryStore {
  private saved: Map<string, unknown> | null = null;

  remember(): void {
    this.saved ??= new Map(this.fields().map(([name, value]) => [name, structuredClone(value)]));
  }

  forget(): void {
    for (const [name] of this.fields()) Reflect.set(this, name, structuredClone(this.saved!.get(name)));
  }

  private fields(): [string, unknown][] {
    return Object.entries(this).filter(([name, value]) => name !== 'saved' && typeof value !== 'function');
  }
}

/** By the store's clock and the bot's. */
let shift: number;
let host: SimulatedHost;
let store: ForgetfulStore;
let one: Bot;
let meet: (point: string) => void;

beforeEach(async () => {
  host = await provider();
  shift = 0;
  store = new ForgetfulStore(now);
  meet = () => {};
  one = service();
});
afterEach(async () => {
  await one.changes.stop();
  await host.close();
});

const now = () => Date.now() + shift;
const direct = () => hostsOf({ [NAME]: loginTo(host) });
const service = (hosts: ChangeHosts = direct(), timer = 600) =>
  bot(store, hosts, { now, at: (point) => meet(point), policies: [policy({ timer })] });
const asked = async (words = ROUTE, timer = 600) => await askedFor(one, await planOf(direct(), words, { timer }));
const armed = () => host.history.filter((text) => text.includes('vmkbot applied')).length;

/** Put back once, at this point, to how the store was at an earlier one. */
function forgets(from: string, at: string) {
  let done = false;
  meet = (point) => {
    if (point === from) store.remember();
    if (point === at && !done) {
      done = true;
      store.forget();
    }
  };
}

async function ran(words = ROUTE, timer = 600) {
  const change = await asked(words, timer);
  one.changes.follow(() => {});
  one.changes.start();
  await confirmed(one, change);
  return await ended(one, change.approval.id);
}

test.each([
  ['while its answer is on its way', 'arming:done'],
  ['when it was confirmed on the host', 'confirming:done'],
  ['when its end was about to be written', 'verifying:done'],
])(
  'a store that forgets that a change was sent, %s: taken back, once, and nothing is left',
  async (_, at) => {
    forgets('re-reading:done', at);
    const end = await ran();
    expect(end.approval).toMatchObject({
      state: 'rolled-back',
      ended: { why: 'My record had lost that this change was sent to the host, so it is taken back.' },
    });
    expect([routesOf(host), host.files(), armed()]).toEqual([BEFORE, ['/tmp'], 1]);
    expect((await ran(ANOTHER)).approval.state).toBe('verified');
  },
  60_000,
);

/** An end that was forgotten is none, so that it is looked at when nothing is left to do. */
async function atRest() {
  const { approval } = await ran();
  await until(async () => (await one.changes.open()).length === 0);
  return (await one.changes.get(approval.id))!;
}

/** From where it is to be sent on, what is done and written, and found out later. */
const BEHIND = POINTS.slice(POINTS.indexOf('arming:written'), POINTS.indexOf('clean:done'));

test('put back, at every point, to how it was right before it was sent: as before or as after, armed once, nothing left', async () => {
  const outcomes: { readonly name: string; readonly state: string }[] = [];
  for (const at of BEHIND) {
    forgets('re-reading:done', at);
    const { approval } = await atRest();
    outcomes.push({ name: at, state: approval.state });
    expect([at, ...wrong(host, approval.state)]).toEqual([at]);
    await one.changes.stop();
    await host.close();
    host = await provider();
    store = new ForgetfulStore(now);
    one = service();
  }
  tell('a store without its last writes, at every point', outcomes);
  expect(outcomes.filter(({ state }) => state !== 'rolled-back')).toEqual([]);
}, 300_000);

test('put back when the host was tidied up: nothing tells who made the change, and that is said', async () => {
  forgets('re-reading:done', 'clean:done');
  const { approval } = await atRest();
  expect(approval).toMatchObject({
    state: 'void',
    ended: { why: expect.stringMatching(/^The host shows this change already\./) },
  });
  expect([routesOf(host), armed()]).toEqual([AFTER, 1]);
}, 60_000);

test('a store that forgets it, found when the host has taken it back by itself: told so, and nothing is left', async () => {
  one = service(direct(), 60);
  const change = await asked(ROUTE, 60);
  let forgotten = false;
  meet = (point) => {
    if (point === 're-reading:done') store.remember();
    if (point === 'arming:done') forgotten = store.down = true;
  };
  await confirmed(one, change);
  await until(() => forgotten);
  await one.changes.settled(change.approval.id);
  await until(() => host.processes().length === 0);
  store.forget();
  meet = () => {};
  one.changes.start();
  expect((await ended(one, change.approval.id)).approval).toMatchObject({
    state: 'rolled-back',
    ended: { why: 'Nobody confirmed it in time, so the host took it back by itself.' },
  });
  expect([routesOf(host), host.files(), armed()]).toEqual([BEFORE, ['/tmp'], 1]);
}, 60_000);

test('the host says that it was armed before: it is asked what became of that, and nothing is told as not changed', async () => {
  const hosts: ChangeHosts = {
    openChange: async (name, signal) => {
      const session = await direct().openChange(name, signal);
      const run: typeof session.run = async (text, ...more) => {
        if (text.what === 'arm') await session.run(TEXTS.arm(await byAnother()), ...more);
        return await session.run(text, ...more);
      };
      return { run, read: session.read.bind(session), close: session.close.bind(session) };
    },
  };
  one = service(hosts);
  const change = await asked();
  /** The same change, sent by a process whose writes are lost. */
  async function byAnother() {
    const plan = (await one.changes.planOf(change.approval.id))!;
    const startBy = Math.floor((Date.now() + host.state.clockOffsetMs) / 1000) + 60;
    const { steps: commands, undoSteps: undo } = plan;
    return { id: change.approval.id, fence: 99, version: [6, 7], commands, undo, timer: 600, startBy };
  }
  await confirmed(one, change);
  const end = await ended(one, change.approval.id);
  expect([end.approval.state, routesOf(host), host.files()]).toEqual(['verified', AFTER, ['/tmp']]);
  expect(end.armed?.fence).toBe(99);
}, 60_000);

/** Of the first change the store knows nothing any more, the host does; how far it came is said by the point. */
async function lost(at: string): Promise<string> {
  one = service(direct(), 60);
  store.remember();
  const change = await asked(ROUTE, 60);
  let there = false;
  meet = (point) => {
    if (point === at) there = store.down = true;
  };
  await confirmed(one, change);
  await until(() => there);
  await one.changes.settled(change.approval.id);
  store.forget();
  meet = () => {};
  return change.approval.id;
}

test('a change that the store does not know holds the host: nothing is run until its time there is over and it is gone', async () => {
  const id = await lost('armed:written');
  expect((await ran(ANOTHER, 60)).approval).toMatchObject({
    state: 'void',
    ended: {
      why: expect.stringContaining(`The change ${id} holds the host and is not on record here as sent; its time`),
    },
  });
  await until(() => host.processes().length === 0);
  host.faults.clockMs += 300_000;
  expect((await ran(ANOTHER, 60)).approval.state).toBe('verified');
  expect(routesOf(host)).toEqual([...BEFORE, '10.44.50.0/24 10.44.20.1']);
  expect(host.files()).toEqual(['/tmp', `/tmp/vmkbot.${id}.taken`]);
}, 60_000);

test('one that was confirmed there stays in the table, so somebody has to end it, and is told by which files', async () => {
  const id = await lost('confirmed:written');
  await until(() => host.processes().length === 0);
  host.faults.clockMs += 300_000;
  const { approval } = await ran(ANOTHER, 60);
  expect(approval.state).toBe('void');
  expect(approval.ended?.why).toContain(`see by /tmp/vmkbot.${id}.* and by the table`);
  expect(approval.ended?.why).toContain('remove those files and /tmp/vmkbot.lock');
  expect(routesOf(host)).toEqual(AFTER);
  expect(host.files()).toContain('/tmp/vmkbot.lock');
}, 60_000);

test.each([
  ['and is gone from it: its lock is taken', false],
  ['and is in it again: somebody has to end it', true],
])(
  'one that expired by the store and was sent all the same is looked for in the table %s',
  async (_, isBack) => {
    one = service(direct(), 60);
    const first = await asked(ROUTE, 60);
    store.remember();
    const { id } = first.approval;
    let there = false;
    meet = (point) => {
      if (point === 'armed:written') there = store.down = true;
    };
    await confirmed(one, first);
    await until(() => there);
    await one.changes.stop();
    store.forget();
    meet = () => {};
    await until(() => host.processes().length === 0);
    host.faults.clockMs += 300_000;
    shift = 7_200_000;
    one = service(direct(), 60);
    one.changes.follow(() => {});
    one.changes.start();
    expect((await ended(one, id)).approval.state).toBe('expired');
    const entry = { netstack: 'defaultTcpipStack', network: '10.44.40.0', length: 24, gateway: '10.44.20.1' };
    if (isBack) host.state.config.routes.push({ ...entry, source: 'MANUAL' });
    host.changed();
    const { approval } = await ran(ANOTHER, 60);
    expect(approval.state).toBe(isBack ? 'void' : 'verified');
    if (isBack) expect(approval.ended?.why).toContain(`see by /tmp/vmkbot.${id}.* and by the table`);
    else expect(host.files()).toEqual(['/tmp', `/tmp/vmkbot.${id}.taken`]);
  },
  60_000,
);
