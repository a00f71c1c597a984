import { describe, expect, test } from 'vitest';
import { TEXTS } from '../../src/hosts/change-text.ts';
import { router } from '../../src/lab/esxi/index.ts';
import { MemoryStore } from '../support/memory-store.ts';
import {
  AFTER,
  askedFor,
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

const OLD = { netstack: 'defaultTcpipStack', network: '10.44.70.0', length: 24, source: 'MANUAL' };

async function changed(words: string, version = '7.0.3') {
  const host = await provider(version);
  host.world.nodes.push(router('10.44.20.2', 3, { vlan: 20, reaches: [{ prefix: '10.44.70.0/24' }] }));
  host.world.nodes.push(router('198.51.100.70', 4, { vlan: 0 }));
  host.state.config.routes.push({ ...OLD, gateway: '10.44.20.1' });
  host.save();
  const hosts = hostsOf({ [NAME]: loginTo(host) });
  const one = bot(new MemoryStore(), hosts);
  try {
    const { approval } = await askedFor(one, await planOf(hosts, words));
    await confirmed(one, { ...(await one.changes.get(approval.id))! });
    const end = await ended(one, approval.id);
    expect(end.approval.ended?.why).toBe('The table shows the change.');
    expect(host.files()).toEqual(['/tmp']);
    const commands = (await one.changes.planOf(approval.id))!.commands.map((all) => all.join(' '));
    return { state: end.approval.state, routes: routesOf(host), commands };
  } finally {
    await one.changes.stop();
    await host.close();
  }
}

const LEFT = '10.44.70.0/24 10.44.20.1';
const DEFAULT = '0.0.0.0/0 198.51.100.65';

test.each(['5.0.0', '5.1.0', '5.5.0', '6.0.0', '6.7.0', '8.0.2', '9.0.0'])('a route on %s', async (version) => {
  const { state, routes } = await changed(ROUTE, version);
  expect({ state, routes }).toEqual({ state: 'verified', routes: [...AFTER, LEFT] });
});

describe('other kinds', () => {
  test('a route is taken away', async () => {
    expect(await changed('remove 10.44.70.0/24')).toMatchObject({ state: 'verified', routes: [DEFAULT] });
  });

  test('a route is led through another router', async () => {
    expect(await changed('add 10.44.70.0/24 via 10.44.20.2')).toMatchObject({
      state: 'verified',
      routes: [DEFAULT, '10.44.70.0/24 10.44.20.2'],
      commands: [expect.stringContaining('remove'), expect.stringContaining('add')],
    });
  });

  test('the default gateway is another one', async () => {
    expect(await changed('gateway 198.51.100.70')).toMatchObject({
      state: 'verified',
      routes: ['0.0.0.0/0 198.51.100.70', LEFT],
    });
  });
});

test('the lock that a change of ours left behind is taken over once its time is over', async () => {
  const host = await provider();
  const hosts = hostsOf({ [NAME]: loginTo(host) });
  // The first one is not tidied up after: its host is told nothing more.
  let silent = true;
  const quiet = {
    openChange: async (name: string, signal?: AbortSignal) => {
      const session = await hosts.openChange(name, signal);
      const run: typeof session.run = (text, ...more) =>
        silent && text.what === 'clean'
          ? Promise.resolve({ stdout: '', stderr: '', status: 1 })
          : session.run(text, ...more);
      return { run, read: session.read.bind(session), close: session.close.bind(session) };
    },
  };
  const one = bot(new MemoryStore(), quiet, { policies: [policy({ timer: 60 })] });
  const first = await askedFor(one, await planOf(hosts, ROUTE, { timer: 60 }));
  await confirmed(one, first);
  await one.changes.settled(first.approval.id);
  expect(host.files()).toContain('/tmp/vmkbot.lock');
  host.faults.clockMs += 120_000;
  const second = await askedFor(one, await planOf(hosts, 'add 10.44.50.0/24 via 10.44.20.1', { timer: 60 }));
  await confirmed(one, second);
  await one.changes.settled(second.approval.id);
  expect((await one.changes.get(second.approval.id))!.approval.state).toBe('verified');
  // Taken as it was first seen, in one go: no look behind the taking, and none was waited for.
  const looks = host.history.filter(
    (text) => text === TEXTS.state(second.approval.id).text || text.includes('vmkbot taken'),
  );
  const taken = looks.findIndex((text) => text.includes('vmkbot taken'));
  expect([taken, looks.filter((text) => text.includes('vmkbot taken')).length]).toEqual([2, 1]);
  silent = false;
  one.changes.start();
  await ended(one, first.approval.id);
  await ended(one, second.approval.id);
  expect(host.files().filter((file) => !file.endsWith('.taken'))).toEqual(['/tmp']);
  await one.changes.stop();
  await host.close();
}, 60_000);
