import { expect, test } from 'vitest';
import { json } from '../support/terminal.ts';

/** Stories as somebody tells them who has pasted nothing yet: what it would be, and which output decides. */
const TOLD: readonly (readonly [words: string, says: RegExp, brings: string, cites: string])[] = [
  [
    'migrating esx 4.1 to esxi what breaks',
    /would be `esx-to-esxi`: .*`esxcfg-vswif -l`, `esxcfg-vmknic -l`\.$/,
    'esxcfg-vswif -l',
    'S003',
  ],
  [
    'unable to set vmkernel gateway error at boot',
    /would be `gateway-off-subnet`: /,
    'esxcli network ip route ipv4 list',
    'S001',
  ],
  [
    'two adapters get their address from the same DHCP server',
    /would be `two-dhcp-adapters`: /,
    'esxcli network ip interface ipv4 get',
    'S003',
  ],
  ['two vmks in same subnet', /would be `shared-subnet`: /, 'esxcli network ip interface ipv4 get', 'S003'],
  [
    'nfs mount permission denied but export is fine',
    /which address it sees, is not known/,
    'esxcli storage nfs list',
    'S002',
  ],
  [
    'vmotion uses managment network',
    /would be its tag there, or a subnet that several adapters share \(`shared-subnet`\)/,
    'esxcli network ip interface tag get -i vmk0',
    'S003',
  ],
  [
    'two vmks in same subnet and vmotion goes over the wrong one',
    /`shared-subnet`/,
    'esxcli network ip interface ipv4 get',
    'S003',
  ],
  [
    'why does iscsi use the wrong adapter',
    /would be its port binding \(`iscsi-binding`\), or without one the routing table/,
    'esxcli iscsi networkportal list',
    'S002',
  ],
  [
    'iscsi array heartbeats fail',
    /would be the routing table, which picked their adapter before 5\.1/,
    'esxcli network ip route ipv4 list',
    'S002',
  ],
  [
    'cant reach esxi on 192.168.20.100 from 192.168.40.0/24',
    /would be `return-path`: .* replies to 192\.168\.40\.0\/24 may leave by another adapter/,
    'esxcli network ip route ipv4 list',
    'S000',
  ],
  ['ntp is off on my hosts', /would be NTP without servers \(`ntp-not-configured`\)/, 'ntpq -pn', 'S004'],
  ['guest clock wrong after vmotion', /a host that is off makes it jump/, 'ntpq -pn', 'S004'],
  [
    'vmware tools time sync unticked but clock jumps',
    /whatever its tick box for synchronisation says/,
    'esxcli system time get',
    'S004',
  ],
  ['esx to esxi upgrade check plz', /would be `esx-to-esxi`: /, 'esxcfg-vswif -l', 'S003'],
  ['will my nfs still work on esxi', /would be `esx-to-esxi`: /, 'esxcfg-vmknic -l', 'S002'],
];

test.each(TOLD)('without any output: %s', async (words, says, brings, cites) => {
  const { exit, json: said } = await json(['why', ...words.split(' ')]);
  expect(exit, JSON.stringify(said)).toBe(0);
  expect(said).toMatchObject({ premise: 'cannot-tell', answer: expect.stringMatching(says) });
  expect(said.missing).toContain(brings);
  expect(said.sources).toContain(cites);
});

test.each([
  'which vmk reaches 10.0.5.9',
  'why does vMotion use vmk0',
  'what if I remove the route to 10.9.0.0/16',
  'is anything wrong with this host',
])('a question of one path, one adapter or the whole host needs it all the same: %s', async (words) => {
  const { exit, json: said } = await json(['why', ...words.split(' ')]);
  expect({ exit, code: said.code }).toEqual({ exit: 2, code: 'no-input' });
});
