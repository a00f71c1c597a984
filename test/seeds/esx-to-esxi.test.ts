import { expect, test } from 'vitest';
import { at, esx } from './outputs.ts';
import { told } from './told.ts';

const nas = at('esx-old', 'esxcfg-nas -l', 'vol is /vol/vol from 10.90.9.50 mounted available');

/** Management in .1, vMotion in `motion`, NFS in .3 with the VMkernel gateway and a filer behind it. */
const before = (motion: string, gateway: string) =>
  esx(
    'esx-old',
    '4.1.0',
    { ip: '10.90.1.5', gateway },
    [
      { ip: motion, group: 'VMotion' },
      { ip: '10.90.3.5', group: 'NFS' },
    ],
    '10.90.3.1',
    nas,
  );

const MIGRATE = 'we are going to migrate this ESX system to ESXi, what breaks';

test('S003: before its migration a classic host is told what breaks, and which routes to add', async () => {
  const said = await told(MIGRATE, before('10.90.1.105', '10.90.1.1'), {
    premise: 'holds',
    says: /the VMkernel gateway 10\.90\.3\.1 vanishes, and 10\.90\.9\.50 \(NFS, by vmk1\) follows 10\.90\.1\.1 instead; vmk0 shares 10\.90\.1\.0\/24 with vswif0/,
    findings: ['esx-to-esxi'],
    cites: ['S003', 'UPG50'],
  });
  const steps = JSON.stringify(said.steps);
  expect(steps).toContain('esxcli network ip route ipv4 add --network=10.90.9.50/32 --gateway=10.90.3.1');
  expect(steps).toContain('esxcfg-route -a 10.90.9.50/32 10.90.3.1');
  expect(steps).toContain('give vmk0 a subnet of its own');
});

test('S003: whether NFS still works on ESXi is a question of the migration', async () => {
  await told('will my nfs still work on esxi', before('10.90.1.105', '10.90.1.1'), {
    premise: 'holds',
    says: /10\.90\.9\.50 \(NFS, by vmk1\) follows 10\.90\.1\.1 instead/,
    findings: ['esx-to-esxi'],
    cites: ['S003'],
  });
});

test('S003, its twin: subnets apart and one gateway for both stacks, nothing breaks', async () => {
  const twin = before('10.90.2.105', '10.90.3.1')
    .replaceAll('10.90.1.5 ', '10.90.4.5 ')
    .replaceAll('10.90.1.0', '10.90.4.0');
  await told(MIGRATE, twin, { premise: 'does-not-hold', says: /not found here/, clearOf: ['esx-to-esxi'], cites: [] });
});
