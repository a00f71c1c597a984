import { describe, expect, test } from 'vitest';
import { hostState, router, type World } from '../../src/lab/esxi/index.ts';
import { pathOf } from '../../src/lab/esxi/network.ts';
import { connect, exec, run, stillWaiting, withHost, withMachine } from './support.ts';

const jumbo = () =>
  hostState('7.0.3', {
    gateways: { defaultTcpipStack: '10.80.1.1' },
    vmknics: [
      { ipv4: '10.80.1.21/24', portgroup: 'Management', vlan: 1 },
      { ipv4: '10.80.2.21/24', portgroup: 'Storage', vlan: 2, vswitch: 'vSwitch1', mtu: 9000 },
    ],
  });

const world = (): World => ({
  client: { address: '10.9.0.5', port: 50_000 },
  dials: '10.80.1.21',
  nodes: [
    router('10.80.1.1', 1, { vlan: 1, reaches: [{ prefix: '10.9.0.0/16' }, { prefix: '10.80.9.0/24', mtu: 1400 }] }),
    { address: '10.80.2.8', mac: '00:a0:98:80:02:08', vlan: 2, mtu: 9000 },
    { address: '10.80.2.9', mac: '00:a0:98:80:02:09', vlan: 2, mtu: 1500 },
    { address: '10.80.2.7', mac: '00:a0:98:80:02:07', vlan: 3 },
    { address: '10.80.2.6', mac: '00:a0:98:80:02:06', vlan: 2, silent: true },
    router('10.80.2.1', 2, { vlan: 2, reaches: [{ prefix: '10.81.0.0/16' }] }),
  ],
  names: { filer: '10.80.2.8' },
  timeServers: {},
});

/** What was asked, how many of three answers came, and what was said besides. */
const PINGS: readonly (readonly [string, number, string | null])[] = [
  ['vmkping 10.80.2.8', 3, null],
  ['vmkping filer', 3, null],
  ['vmkping -d -s 8972 10.80.2.8', 3, null],
  ['vmkping -d -s 8973 10.80.2.8', 0, 'sendto() failed (Message too long)'],
  ['vmkping -d -s 8972 10.80.2.9', 0, null],
  ['vmkping -s 8972 10.80.2.9', 0, null],
  ['vmkping -d -s 1472 10.80.2.9', 3, null],
  ['vmkping -d -s 1473 10.80.1.1', 0, 'sendto() failed (Message too long)'],
  ['vmkping 10.9.3.3', 3, null],
  ['vmkping -d -s 1472 10.80.9.1', 0, null],
  ['vmkping -d -s 1372 10.80.9.1', 3, null],
  ['vmkping 192.0.2.1', 0, null],
  ['vmkping 10.80.2.7', 0, 'sendto() failed (Host is down)'],
  ['vmkping 10.80.2.6', 0, null],
  ['vmkping -I vmk0 10.80.2.8', 0, null],
  ['vmkping -I vmk1 10.80.2.8', 3, null],
  ['vmkping -I vmk1 -N 10.80.2.1 10.81.0.9', 3, null],
];

describe('vmkping', () => {
  test.each(PINGS)('%s', async (command, received, said) => {
    await withMachine(
      jumbo(),
      async (machine) => {
        const { stdout, status } = await run(machine, command);
        expect(stdout).toContain(`3 packets transmitted, ${received} packets received`);
        expect(status).toBe(received > 0 ? 0 : 1);
        if (said === null) expect(stdout).not.toContain('sendto');
        else expect(stdout).toContain(said);
      },
      { world: world() },
    );
  });

  test('no route at all is said', async () => {
    const state = jumbo();
    state.config.routes = [];
    await withMachine(
      state,
      async (machine) => {
        expect((await run(machine, 'vmkping 192.0.2.1')).stdout).toContain('sendto() failed');
        expect((await run(machine, 'vmkping 10.80.1.1')).status).toBe(0);
      },
      { world: world() },
    );
  });

  test('ARP is seen afterwards, also where ping is not answered', async () => {
    await withMachine(
      jumbo(),
      async (machine) => {
        await run(machine, 'vmkping -c 1 10.80.2.6; vmkping -c 1 10.80.2.7');
        const { stdout } = await run(machine, 'esxcli network ip neighbor list -i vmk1');
        expect(stdout).toMatch(/^10\.80\.2\.6 +00:a0:98:80:02:06 +vmk1/m);
        expect(stdout).toMatch(/^10\.80\.2\.7 +\(incomplete\) +vmk1/m);
      },
      { world: world() },
    );
  });

  test('another stack is chosen by -S and by ++netstack', async () => {
    const state = hostState('8.0.2', {
      gateways: { defaultTcpipStack: '10.80.1.1' },
      vmknics: [
        { ipv4: '10.80.1.21/24', portgroup: 'Management', vlan: 1 },
        { ipv4: '10.80.2.21/24', portgroup: 'vMotion', vlan: 2, netstack: 'vmotion' },
      ],
    });
    await withMachine(
      state,
      async (machine) => {
        expect((await run(machine, 'vmkping -I vmk1 10.80.2.8')).status).toBe(1);
        expect((await run(machine, 'vmkping -I vmk1 -S vmotion 10.80.2.8')).status).toBe(0);
        expect((await run(machine, 'vmkping ++netstack=vmotion 10.80.2.8')).status).toBe(0);
        expect((await run(machine, 'esxcli network diag ping --netstack=vmotion -H 10.80.2.8')).stdout).toContain(
          'Recieved: 3',
        );
      },
      { world: world() },
    );
  });

  test('an uplink without link swallows what its switch sends', async () => {
    const state = jumbo();
    for (const uplink of state.uplinks.slice(2)) uplink.up = false;
    await withMachine(
      state,
      async (machine) => {
        expect(pathOf(machine.state, machine.world, { destination: '10.80.2.8' })?.delivered).toBe(false);
        expect((await run(machine, 'esxcli network ip route ipv4 list')).stdout).toContain('10.80.2.0');
      },
      { world: world() },
    );
  });

  test('classic: ping is the console, vmkping the VMkernel', async () => {
    await withMachine('4.1.0', async (machine) => {
      machine.world.nodes.push({ address: '10.70.20.9', mac: '00:a0:98:70:20:09' });
      expect((await run(machine, 'vmkping 10.70.20.9')).status).toBe(0);
      expect((await run(machine, 'ping -c 2 10.70.16.1')).stdout).toContain('56(84) bytes of data');
    });
  });
});

describe('what a change does to the bot', () => {
  const steal = 'esxcli network ip route ipv4 add -n 10.9.0.0/24 -g 10.80.2.1';
  const giveBack = 'esxcli network ip route ipv4 remove -n 10.9.0.0/24 -g 10.80.2.1';

  test('a route that moves the replies elsewhere silences the session, and only that one', async () => {
    await withMachine(
      jumbo(),
      async (machine) => {
        expect(machine.connected()).toBe(true);
        await run(machine, 'esxcli network ip route ipv4 add -n 10.8.0.0/24 -g 10.80.2.1');
        expect(machine.connected()).toBe(true);
        await run(machine, steal);
        expect(machine.connected()).toBe(false);
        await run(machine, giveBack);
        expect(machine.connected()).toBe(true);
        await run(machine, 'esxcli network firewall ruleset set -r sshServer -e false');
        expect(machine.connected()).toBe(false);
      },
      { world: world() },
    );
  });

  test('the gateway changed, the adapter down', async () => {
    for (const cut of ['esxcfg-route 10.80.1.99', 'esxcli network ip interface set -e false -i vmk0'])
      await withMachine(
        jumbo(),
        async (machine) => {
          await run(machine, cut);
          expect([cut, machine.connected()]).toEqual([cut, false]);
        },
        { world: world() },
      );
  });

  test('over SSH the packets vanish without an end, and the timer brings the session back', async () => {
    await withHost({ state: jumbo(), world: world(), timeScale: 20 }, async (host) => {
      const client = await connect(host);
      let ended = false;
      client.once('close', () => {
        ended = true;
      });
      const cut = exec(
        client,
        `setsid sh -c 'sleep 6; ${giveBack}' </dev/null >/tmp/log 2>&1 & ${steal}; echo applied`,
      );
      expect(await stillWaiting(cut, 150)).toBe(true);
      await expect(connect(host, { readyTimeout: 60 })).rejects.toThrow();
      expect(ended).toBe(false);
      expect((await cut).stdout).toBe('applied\n');
      expect((await exec(client, 'echo back')).stdout).toBe('back\n');
      client.end();
    });
  });

  test('SSH_CONNECTION tells what the host sees', async () => {
    await withHost({ state: jumbo(), world: world() }, async (host) => {
      const client = await connect(host);
      expect((await exec(client, 'echo $SSH_CONNECTION')).stdout).toBe('10.9.0.5 50000 10.80.1.21 22\n');
      expect((await exec(client, 'esxcli network ip connection list')).stdout).toMatch(
        /10\.80\.1\.21:22 +10\.9\.0\.5:50000/,
      );
      client.end();
    });
  });
});
