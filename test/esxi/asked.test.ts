import { describe, expect, test } from 'vitest';
import { spelt } from '../../src/core/esxi/asked.ts';
import { read } from '../../src/core/esxi/read.ts';

const VERSION = '[root@esx-70:~] vmware -v\nVMware ESXi 7.0.3 build-20328353\n';
const stateOf = (...commands: readonly string[]) =>
  read(`${VERSION}${commands.map((each) => `[root@esx-70:~] ${each}\n`).join('')}`).hosts[0]!;

describe('a listing that prints nothing between two prompts', () => {
  test.each([
    ['nfs', 'esxcli storage nfs list'],
    ['nfs', 'esxcfg-nas -l'],
    ['iscsi', 'esxcli iscsi networkportal list'],
    ['iscsi', 'localcli iscsi networkportal list'],
    ['neighbors', 'esxcli network ip neighbor list'],
    ['neighbors', 'esxcfg-route -n'],
    ['connections', 'esxcli network ip connection list'],
  ] as const)('shows %s to be none: %s', (section, command) => {
    const state = stateOf(command, '');
    expect(state[section]).toEqual([]);
    expect(state.notCaptured).not.toContain(section);
    expect(state.asked).toContain(spelt(command));
  });

  test.each([
    ['the last command, whose end may be cut off', ['esxcli storage nfs list']],
    ['the table of one adapter', ['esxcli network ip neighbor list -i vmk1', '']],
    ['the table of one stack', ['esxcli network ip neighbor list -N vmotion', '']],
    ['a part of the listing', ['esxcli storage nfs list | grep isos', '']],
    ['a listing that never prints nothing', ['esxcli network ip route ipv4 list', '']],
    ['a refusal', ['esxcli storage nfs list\nError: Unknown command or namespace storage nfs list', '']],
  ])('not %s', (_, commands) => {
    const state = stateOf(...commands);
    for (const section of ['nfs', 'neighbors', 'routes'] as const) {
      expect(state[section]).toBeUndefined();
      expect(state.notCaptured).toContain(section);
    }
  });

  test('commands without a prompt are a list of what to run', () => {
    const { hosts } = read('vmware -v\nVMware ESXi 7.0.3 build-20328353\nesxcli storage nfs list\nesxcfg-nics -l\n');
    expect(hosts[0]).not.toHaveProperty('nfs');
    expect(hosts[0]!.asked).toEqual([]);
  });

  test('an earlier listing with rows stays: two moments are a contradiction, not a fact', () => {
    const mount = 'isos is /vol/isos from 10.0.0.5 mounted available';
    expect(stateOf(`esxcfg-nas -l\n${mount}`, 'esxcfg-nas -l', '').nfs).toHaveLength(1);
  });
});

test('a name server that is not there', () => {
  expect(stateOf('esxcli network ip dns server list\n   DNSServers: ', '').dns).toMatchObject({ servers: [] });
});

test('a listing with a line that nobody could read is worth pasting again', () => {
  const torn = 'esxcfg-vmknic -l\nvmk0 torn 10.0.0.999 255.255.255.0';
  expect(stateOf(torn, '').asked).toEqual(['vmware -v']);
});

test.each([
  ['grep -i "Migrate/Vmknic" /etc/vmware/esx.conf', 'grep -i Migrate/Vmknic /etc/vmware/esx.conf'],
  ['esxcli network ip route ipv4 list --netstack=vmotion', 'esxcli network ip route ipv4 list -N vmotion'],
  ['esxcli network ip interface tag get --interface-name vmk1', 'esxcli network ip interface tag get -i vmk1'],
  ['localcli network nic list', 'esxcli network nic list'],
])('%s is spelt %s', (said, one) => {
  expect(spelt(said)).toBe(one);
});

test('time is captured by what tells who sets it, not by the clock', () => {
  expect(stateOf('date -u\nSat Nov 21 08:00:00 UTC 2026', '').notCaptured).toContain('ntp');
  expect(stateOf('cat /etc/ntp.conf\nserver 10.0.0.9', '').notCaptured).not.toContain('ntp');
});
