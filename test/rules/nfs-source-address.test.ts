import { expect, test } from 'vitest';
import { diagnose } from '../../src/core/rules/diagnose.ts';
import { nfsSourceAddress } from '../../src/core/rules/nfs-source-address.ts';
import { host, proof, route, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';
import { exported, FILER, lost, SHARED } from './nfs-refusals.ts';

const mount = (server: string, accessible: boolean) => {
  const entry = { volume: 'isos', server, share: '/isos', accessible, mounted: accessible, version: 3 as const };
  return { nfs: [{ ...entry, evidence: proof(entry, 'esxcli storage nfs list') }] };
};
const denied = (server: string) => {
  const text = `NFS: 190: NFS mount ${server}:/isos failed: The mount request was denied by the NFS server.`;
  const entry = { time: null, log: 'vmkernel.log', kind: 'nfs-denied', text };
  return { logEvents: [{ ...entry, evidence: proof(entry, 'tail /var/log/vmkernel.log') }] };
};
const said = (kind: string, text: string) => {
  const entry = { time: null, log: 'messages', kind, text };
  return [{ ...entry, evidence: proof(entry, 'cat /var/log/messages') }];
};
const command = said(
  'other',
  'NFS: 149: Command: (mount) Server: (10.4.1.60) IP: (10.4.1.60) Path: (/isos) Label: (a)',
);
const error13 = said('nfs-denied', 'WARNING: NFS: 983: Mount failed with error 13');
const shared = [
  vmk('vmk0', '10.4.1.7/24', { portgroup: 'Management Network' }),
  vmk('vmk1', '10.4.1.8/24', { portgroup: 'NFS' }),
  route('10.4.1.0/24', null, 'vmk0'),
] as const;

testRule(nfsSourceAddress, {
  fine: {
    'both are fine': host(...shared, mount('10.4.1.60', true)),
    'refused by the adapter that is meant': host(
      vmk('vmk0', '10.4.1.7/24', { portgroup: 'Management Network' }),
      vmk('vmk1', '10.4.2.8/24', { portgroup: 'NFS' }),
      route('10.4.1.0/24', null, 'vmk0'),
      route('10.4.2.0/24', null, 'vmk1'),
      mount('10.4.2.60', false),
    ),
    'refused, and there is no other adapter': host(
      vmk('vmk0', '10.4.1.7/24'),
      route('10.4.1.0/24', null, 'vmk0'),
      mount('10.4.1.60', false),
    ),
    'the other adapter is for vMotion, on another subnet': host(
      vmk('vmk0', '10.4.1.7/24'),
      vmk('vmk1', '10.4.2.8/24', { portgroup: 'vMotion' }),
      route('10.4.1.0/24', null, 'vmk0'),
      mount('10.4.1.60', false),
    ),
    'two port groups made for it, and the table picks one': host(
      vmk('vmk1', '10.4.1.7/24', { portgroup: 'NFS-A' }),
      vmk('vmk2', '10.4.2.8/24', { portgroup: 'NFS-B' }),
      route('10.4.1.0/24', null, 'vmk1'),
      route('10.4.2.0/24', null, 'vmk2'),
      mount('10.4.1.60', false),
    ),
    'the export list names the address that the filer sees': host(
      ...SHARED,
      lost(),
      exported('/vol/isos', ['10.4.1.7']),
    ),
    'the export list names neither': host(...SHARED, lost(), exported('/vol/isos', ['10.9.9.9'])),
    'the server is a name': host(...shared, mount('filer.example.net', false)),
  },
  found: {
    'the table picks the management adapter': [
      host(...shared, mount('10.4.1.60', false)),
      {
        service: 'nfs',
        destination: '10.4.1.60',
        volume: 'isos',
        vmknic: 'vmk0',
        sourceAddress: '10.4.1.7',
        vmknics: ['vmk1'],
      },
      { severity: 'error', certainty: 'inferred' },
    ],
    'the export list names the other adapter alone': [
      host(...SHARED, lost(), exported('/vol/isos', ['10.4.1.8'])),
      { destination: FILER, vmknic: 'vmk0', sourceAddress: '10.4.1.7', vmknics: ['vmk1'], exported: true },
      { severity: 'error', certainty: 'documented' },
    ],
    'an error 13 behind the command that names the filer': [
      host(...SHARED, { logEvents: [...command, ...error13] }),
      { destination: '10.4.1.60', vmknic: 'vmk0', exported: false },
    ],
    'the log names the filer': [
      host(...shared, denied('10.4.1.60')),
      { destination: '10.4.1.60', volume: null, vmknic: 'vmk0' },
    ],
    'a routed filer and a port group made for storage': [
      host(
        vmk('vmk0', '10.4.1.7/24', { portgroup: 'Management Network' }),
        vmk('vmk1', '10.4.2.8/24', { portgroup: 'NFS' }),
        route('10.4.1.0/24', null, 'vmk0'),
        route('10.4.2.0/24', null, 'vmk1'),
        route('default', '10.4.1.1', 'vmk0'),
        mount('10.9.0.60', false),
      ),
      { destination: '10.9.0.60', vmknic: 'vmk0', vmknics: ['vmk1'] },
      { severity: 'risk' },
    ],
  },
  notChecked: {
    'a bare line of the log': [host(denied('10.4.1.60')), ['esxcli network ip interface ipv4 get']],
  },
});

test('it follows from a shared subnet only where the mount leaves through it', () => {
  const away = host(
    ...shared,
    vmk('vmk2', '10.4.6.7/24', { portgroup: 'Backup' }),
    route('10.4.6.0/24', null, 'vmk2'),
    route('10.9.0.60/32', '10.4.6.1', 'vmk2'),
    mount('10.9.0.60', false),
  );
  const finding = diagnose(away).findings.find(({ rule }) => rule === 'nfs-source-address');
  expect(finding?.why).toContain('The entry for 10.9.0.60/32 sends it there');
  expect(finding?.todo).toContain('ICMP redirect');
  const within = diagnose(host(...shared, mount('10.4.1.60', false))).findings[0];
  expect(within?.explains.map(({ rule }) => rule)).toContain('nfs-source-address');
});
