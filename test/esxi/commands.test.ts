import { describe, expect, test } from 'vitest';
import { adapterList, asOn, NETSTACKS, ping, routeList, tagGet } from '../../src/core/esxi/commands.ts';
import { netstackKey } from '../../src/core/esxi/netstacks.ts';
import { esxi, host } from '../support/host.ts';

const classic = host({ host: { classic: true, evidence: {} } });
const older = host(esxi('4.1.0'));
const newer = host(esxi('7.0.3'));

describe('the version decides', () => {
  test('classic ESX is told no esxcli, even where its version is not known', () => {
    expect([routeList(classic), adapterList(classic), ...tagGet(classic, 'vmotion', ['vmk0'])]).toEqual([
      'esxcfg-route -l',
      'esxcfg-vmknic -l',
      'grep -i Migrate/Vmknic /etc/vmware/esx.conf',
    ]);
  });

  test('5.0 has esxcli for adapters but not yet for routes', () => {
    const five = host(esxi('5.0.0'));
    expect([routeList(five), adapterList(five)]).toEqual(['esxcfg-route -l', 'esxcli network ip interface ipv4 get']);
  });

  test('commands written for newer hosts are told as an older host has them, each once', () => {
    const wanted = [
      'esxcli network vswitch standard list',
      'esxcli network vswitch standard portgroup list',
      'esxcli network ip route ipv4 list',
    ];
    expect(asOn(older, wanted)).toEqual(['esxcfg-vswitch -l', 'esxcfg-route -l']);
    expect(asOn(newer, wanted)).toEqual(wanted);
  });

  test('an ESXi host has no Service Console to list', () => {
    expect(asOn(newer, ['esxcfg-vswif -l'])).toEqual([]);
    expect(asOn(classic, ['esxcfg-vswif -l'])).toEqual(['esxcfg-vswif -l']);
  });
});

test.each(['$(reboot)', 'a;reboot', '-x', 'a b', `a${'b'.repeat(63)}`])('%s is put into no command', (key) => {
  expect(routeList(newer, key)).toBe(NETSTACKS);
  expect(adapterList(newer, key)).toBe(NETSTACKS);
  expect(ping(newer, 'vmk1', key, '10.0.0.9')).toEqual([]);
});

test('a stack is named in one spelling', () => {
  expect(routeList(newer, 'vmotion')).toBe('esxcli network ip route ipv4 list --netstack=vmotion');
  expect(ping(newer, 'vmk1', 'vmotion', '10.0.0.9')).toEqual(['vmkping ++netstack=vmotion -I vmk1 10.0.0.9']);
});

test.each([
  ['default', 'defaultTcpipStack'],
  ['Default', 'defaultTcpipStack'],
  ['vMotion', 'vmotion'],
  ['Provisioning', 'vSphereProvisioning'],
  ['constructor', 'constructor'],
  ['Storage', 'Storage'],
])('%s is written %s by the host', (said, key) => {
  expect(netstackKey(said)).toBe(key);
});

test('a stack of the host counts before how ESXi names it', () => {
  expect(netstackKey('STORAGE', ['storage'])).toBe('storage');
});
