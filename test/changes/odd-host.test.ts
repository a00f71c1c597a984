import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChangeHosts } from '../../src/changes/ports.ts';
import type { ChangeText } from '../../src/hosts/change-text.ts';
import type { RanText } from '../../src/hosts/run-change.ts';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { Problem } from '../../src/problem.ts';
import { MemoryStore } from '../support/memory-store.ts';
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
} from './support.ts';

const HOUR = 3_600_000;

let host: SimulatedHost;
let one: Bot;
/** What the host makes of a text, or does not. */
let hears: (text: ChangeText, run: () => Promise<RanText>) => Promise<RanText>;

beforeEach(async () => {
  host = await provider();
  hears = (_, run) => run();
  one = bot(new MemoryStore(), between(), { policies: [policy({ timer: 60 })] });
  one.changes.follow(() => {});
});
afterEach(async () => {
  await one.changes.stop();
  await host.close();
});

const direct = () => hostsOf({ [NAME]: loginTo(host) });

function between(): ChangeHosts {
  return {
    openChange: async (name, signal) => {
      const session = await direct().openChange(name, signal);
      return {
        read: session.read.bind(session),
        close: session.close.bind(session),
        run: (text, ...more) => hears(text, () => session.run(text, ...more)),
      };
    },
  };
}

const cut = () => new Problem({ code: 'host-cut-off', message: 'The connection was cut.', next: '', exit: 3 });

async function ran() {
  const change = await askedFor(one, await planOf(direct(), ROUTE, { timer: 60 }));
  one.changes.start();
  await confirmed(one, change);
  const { approval, saved } = await ended(one, change.approval.id);
  const { length } = await one.changes.journal(approval.id);
  return { ...approval, saved, length, routes: routesOf(host) };
}

test.each([
  ['an hour', HOUR],
  ['forty years', 40 * 365 * 24 * HOUR],
])(
  'a command that did not arrive, and a clock of the host that was set back by %s: void, soon, and it runs nothing when it comes',
  async (_, back) => {
    let lost: ChangeText | null = null;
    hears = (text, run) => {
      if (text.what !== 'arm' || lost !== null) return run();
      lost = text;
      host.faults.clockMs -= back;
      return Promise.reject(cut());
    };
    const end = await ran();
    expect(end).toMatchObject({ state: 'void', routes: BEFORE });
    expect(end.ended?.why).toContain('the host runs it no more');
    expect(end.length).toBeLessThan(20);
    expect(one.faults).toEqual([]);
    const session = await direct().openChange(NAME);
    expect((await session.run(lost!, 20_000)).stdout).toContain('vmkbot refused');
    await session.close();
    expect(routesOf(host)).toEqual(BEFORE);
  },
  60_000,
);

test('a clock of the host that stands still at its save: void, and not waited for without end', async () => {
  const still = Math.floor(Date.now() / HOUR) * 3600 + 134;
  hears = async (text, run) => {
    const said = await run();
    if (text.what !== 'state') return said;
    return { ...said, stdout: said.stdout.replace(/^vmkbot clock .*$/m, `vmkbot clock ${still}`) };
  };
  const end = await ran();
  expect(end).toMatchObject({ state: 'void', routes: BEFORE });
  expect(end.ended?.why).toContain('again and again');
}, 60_000);

test('an undo that was held on its way and arrives behind the end of its change takes nothing of the next one back', async () => {
  let late: ChangeText | null = null;
  let failed = false;
  hears = async (text, run) => {
    if (text.what === 'undo' && late === null) {
      late = text;
      throw cut();
    }
    const said = await run();
    if (text.what !== 'arm' || failed) return said;
    failed = true;
    return { ...said, stdout: said.stdout.replace('vmkbot status 1 0', 'vmkbot status 1 1') };
  };
  expect(await ran()).toMatchObject({ state: 'rolled-back', routes: BEFORE });
  expect(await ran()).toMatchObject({ state: 'verified', routes: AFTER });
  const session = await direct().openChange(NAME);
  expect((await session.run(late!, 20_000)).stdout.trim()).toMatch(/^vmkbot (held|late)$/);
  await session.close();
  expect([routesOf(host), host.files()]).toEqual([AFTER, ['/tmp']]);
}, 60_000);

test('a host that answers two things to the arming: it is asked what became of it', async () => {
  hears = async (text, run) => {
    const said = await run();
    return text.what === 'arm' ? { ...said, stdout: `vmkbot refused moved\n${said.stdout}` } : said;
  };
  expect(await ran()).toMatchObject({ state: 'verified', routes: AFTER });
}, 60_000);

test('a host that says that it was confirmed and is not: never told as verified', async () => {
  hears = async (text, run) => {
    if (text.what !== 'confirm') return await run();
    const id = /vmkbot\.(c-[a-z0-9]+)\./.exec(text.text)![1];
    return { stdout: `vmkbot confirmed ${id}\nvmkbot saved 0\n`, stderr: '', status: 0 };
  };
  expect(await ran()).toMatchObject({ state: 'rolled-back', routes: BEFORE });
}, 60_000);

test('a link that is cut while the host saves: whether it saved is looked for, and it is saved', async () => {
  let saves = 0;
  hears = async (text, run) => {
    if (text.what === 'save') saves += 1;
    if (text.what !== 'confirm') return await run();
    await run();
    // The save came to no end that anybody saw.
    const session = await direct().openChange(NAME);
    await session.run(
      { ...text, writes: true, text: `rm -f ${/\/tmp\/\S+?\.saved/.exec(text.text)![0]}` } as never,
      5_000,
    );
    await session.close();
    throw cut();
  };
  expect(await ran()).toMatchObject({ state: 'verified', saved: true, routes: AFTER });
  expect(saves).toBe(1);
}, 60_000);
