import { describe, expect, test } from 'vitest';
import { read } from '../../src/core/esxi/read.ts';
import { diagnose } from '../../src/core/rules/diagnose.ts';
import type { Finding } from '../../src/core/rules/rule.ts';
import { judgeTime } from '../../src/core/time/judge.ts';
import { inventoryOf, startLab } from '../../src/lab/lab.ts';
import { scenarios } from '../../src/lab/scenarios/index.ts';
import { connect, exec, listings, run, session, timeListings, withMachine } from './support.ts';

const hosts = scenarios().flatMap(({ name, hosts: each }) => each.map((host) => ({ name, host })));

/** Ids of findings and of those hidden behind them. */
function idsOf(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ rule, explains }) => [rule, ...idsOf(explains)]);
}

describe.each(hosts.map(({ name, host }) => ({ name, title: `${name}: ${host.state.name}`, host })))(
  '$title',
  ({ name, host }) => {
    test('a check finds what it must and nothing that it must not', async () => {
      await withMachine(
        structuredClone(host.state),
        async (machine) => {
          const isOfTime = name.startsWith('ntp-');
          const more = isOfTime ? timeListings(machine.state) : [];
          const back = read(await session(machine, [...listings(machine.state), ...more]));
          expect(back.hosts).toHaveLength(1);
          const found = idsOf(diagnose(back.hosts[0]!).findings);
          expect(found).toEqual(expect.arrayContaining([...host.finds]));
          for (const id of host.clearOf) expect(found).not.toContain(id);
          if (host.finds.length === 0) expect(found).toEqual([]);
        },
        { world: structuredClone(host.world) },
      );
    });

    test('the bot reaches it', async () => {
      await withMachine(structuredClone(host.state), async (machine) => expect(machine.connected()).toBe(true), {
        world: structuredClone(host.world),
      });
    });
  },
);

describe('the stories', () => {
  const named = (name: string) => scenarios().find((each) => each.name === name)!;

  test('provider: the route brings the replies back through vmk1 and leaves the bot alone', async () => {
    const { state, world } = named('provider').hosts[0]!;
    await withMachine(
      state,
      async (machine) => {
        expect((await run(machine, 'vmkping 10.44.40.55')).stdout).toContain('0 packets received');
        await run(machine, 'esxcli network ip route ipv4 add -n 10.44.40.0/24 -g 10.44.20.1');
        expect((await run(machine, 'vmkping 10.44.40.55')).stdout).toContain('3 packets received');
        expect(machine.connected()).toBe(true);
      },
      { world },
    );
  });

  test('provider: a session of the LAN client to vmk1 has no way back before the route', async () => {
    const { state, world } = named('provider').hosts[0]!;
    const lan = { ...world, client: { address: '10.44.40.55', port: 51_830 }, dials: '10.44.20.100' };
    await withMachine(
      state,
      async (machine) => {
        expect(machine.connected()).toBe(false);
        await run(machine, 'esxcli network ip route ipv4 add -n 10.44.40.0/24 -g 10.44.20.1');
        expect(machine.connected()).toBe(true);
      },
      { world: lan },
    );
  });

  test('vmotion-vlans: a plain vmkping fails, with -I vmk1 it works', async () => {
    const { state, world } = named('vmotion-vlans').hosts[0]!;
    await withMachine(
      state,
      async (machine) => {
        expect((await run(machine, 'vmkping 10.57.4.122')).status).toBe(1);
        expect((await run(machine, 'vmkping -I vmk1 10.57.4.122')).status).toBe(0);
      },
      { world },
    );
  });

  test.each([
    ['ntp-never', 'not-configured', 'configured'],
    ['ntp-closed', 'blocked', 'firewall'],
    ['ntp-nobody', 'blocked', 'firewall'],
    ['ntp-wrong-route', 'unreachable', 'reply'],
    ['ntp-windows', 'rejected', 'selected'],
    ['ntp-ahead', 'off', 'offset'],
    ['ntp-runaway', 'runaway', 'offset'],
  ])('%s: time is %s, and the link %s is the first that breaks', async (name, is, link) => {
    const { state, world } = named(name).hosts[0]!;
    await withMachine(
      state,
      async (machine) => {
        const all = [...listings(machine.state), ...timeListings(machine.state)];
        const { state: time, cause, ways } = judgeTime(read(await session(machine, all)).hosts[0]!);
        expect([time, cause?.link]).toEqual([is, link]);
        if (name === 'ntp-wrong-route') expect(ways).toMatchObject([{ vmknic: 'vmk1', nextHop: '10.59.5.1' }]);
      },
      { world },
    );
  });

  test('ntp-wrong-route: without the route the server answers', async () => {
    const { state, world } = named('ntp-wrong-route').hosts[0]!;
    await withMachine(
      state,
      async (machine) => {
        await run(machine, 'esxcli network ip route ipv4 remove -n 10.59.9.0/24 -g 10.59.5.1');
        expect((await run(machine, 'ntpq -pn')).stdout).toMatch(/^\*10\.59\.9\.123/m);
      },
      { world },
    );
  });

  test('nfs-denied: the listing says unmounted on ESXi and mounted on ESX', async () => {
    const [esxi, esx] = named('nfs-denied').hosts;
    for (const [host, word] of [
      [esxi!, 'unmounted unavailable'],
      [esx!, 'mounted available'],
    ] as const)
      await withMachine(host.state, async (machine) =>
        expect((await run(machine, 'esxcfg-nas -l')).stdout).toContain(`10.66.8.50 ${word}`),
      );
  });

  test('healthy: time is in sync', async () => {
    const { state, world } = named('healthy').hosts[0]!;
    await withMachine(
      state,
      async (machine) => expect((await run(machine, 'esxcli system ntp test')).stdout).toContain('Timeinsync: true'),
      { world },
    );
  });
});

test('each scenario has a sentence, and each host a name of its own', () => {
  const names = hosts.map(({ host }) => host.state.name);
  expect(new Set(names).size).toBe(names.length);
  for (const { story } of scenarios()) expect(story).toMatch(/^[A-Z].*\.$/);
});

test('the lab starts all of them and tells where', async () => {
  const lab = await startLab('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ3yCyWzsZAj0EJNnVNTx9sUcR5jAgPGkrsGvTAUcVZm lab');
  try {
    const text = inventoryOf(lab, '/somewhere/id');
    for (const { name, host } of lab.hosts) {
      expect(text).toContain(`  ${name}:\n    address: 127.0.0.1\n    port: ${host.port}\n`);
      expect(text).toContain(host.hostKeyFingerprint);
    }
    const client = await connect(lab.hosts[0]!.host);
    expect((await exec(client, 'hostname')).stdout).toBe('provider\n');
    client.end();
  } finally {
    await lab.close();
  }
});
