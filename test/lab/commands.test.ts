import { describe, expect, test } from 'vitest';
import { hostState } from '../../src/lab/esxi/index.ts';
import { INVENTED } from '../../src/lab/esxi/invented.ts';
import type { Machine } from '../../src/lab/esxi/machine.ts';
import { run, withMachine } from './support.ts';

const list = async (machine: Machine) => (await run(machine, 'esxcli network ip route ipv4 list')).stdout;

describe('what a version does not have', () => {
  test.each([
    ['5.0.0', 'network ip route ipv4 list'],
    ['5.1.0', 'network ip netstack list'],
    ['6.7.0', 'system ntp get'],
    ['9.0.0', 'system uptime get'],
    ['7.0.3', 'network ip dns server get'],
  ])('%s: esxcli %s', async (version, words) => {
    await withMachine(version, async (machine) => {
      const { stdout, stderr, status } = await run(machine, `esxcli ${words}`);
      expect(stdout + stderr).toContain(`Error: Unknown command or namespace ${words}`);
      expect(status).not.toBe(0);
    });
  });

  test('3.5 has no esxcli, ESXi no vswif and no route', async () => {
    await withMachine('3.5.0', async (machine) => {
      expect((await run(machine, 'esxcli swiscsi nic list -d vmhba40')).status).toBe(127);
    });
    await withMachine('8.0.2', async (machine) => {
      expect((await run(machine, 'esxcfg-vswif -l')).status).toBe(127);
      expect((await run(machine, 'route -n')).status).toBe(127);
    });
  });

  test('5.0 takes no -I for IPv4, and no stack is known on 5.1', async () => {
    await withMachine('5.0.0', async (machine) => {
      expect((await run(machine, 'vmkping -I vmk0 10.70.16.1')).status).not.toBe(0);
    });
    await withMachine('5.1.0', async (machine) => {
      expect((await run(machine, 'vmkping -I vmk0 10.70.16.1')).status).toBe(0);
    });
  });
});

describe('routes', () => {
  test.each(['5.1.0', '6.7.0', '9.0.0'])('%s: esxcli adds and removes without a word', async (version) => {
    await withMachine(version, async (machine) => {
      const route = '--network=10.99.0.0/16 --gateway=10.70.16.254';
      expect(await run(machine, `esxcli network ip route ipv4 add ${route}`)).toEqual({
        stdout: '',
        stderr: '',
        status: 0,
      });
      expect(await list(machine)).toMatch(/^10\.99\.0\.0 +255\.255\.0\.0 +10\.70\.16\.254 +vmk0 +MANUAL$/m);
      expect((await run(machine, `esxcli network ip route ipv4 add ${route}`)).status).not.toBe(0);
      expect((await run(machine, `esxcli network ip route ipv4 remove ${route}`)).stdout).toBe('');
      expect(await list(machine)).not.toContain('10.99.0.0');
      expect((await run(machine, `esxcli network ip route ipv4 remove ${route}`)).status).not.toBe(0);
    });
  });

  test.each(['3.5.0', '4.1.0', '5.0.0', '7.0.3'])('%s: esxcfg-route says what it does', async (version) => {
    await withMachine(version, async (machine) => {
      const gateway = version < '5' ? '10.70.20.254' : '10.70.16.254';
      const added = await run(machine, `esxcfg-route -a 10.99.0.0/16 ${gateway}`);
      expect(added.stdout).toBe('Adding static route 10.99.0.0/16 to VMkernel\n');
      expect((await run(machine, 'esxcfg-route -l')).stdout).toContain('10.99.0.0');
      const deleted = await run(machine, `esxcfg-route -d 10.99.0.0/16 ${gateway}`);
      expect(deleted.stdout).toBe('Deleting static route 10.99.0.0/16 from VMkernel\n');
    });
  });

  test('the mask form works on 4.1 and fails on 7.0', async () => {
    await withMachine('4.1.0', async (machine) => {
      await run(machine, 'esxcfg-route -a 10.99.0.0 255.255.0.0 10.70.20.254');
      expect((await run(machine, 'esxcfg-route -l')).stdout).toContain('10.99.0.0');
    });
    await withMachine('7.0.3', async (machine) => {
      const { stdout } = await run(machine, 'esxcfg-route -a 10.99.0.0 255.255.0.0 10.70.16.254');
      expect(stdout).toContain('Error: Invalid netmask, must be 32 > x > 0');
    });
  });

  test('bare esxcfg-route reads, with an address it writes', async () => {
    await withMachine('7.0.3', async (machine) => {
      expect((await run(machine, 'esxcfg-route')).stdout).toBe('VMkernel default gateway is 10.70.16.1\n');
      await run(machine, 'esxcfg-route 10.70.16.254');
      expect((await run(machine, 'esxcfg-route')).stdout).toBe('VMkernel default gateway is 10.70.16.254\n');
      expect(machine.state.config.routes.filter(({ length }) => length === 0)).toHaveLength(1);
    });
  });

  test('a gateway on no subnet is refused, one of the host itself is not', async () => {
    await withMachine('7.0.3', async (machine) => {
      const add = (gateway: string) => run(machine, `esxcli network ip route ipv4 add -n 10.99.0.0/16 -g ${gateway}`);
      expect((await add('192.0.2.1')).status).not.toBe(0);
      expect((await add('10.70.16.21')).status).toBe(0);
    });
  });

  test('a stack has a table of its own', async () => {
    const state = hostState('8.0.2', {
      vmknics: [
        { ipv4: '10.70.16.21/24', portgroup: 'A' },
        { ipv4: '10.70.20.21/24', portgroup: 'B', netstack: 'vmotion' },
      ],
    });
    await withMachine(state, async (machine) => {
      await run(machine, 'esxcli network ip route ipv4 add -n default -g 10.70.20.1 -N vmotion');
      expect(await list(machine)).not.toContain('default');
      const { stdout } = await run(machine, 'esxcli network ip route ipv4 list -N vmotion');
      expect(stdout).toMatch(/^default +0\.0\.0\.0 +10\.70\.20\.1 +vmk1/m);
      expect((await run(machine, 'esxcli network ip route ipv4 list -N nothing')).status).not.toBe(0);
    });
  });

  test('an adapter taken down takes its routes and redirects along', async () => {
    await withMachine('7.0.3', async (machine) => {
      const redirect = { network: '192.0.2.9', length: 32, gateway: '10.70.16.9', source: 'REDIRECT' };
      machine.state.redirects.push({ netstack: 'defaultTcpipStack', ...redirect });
      expect(await list(machine)).toContain('192.0.2.9');
      await run(machine, 'esxcli network ip interface set -e false -i vmk0');
      expect(await list(machine)).not.toContain('10.70.16');
      await run(machine, 'esxcli network ip interface set -e true -i vmk0');
      expect(await list(machine)).toMatch(/^default/m);
      expect(await list(machine)).not.toContain('192.0.2.9');
    });
  });

  test('an override gateway needs the stack default first', async () => {
    const state = hostState('8.0.2', { vmknics: [{ ipv4: '10.70.16.21/24', portgroup: 'A' }] });
    await withMachine(state, async (machine) => {
      const set = 'esxcli network ip interface ipv4 set -i vmk0 -t static -I 10.70.16.22 -N 255.255.255.0';
      const refused = await run(machine, `${set} -g 10.70.16.9`);
      expect(refused.stdout).toContain(
        "Cannot set an interface gateway when the default gateway for the netstack 'defaultTcpipStack' is not configured.",
      );
      expect((await run(machine, set)).status).toBe(0);
      expect(machine.state.config.vmknics[0]!.ipv4).toBe('10.70.16.22');
    });
  });
});

describe('time', () => {
  const withServer = (machine: Machine) => {
    machine.world.timeServers['10.70.16.5'] = { stratum: 2, refid: '192.0.2.1', offsetMs: 0.5 };
    machine.world.nodes.push({ address: '10.70.16.5', mac: '00:50:56:9a:00:05' });
  };

  test('7.0: set, get, firewall and peers', async () => {
    await withMachine('7.0.3', async (machine) => {
      withServer(machine);
      await run(machine, 'esxcli system ntp set --server=10.70.16.5 --server=10.70.16.6 --enabled=true');
      const { stdout } = await run(machine, 'esxcli system ntp get');
      expect(stdout).toBe('   Enabled: true\n   Loglevel: warning\n   Servers: 10.70.16.5, 10.70.16.6\n');
      expect((await run(machine, 'ntpq -pn')).stdout).toMatch(/^ 10\.70\.16\.5 .*\.INIT\..* 16 /m);
      await run(machine, 'esxcli network firewall ruleset set --ruleset-id=ntpClient --enabled=true');
      expect((await run(machine, 'ntpq -pn')).stdout).toMatch(/^\*10\.70\.16\.5 .* 1 +0\.242/m);
      expect((await run(machine, 'esxcli system ntp test')).stdout).toContain('Timeinsync: true');
    });
  });

  test('an open ruleset with an empty list lets nothing through', async () => {
    await withMachine('7.0.3', async (machine) => {
      withServer(machine);
      await run(machine, 'esxcli system ntp set -s 10.70.16.5 -e 1');
      await run(machine, 'esxcli network firewall ruleset set -r ntpClient -e true -a false');
      const allowed = 'esxcli network firewall ruleset allowedip';
      expect((await run(machine, `${allowed} list --ruleset-id=ntpClient`)).stdout).toMatch(/^ntpClient *$/m);
      expect((await run(machine, 'ntpq -pn')).stdout).toMatch(/^ 10\.70\.16\.5/m);
      await run(machine, `${allowed} add --ip-address=10.70.16.0/24 --ruleset-id=ntpClient`);
      expect((await run(machine, 'ntpq -pn')).stdout).toMatch(/^\*10\.70\.16\.5/m);
    });
  });

  test('a name that does not resolve makes the set fail', async () => {
    await withMachine('7.0.3', async (machine) => {
      machine.state.config.ntp.servers = ['10.70.16.5'];
      expect((await run(machine, 'esxcli system ntp set -s no.such.name')).status).not.toBe(0);
      expect(machine.state.config.ntp.servers).toEqual(['10.70.16.5']);
    });
  });

  test('6.7: the file, chkconfig and the daemon', async () => {
    await withMachine('6.7.0', async (machine) => {
      withServer(machine);
      expect((await run(machine, 'ntpq -pn')).stderr).toContain(INVENTED.ntpqRefused);
      await run(machine, 'echo server 10.70.16.5 >> /etc/ntp.conf; chkconfig ntpd on; /etc/init.d/ntpd restart');
      await run(machine, 'esxcli network firewall ruleset set -r ntpClient -e true');
      expect((await run(machine, 'cat /etc/ntp.conf')).stdout).toMatch(/^server 10\.70\.16\.5$/m);
      expect(machine.state.config.ntp).toMatchObject({ servers: ['10.70.16.5'], enabled: true, running: true });
      expect((await run(machine, 'ntpq -pn')).stdout).toMatch(/^\*10\.70\.16\.5/m);
    });
  });

  test('7.0: an edit of the file changes nothing', async () => {
    await withMachine('7.0.3', async (machine) => {
      await run(machine, 'echo server 10.70.16.5 >> /etc/ntp.conf');
      expect(machine.state.config.ntp.servers).toEqual([]);
    });
  });

  test('a wrong clock shows everywhere', async () => {
    await withMachine('7.0.3', async (machine) => {
      machine.faults.clockMs = 360_000;
      const shown = Number((await run(machine, 'date +%s')).stdout) * 1000;
      expect(Math.abs(shown - Date.now() - 360_000)).toBeLessThan(2000);
      const time = Date.parse((await run(machine, 'esxcli system time get')).stdout.trim());
      expect(Math.abs(time - Date.now() - 360_000)).toBeLessThan(2000);
      expect(Date.parse((await run(machine, 'date -u')).stdout)).toBeGreaterThan(Date.now() + 350_000);
    });
  });
});

test('nothing is changed on a read-only host', async () => {
  await withMachine('7.0.3', async (machine) => {
    machine.faults.readOnly = true;
    for (const command of [
      'esxcli network ip route ipv4 add -n 10.99.0.0/16 -g 10.70.16.1',
      'esxcfg-route -a 10.99.0.0/16 10.70.16.1',
      'esxcli system ntp set -e true',
    ])
      expect((await run(machine, command)).status).not.toBe(0);
    expect(machine.state.config).toEqual(machine.boot);
  });
});

test('tags, time-outs and lockdown are read back', async () => {
  await withMachine('6.7.0', async (machine) => {
    await run(machine, 'esxcli network ip interface tag add -i vmk1 -t Management');
    expect((await run(machine, 'esxcli network ip interface tag get -i vmk1')).stdout).toBe(
      '   Tags: VMotion, Management\n',
    );
    machine.state.config.lockdown = 'normal';
    expect((await run(machine, 'vim-cmd -U dcui vimsvc/auth/lockdown_is_enabled')).stdout).toBe('true\n');
    machine.state.config.advanced['/UserVars/ESXiShellTimeOut'] = 600;
    expect((await run(machine, 'vim-cmd hostsvc/advopt/view UserVars.ESXiShellTimeOut')).stdout).toContain(
      'value = 600',
    );
    expect((await run(machine, 'esxcli system settings advanced list -o /UserVars/ESXiShellTimeOut')).stdout).toContain(
      '   Int Value: 600\n',
    );
  });
});

describe('what is not known is not made to look as if it worked', () => {
  test.each(['5.0.0', '6.7.0'])('%s: the mask form of a route is refused in made-up words', async (version) => {
    await withMachine(version, async (machine) => {
      const { stdout, status } = await run(machine, 'esxcfg-route -a 10.99.0.0 255.255.0.0 10.70.16.254');
      expect([status, stdout]).toEqual([1, `${INVENTED.maskForm}\n`]);
    });
  });

  test.each(['10.99.0.0 255.255.0.0', '10.99.0.0/33', '10.99.0.0/0'])(
    '7.0: %s is refused as is established',
    async (network) => {
      await withMachine('7.0.3', async (machine) => {
        const { stdout } = await run(machine, `esxcfg-route -a ${network} 10.70.16.254`);
        expect(stdout).toBe('Error: Invalid netmask, must be 32 > x > 0\n');
      });
    },
  );

  test.each(['esxcfg-vmknic -d vMotion', 'esxcfg-vswitch -U vmnic0 vSwitch0', 'esxcfg-vmknic'])(
    '%s',
    async (command) => {
      await withMachine('6.7.0', async (machine) => {
        const before = structuredClone(machine.state.config);
        expect(await run(machine, command)).toMatchObject({
          status: 1,
          stdout: expect.stringContaining('not played here'),
        });
        expect(machine.state.config).toEqual(before);
      });
    },
  );
});

test('an adapter is added, addressed and removed', async () => {
  await withMachine('7.0.3', async (machine) => {
    const add = 'esxcli network ip interface add -i vmk5 -p vMotion';
    expect(await run(machine, add)).toMatchObject({ status: 0, stdout: '' });
    expect((await run(machine, add)).status).toBe(1);
    expect((await run(machine, 'esxcli network ip interface add -i vmk6 -p nowhere')).status).toBe(1);
    await run(machine, 'esxcli network ip interface ipv4 set -i vmk5 -t static -I 10.70.50.5 -N 255.255.255.0');
    expect((await run(machine, 'esxcli network ip route ipv4 list')).stdout).toMatch(/10\.70\.50\.0 .* vmk5/);
    expect((await run(machine, 'esxcli network ip interface remove -i vmk5')).status).toBe(0);
    expect((await run(machine, 'esxcfg-vmknic -l')).stdout).not.toContain('vmk5');
  });
});

test('classic ESX: its own kernel name, and a firewall that NTP has to pass', async () => {
  const world = { client: { address: '198.51.100.10', port: 5 }, dials: '10.70.20.21', names: {} };
  const nodes = [{ address: '10.70.20.9', mac: '00:1b:21:00:00:09', vlan: 20 }];
  const timeServers = { '10.70.20.9': { stratum: 2, refid: '203.0.113.9', offsetMs: 0 } };
  await withMachine(
    '4.1.0',
    async (machine) => {
      expect((await run(machine, 'uname -a')).stdout).toMatch(/^Linux (?!.*ESXi)/);
      Object.assign(machine.state.config.ntp, { servers: ['10.70.20.9'], running: true, enabled: true });
      expect((await run(machine, 'ntpq -pn')).stdout).toContain('.INIT.');
      await run(machine, 'esxcfg-firewall --enableService ntpClient');
      expect((await run(machine, 'ntpq -pn')).stdout).toContain('*10.70.20.9');
    },
    { world: { ...world, nodes, timeServers } },
  );
});

test('directories show what is in them', async () => {
  await withMachine('6.7.0', async (machine) => {
    expect((await run(machine, 'ls /etc/vmware')).stdout).toBe('esx.conf\n');
    expect((await run(machine, 'ls /var/log')).stdout).toContain('vmkernel.log');
  });
});
