import { expect, test } from 'vitest';
import { json } from '../support/terminal.ts';
import * as host from './stories.ts';
import { found, told } from './told.ts';

const FROM_LAN = 'from the admin network 10.81.40.0/24 I cannot reach the host on 10.81.20.100';

test('S000: an admin network behind a router gets no answer from the second address', async () => {
  const said = await told(FROM_LAN, host.rented(), {
    says: /Replies to 10\.81\.40\.0\/24 leave by vmk0 through the gateway 198\.51\.100\.8, not by vmk1/,
    findings: ['return-path'],
    cites: ['S000'],
  });
  expect(JSON.stringify(said.steps)).toMatch(/A route for 10\.81\.40\.0\/24 through a router in the subnet of vmk1/);
});

test('S000, its twin: with the route back the table is not what stops them', async () => {
  await told(FROM_LAN, host.rented(true), {
    says: /leave by vmk1 .*the host's table is not what stops them/,
    clearOf: ['return-path'],
    cites: [],
  });
});

const BLACK = 'vCenter works but the VM console is black for my client 10.81.40.7';

test('S000: the console is black and the import fails while vCenter works', async () => {
  await told(BLACK, host.rented(), {
    says: /Replies to 10\.81\.40\.7 leave by vmk0 through the gateway 198\.51\.100\.8/,
    findings: ['return-path'],
    cites: ['S000'],
  });
  await told('importing an OVA fails while accessing the host from 10.81.40.7', host.rented(), {
    says: /leave by vmk0/,
    findings: ['return-path'],
    cites: ['S000'],
  });
});

test('S000, its twin: a black console with a way back is nothing of the table', async () => {
  await told(BLACK, host.rented(true), { says: /leave by vmk1/, clearOf: ['return-path'], cites: ['S000'] });
});

test('S000: the route is typed one way up to 5.0 and another from 5.1 on', async () => {
  const plan = async (version: string) => {
    const output = host.rented().replaceAll('6.0.0', version);
    const words = ['fix', 'route', 'add', '10.81.40.0/24', 'via', '10.81.20.1'];
    return JSON.stringify((await json(words, output)).json.commands);
  };
  expect(await plan('5.0.0')).toMatch(/esxcfg-route.*-a.*10\.81\.40\.0\/24.*10\.81\.20\.1/);
  expect(await plan('6.0.0')).toMatch(/esxcli.*route.*add.*10\.81\.40\.0\/24.*10\.81\.20\.1/);
  expect(await plan('6.0.0')).not.toContain('esxcfg-route');
});

const AT_START =
  'Unable to set VMkernel gateway as there are no VMkernel interfaces on the same network, can I ignore it';

test('S001: the VMkernel gateway is in no subnet of an adapter', async () => {
  await told(AT_START, host.oldEsx('10.82.0.254'), {
    premise: 'holds',
    says: /10\.82\.0\.254 is in no subnet of an adapter .*can be ignored where no VMkernel traffic has to be routed/,
    findings: ['gateway-off-subnet'],
    cites: ['S001'],
  });
});

test('S001, its twin: a gateway in the subnet of vmk1 is right', async () => {
  await told(AT_START, host.oldEsx('10.82.2.254'), {
    premise: 'does-not-hold',
    says: /not found here/,
    clearOf: ['gateway-off-subnet'],
    cites: ['S001'],
  });
});

const DENIED =
  "I can't mount my NFS datastore on the new ESXi host, permission denied, and the permissions of the filer are right";

test('S002: a mount is denied on ESXi, because the filer sees the management address', async () => {
  await told(DENIED, host.newEsxi('10.83.4.112'), {
    says: /10\.83\.4\.50 sees this host as 10\.83\.4\.12, the address of vmk0, not as 10\.83\.4\.112 of vmk1/,
    findings: ['nfs-source-address', 'shared-subnet'],
    cites: ['S002'],
  });
});

test('S002, its twin: with NFS in a subnet of its own no shared subnet is blamed', async () => {
  await told(DENIED, host.newEsxi('10.83.5.112'), { says: /10\.83\.4\.50/, clearOf: ['shared-subnet'], cites: [] });
});

test('S002: what works on ESX is what a migration to ESXi breaks', async () => {
  await told('what breaks when I replace this ESX host by ESXi', host.workingEsx('10.83.4.111'), {
    premise: 'holds',
    says: /10\.83\.4\.50 \(NFS\) sees 10\.83\.4\.11 instead of 10\.83\.4\.111/,
    findings: ['esx-to-esxi'],
    cites: ['S002', 'S003'],
  });
});

test('S002, its twin: NFS apart from the console keeps its address', async () => {
  const { json: said } = await json(['check'], host.workingEsx('10.83.5.111'));
  expect(JSON.stringify(said.findings)).not.toContain('sees 10.83.4.11');
});

const PINGS = 'I can ping all vMotion interfaces of the other hosts, but live migrations to this host fail';

test('S002: pings of all vMotion adapters are answered, and migrations fail', async () => {
  const said = await told(PINGS, host.tagged('10.84.1.121'), {
    says: /A ping follows the routing table, not the vMotion tag/,
    findings: ['shared-subnet'],
    cites: ['S002'],
  });
  expect(JSON.stringify(said.steps)).toContain('The table gives 10.84.1.0/24 to vmk0');
});

test('S002, its twin: with vMotion in a subnet of its own the pings leave by its adapter', async () => {
  const said = await told(PINGS, host.tagged('10.84.2.121'), { says: /./, clearOf: ['shared-subnet'], cites: [] });
  expect(JSON.stringify(said.steps)).not.toContain('The table gives');
});

test('S002: echo replies follow the table up to 5.0, and leave as they came from 5.1 on', async () => {
  const service = async (version: string) =>
    JSON.stringify((await json(['service', 'icmp'], host.tagged('10.84.1.121', version))).json);
  expect(await service('5.0.0')).not.toContain('received');
  expect(await service('5.1.0')).toContain('received');
  expect(await service('5.1.0')).toContain('S002');
});

test('S003: several adapters in one subnet', async () => {
  expect((await found(host.tagged('10.84.1.121', '5.1.0'))).get('shared-subnet')).toContain('S003');
});

test('S003, its twin: adapters in subnets of their own', async () => {
  expect([...(await found(host.tagged('10.84.2.121', '5.1.0'))).keys()]).not.toContain('shared-subnet');
});

test('S003: adapters that are bound to iSCSI may share a subnet', async () => {
  await told('vmk1 and vmk2 share a subnet, is that wrong', host.bound(true), {
    says: /that is right here: both are bound to vmhba33/,
    clearOf: ['iscsi-binding'],
    cites: ['S003'],
  });
});

test('S003, its twin: one adapter without a binding voids the exception', async () => {
  expect([...(await found(host.bound(false))).keys()]).toContain('shared-subnet');
});

const DHCP = 'two adapters get their address from the same DHCP server';

test('S003: two adapters by one DHCP server end up in one subnet', async () => {
  await told(DHCP, host.byDhcp(true), {
    premise: 'holds',
    says: /DHCP/,
    findings: ['two-dhcp-adapters'],
    cites: ['S003'],
  });
});

test('S003, its twin: one of them by DHCP', async () => {
  await told(DHCP, host.byDhcp(false), { premise: 'does-not-hold', says: /not found here/, cites: ['S003'] });
});

const MIGRATE = 'what should I take care of when I migrate this ESX system to ESXi';

test('S003: a console that shares a subnet is fine on ESX and breaks on ESXi', async () => {
  await told(MIGRATE, host.workingEsx('10.83.4.111'), {
    says: /vmk0 shares 10\.83\.4\.0\/24 with vswif0/,
    findings: ['esx-to-esxi'],
    cites: ['S003'],
  });
  expect((await found(host.workingEsx('10.83.4.111'))).get('console-shares-subnet')).toContain('S003');
});

test('S003, its twin: a console in a subnet of its own shares nothing', async () => {
  expect([...(await found(host.workingEsx('10.83.5.111'))).keys()]).not.toContain('console-shares-subnet');
});

const SCHEME = 'vMotion started failing after the move to the new IP scheme, is it using the management network';

test('S004: management and vMotion got one range in two VLANs, and vMotion fails', async () => {
  await told(SCHEME, host.newScheme('10.87.4.121'), {
    says: /vmk0 \(VLAN 10\) and vmk1 \(VLAN 20\) have addresses in 10\.87\.4\.0\/24 but are in different VLANs/,
    findings: ['split-vlan-subnet'],
    cites: ['S004'],
  });
});

test('S004, its twin: two VLANs with a subnet each', async () => {
  await told(SCHEME, host.newScheme('10.87.5.121'), { says: /./, clearOf: ['split-vlan-subnet'], cites: [] });
});

const ISCSI = 'why does iSCSI flow over vmk2 although vmk0 is in the same subnet';

test('S004: iSCSI in the same range keeps to its own adapter, for it is bound', async () => {
  await told(ISCSI, host.iscsiBeside(true), {
    premise: 'holds',
    says: /iSCSI leaves by vmk2, which is bound to it; the routing table has no say/,
    cites: ['S004'],
  });
});

test('S004, its twin: whether it is bound was not shown', async () => {
  await told(ISCSI, host.iscsiBeside(false), { premise: 'cannot-tell', says: /does not show whether/, cites: [] });
});

const STORAGE = 'why can the host not reach the iSCSI storage 10.82.77.9';

test('S001: storage in another subnet is cut off by a gateway that no adapter reaches', async () => {
  await told(STORAGE, host.oldEsx('10.82.0.254'), { says: /10\.82\.0\.254/, cites: [] });
  expect((await found(host.oldEsx('10.82.0.254'))).get('gateway-off-subnet')).toContain('S001');
});

test('S001, its twin: a gateway on the subnet of vmk1 carries it', async () => {
  await told(STORAGE, host.oldEsx('10.82.2.254'), { says: /./, clearOf: ['gateway-off-subnet'], cites: [] });
});
