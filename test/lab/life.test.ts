import { describe, expect, test } from 'vitest';
import { untilSave } from '../../src/lab/esxi/clock.ts';
import { hostState } from '../../src/lab/esxi/index.ts';
import type { Machine } from '../../src/lab/esxi/machine.ts';
import { connect, exec, run, stillWaiting, withHost, withMachine } from './support.ts';

const ROUTE = '-n 10.99.0.0/16 -g 10.70.16.254';
const ADD = `esxcli network ip route ipv4 add ${ROUTE}`;
const has = (machine: Machine) => machine.state.config.routes.some(({ network }) => network === '10.99.0.0');
const FAST = { timeScale: 100, bootMs: 5 };

describe('commit-confirm', () => {
  const undo = `esxcli network ip route ipv4 remove ${ROUTE}`;
  const arm = `setsid sh -c 'sleep 10; mkdir /tmp/x.settled && ${undo}' </dev/null >/tmp/x.log 2>&1 &`;

  test('the timer undoes what nobody confirmed', async () => {
    await withMachine(
      '7.0.3',
      async (machine) => {
        await run(machine, `${arm} ${ADD}`);
        expect(has(machine)).toBe(true);
        await run(machine, 'sleep 15');
        expect(has(machine)).toBe(false);
        expect(machine.disk.all()).toContain('/tmp/x.settled');
        expect(machine.processes.size).toBe(0);
      },
      FAST,
    );
  });

  test('of timer and confirmer one alone makes the directory', async () => {
    await withMachine(
      '7.0.3',
      async (machine) => {
        await run(machine, `${arm} ${ADD}`);
        expect((await run(machine, 'mkdir /tmp/x.settled')).status).toBe(0);
        await run(machine, 'sleep 15');
        expect(has(machine)).toBe(true);
        expect((await run(machine, 'cat /tmp/x.log')).stdout).toContain('File exists');
        expect((await run(machine, 'mkdir /tmp/x.settled')).status).toBe(1);
      },
      FAST,
    );
  });

  test('a timer that holds its output keeps the channel open', async () => {
    await withHost({ timeScale: 10 }, async (host) => {
      const client = await connect(host);
      for (const some of ['', '>/tmp/log 2>&1', '</dev/null >/tmp/log', '</dev/null 2>/tmp/log']) {
        const held = exec(client, `setsid sleep 3 ${some} & echo armed`);
        expect([some, await stillWaiting(held, 100)]).toEqual([some, true]);
        expect((await held).stdout).toBe('armed\n');
      }
      const free = exec(client, 'setsid sh -c "sleep 3" </dev/null >/tmp/log 2>&1 & echo armed');
      expect(await stillWaiting(free, 100)).toBe(false);
      client.end();
    });
  });
});

describe('reboot and crash', () => {
  test.each(['5.1.0', '6.7.0', '9.0.0'])(
    '%s: a clean reboot keeps the change and loses timer and /tmp',
    async (version) => {
      await withMachine(
        version,
        async (machine) => {
          await run(machine, `mkdir /tmp/lock; setsid sh -c 'sleep 900' </dev/null >/tmp/log 2>&1 & ${ADD}`);
          await machine.reboot();
          expect(has(machine)).toBe(true);
          expect(machine.disk.all()).toEqual(['/tmp']);
          expect(machine.processes.size).toBe(0);
          expect(machine.uptimeSeconds()).toBeLessThan(5);
        },
        FAST,
      );
    },
  );

  test('a crash loses what was not saved, auto-backup.sh saves it', async () => {
    await withMachine(
      '7.0.3',
      async (machine) => {
        await run(machine, ADD);
        await machine.crash();
        expect(has(machine)).toBe(false);
        await run(machine, `${ADD}; /sbin/auto-backup.sh`);
        await machine.crash();
        expect(has(machine)).toBe(true);
      },
      FAST,
    );
  });

  test('5.0 forgets its static routes, not its gateway', async () => {
    await withMachine(
      '5.0.0',
      async (machine) => {
        await run(machine, 'esxcfg-route -a 10.99.0.0/16 10.70.16.254');
        await machine.reboot();
        expect(has(machine)).toBe(false);
        expect((await run(machine, 'esxcfg-route')).stdout).toContain('10.70.16.1');
      },
      FAST,
    );
  });

  test('redirects and learned neighbours are gone', async () => {
    await withMachine(
      '7.0.3',
      async (machine) => {
        await run(machine, 'vmkping -c 1 10.70.16.1');
        expect(machine.state.neighbors).toHaveLength(1);
        await machine.crash();
        expect(machine.state.neighbors).toEqual([]);
      },
      FAST,
    );
  });

  test('connections drop, and the host is back on the same port', async () => {
    await withHost({ bootMs: 50 }, async (host) => {
      const client = await connect(host);
      const closed = new Promise<void>((done) => client.once('close', () => done()));
      await exec(client, ADD);
      void exec(client, 'reboot');
      await closed;
      await expect(connect(host)).rejects.toThrow(/ECONNREFUSED/);
      await new Promise((done) => setTimeout(done, 150));
      const again = await connect(host);
      expect((await exec(again, 'esxcli network ip route ipv4 list')).stdout).toContain('10.99.0.0');
      expect((await exec(again, 'ls /tmp')).stdout).toBe('');
      again.end();
    });
  });
});

test('the hourly save is at minute one of the host clock', () => {
  const at = (text: string) => untilSave(Date.parse(`2026-05-04T${text}Z`));
  expect(at('10:00:00')).toBe(60_000);
  expect(at('10:00:59')).toBe(1000);
  expect(at('10:01:00')).toBe(3_600_000);
  expect(at('10:31:00')).toBe(1_800_000);
});

test('close leaves no program behind', async () => {
  const state = hostState('7.0.3');
  let open: Machine | undefined;
  await withMachine(state, async (machine) => {
    open = machine;
    await run(machine, 'setsid sh -c "sleep 1000; echo x > /tmp/late" </dev/null >/dev/null 2>&1 &');
  });
  expect(open?.processes.size).toBe(0);
  expect(open?.power.signal.aborted).toBe(true);
});
