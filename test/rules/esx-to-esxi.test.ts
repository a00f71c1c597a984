import { expect, test } from 'vitest';
import { read } from '../../src/core/esxi/read.ts';
import { esxToEsxi } from '../../src/core/rules/esx-to-esxi.ts';
import { judge } from '../../src/core/rules/rule.ts';
import { esxi, host, type Part, portgroup, proof, route, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const esx = esxi('4.1.0', { product: 'ESX' });

function console(address: string, gateway: string | null, more: object = {}): Part {
  const [ipv4, length] = address.split('/');
  const entry = { name: 'vswif0', ipv4: ipv4!, prefixLength: Number(length), portgroup: 'Service Console', ...more };
  const line = { network: '0.0.0.0/0', gateway, interface: 'vswif0' };
  const at = (text: object, command: string, number: number) =>
    Object.fromEntries(Object.entries(proof(text, command)).map(([key, each]) => [key, { ...each, line: number }]));
  return {
    serviceConsole: {
      interfaces: [{ ...entry, evidence: at(entry, 'esxcfg-vswif -l', 90) }],
      routes: gateway === null ? [] : [{ ...line, evidence: at(line, 'route -n', 91) }],
    },
  };
}

function nfs(...servers: readonly string[]): Part {
  return {
    nfs: servers.map((server, i) => {
      const entry = { volume: `vol${i}`, server, share: '/x', accessible: true, mounted: true, version: 3 as const };
      return { ...entry, evidence: proof(entry, 'esxcfg-nas -l') };
    }),
  };
}

/** Management in .50, storage in .60 with a gateway of its own towards a filer behind it. */
const routed: readonly Part[] = [
  esx,
  console('10.50.0.4/24', '10.50.0.1'),
  vmk('vmk0', '10.60.0.4/24'),
  route('10.60.0.0/24', null, 'vmk0'),
  route('default', '10.60.0.1', 'vmk0'),
];

testRule(esxToEsxi, {
  fine: {
    'one gateway for both, subnets apart': host(
      esx,
      console('10.50.0.4/24', '10.60.0.1'),
      vmk('vmk0', '10.60.0.4/24'),
      route('10.60.0.0/24', null, 'vmk0'),
      route('default', '10.60.0.1', 'vmk0'),
      nfs('10.60.0.50'),
    ),
    'a VMkernel gateway in no subnet of an adapter carries nothing now': host(
      esx,
      console('10.50.0.4/24', '10.50.0.1'),
      vmk('vmk0', '10.60.0.4/24'),
      route('10.60.0.0/24', null, 'vmk0'),
      route('default', '10.61.0.1', 'vmk0'),
      nfs(),
    ),
    'ESXi has no console': host(esxi('7.0.3'), vmk('vmk0', '10.60.0.4/24')),
    'a disabled interface of the console': host(
      esx,
      console('10.60.0.5/24', '10.60.0.1', { enabled: false }),
      vmk('vmk0', '10.60.0.4/24'),
      route('10.60.0.0/24', null, 'vmk0'),
      nfs(),
    ),
  },
  found: {
    'a filer behind the gateway that vanishes': [
      host(...routed, nfs('10.90.0.50', '10.60.0.50')),
      {
        gateway: '10.60.0.1',
        replacedBy: '10.50.0.1',
        destinations: [{ address: '10.90.0.50', as: 'NFS', vmknic: 'vmk0' }],
        routes: [{ network: '10.90.0.50/32', gateway: '10.60.0.1' }],
        subnets: [],
        sources: [],
      },
      { severity: 'note', certainty: 'inferred' },
    ],
    'a static route of its own is kept by the upgrade': [
      host(...routed, route('10.90.0.0/24', '10.60.0.1', 'vmk0'), nfs('10.90.0.50')),
      { destinations: [], routes: [], gateway: '10.60.0.1' },
    ],
    'a gateway that nobody is seen to use': [
      host(...routed, nfs()),
      { gateway: '10.60.0.1', destinations: [], routes: [] },
    ],
    'the gateway of the console was not shown, so no route is wanted yet': [
      host(
        esx,
        console('10.50.0.4/24', null),
        vmk('vmk0', '10.60.0.4/24'),
        route('10.60.0.0/24', null, 'vmk0'),
        route('default', '10.60.0.1', 'vmk0'),
        nfs('10.90.0.50'),
      ),
      { gateway: '10.60.0.1', replacedBy: null, routes: [] },
    ],
    'a filer in the subnet of the console': [
      host(
        esx,
        console('10.60.0.5/24', '10.60.0.1'),
        vmk('vmk0', '10.60.0.4/24', { portgroup: 'NFS' }),
        route('10.60.0.0/24', null, 'vmk0'),
        portgroup('Service Console', 0),
        portgroup('NFS', 0, { vswitch: 'vSwitch1' }),
        nfs('10.60.0.50'),
      ),
      {
        gateway: null,
        subnets: [{ subnet: '10.60.0.0/24', console: 'vswif0', vmknic: 'vmk0' }],
        disabled: [],
        sources: [{ address: '10.60.0.50', as: 'NFS', from: '10.60.0.4', to: '10.60.0.5' }],
      },
    ],
    'on one switch the adapter is disabled': [
      host(
        esx,
        console('10.60.0.5/24', '10.60.0.1'),
        vmk('vmk0', '10.60.0.4/24', { portgroup: 'NFS' }),
        portgroup('Service Console', 0),
        portgroup('NFS', 0),
      ),
      { disabled: ['vmk0'], maybeDisabled: [] },
    ],
    'the switches were not shown': [
      host(esx, console('10.60.0.5/24', '10.60.0.1'), vmk('vmk0', '10.60.0.4/24', { portgroup: 'NFS' })),
      { disabled: [], maybeDisabled: ['vmk0'] },
    ],
    'the gateway of the console was not shown': [
      host(
        esx,
        console('10.50.0.4/24', null),
        vmk('vmk0', '10.60.0.4/24'),
        route('default', '10.60.0.1', 'vmk0'),
        nfs('10.90.0.50'),
      ),
      { gateway: '10.60.0.1', replacedBy: null },
    ],
  },
  notChecked: {
    'a classic host whose console was not shown': [host(esx, vmk('vmk0', '10.60.0.4/24')), ['esxcfg-vswif -l']],
  },
});

test('what it still wants is asked for', () => {
  const { whole, needs } = judge(esxToEsxi, host(esx, console('10.50.0.4/24', null), vmk('vmk0', '10.60.0.4/24')));
  expect({ whole, needs }).toEqual({ whole: false, needs: ['esxcfg-route -l', 'route -n', 'esxcfg-nas -l'] });
});

test('each route is told for both generations, and many of them are not told one by one', () => {
  const filers = Array.from({ length: 12 }, (_, i) => `10.90.0.${i + 1}`);
  const [finding] = judge(esxToEsxi, host(...routed, nfs(...filers))).findings;
  expect(finding!.todo).toContain('`esxcfg-route -a 10.90.0.1/32 10.60.0.1`');
  expect(finding!.todo).toContain('`esxcli network ip route ipv4 add --network=10.90.0.1/32 --gateway=10.60.0.1`');
  expect(finding!.problem).toContain('10.90.0.8 (NFS, by vmk0) and 4 more follow 10.50.0.1 instead');
  expect(finding!.facts.routes).toHaveLength(12);
  expect(finding!.todo.length).toBeLessThan(2200);
});

test('damaged lines take nothing with them', () => {
  const { hosts } = read(`[root@esx ~]# vmware -v
VMware ESX 4.1.0 build-348481
[root@esx ~]# esxcfg-vswif -l
Name     Port Group/DVPort   IP Family IP Address  Netmask        Broadcast    Enabled   TYPE
vswif0   Service Console     IPv4      10.60.O.5   255.255.255.0  10.60.0.255  true      STATIC
vswif1   Back
[root@esx ~]# esxcfg-vmknic -l
Interface  Port Group/DVPort   IP Family IP Address   Netmask         Broadcast       MAC Address       MTU     TSO MSS   Enabled Type
vmk0       NFS                 IPv4      10.60.0.4    255.255.255.0   10.60.0.255     00:50:56:41:0c:00 1500    65535     true    STATIC
`);
  const [finding] = judge(esxToEsxi, hosts[0]!).findings;
  expect(finding?.facts).toMatchObject({ subnets: [{ subnet: '10.60.0.0/24' }], maybeDisabled: ['vmk0'] });
});

test('without the gateway of the console it may break, route -n comes first, and no route is typed', () => {
  const state = host(
    esx,
    console('10.50.0.4/24', null),
    vmk('vmk0', '10.60.0.4/24'),
    route('10.60.0.0/24', null, 'vmk0'),
    route('default', '10.60.0.1', 'vmk0'),
    nfs('10.90.0.50'),
  );
  const [{ problem, todo } = { problem: '', todo: '' }] = judge(esxToEsxi, state).findings;
  expect(problem).toMatch(
    /^A migration to ESXi may cut off 10\.90\.0\.50 .* which was not shown and may be the same\.$/,
  );
  expect(problem).not.toContain('breaks');
  expect(todo).toMatch(/^Look at `route -n`/);
  expect(todo).not.toMatch(/esxcfg-route -a|ipv4 add/);
});

test('where no destination is known there is no command with a blank to fill in', () => {
  const [finding] = judge(esxToEsxi, host(...routed, nfs())).findings;
  expect(finding!.todo).not.toContain('NETWORK/LENGTH');
  expect(finding!.todo).toMatch(/^What is reached through 10\.60\.0\.1 .*each needs a static route/);
});

test('an address that moves takes the datastores on it along, and that is said before', () => {
  const state = host(esx, console('10.60.0.5/24', '10.60.0.1'), vmk('vmk0', '10.60.0.4/24'), nfs('10.60.0.50'));
  expect(judge(esxToEsxi, state).findings[0]!.todo).toMatch(
    /cuts off what vmk0 carries, datastores and the machines on them/,
  );
});
