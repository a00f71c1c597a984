import { at, esx, esxi } from './outputs.ts';

/** The output of each older story, and of its twin that only looks like it. */

const BACK = '10.81.40.0     255.255.255.0  10.81.20.1     vmk1       MANUAL';

/** A rented host: a public address with the default gateway, and a leg in the LAN. */
export const rented = (route = false) =>
  esxi(
    'rented',
    '6.0.0',
    [
      { ip: '198.51.100.4', group: 'Management Network' },
      { ip: '10.81.20.100', group: 'LAN' },
    ],
    { gateway: '198.51.100.8', connected: [0, 1], routes: route ? [BACK] : [] },
  );

/** ESX Server 3.5 with the VMkernel gateway given. */
export const oldEsx = (gateway: string) =>
  esx(
    'old35',
    '3.5.0',
    { ip: '10.82.9.5', gateway: '10.82.9.1' },
    [
      { ip: '10.82.1.100', group: 'iSCSI_SAN' },
      { ip: '10.82.2.100', group: 'VMotion' },
    ],
    gateway,
  );

const nas = (name: string, state: string, filer = '10.83.4.50') =>
  at(name, 'esxcfg-nas -l', `ISOs is /vol/isos from ${filer} ${state}`);

/** ESXi 4.1 with management and NFS in one subnet, or the NFS adapter in `ip`. */
export const newEsxi = (ip: string) =>
  esxi(
    'esxi41b',
    '4.1.0',
    [
      { ip: '10.83.4.12', group: 'Management Network' },
      { ip, group: 'NFS' },
    ],
    {
      gateway: '10.83.4.1',
      connected: ip.startsWith('10.83.4.') ? [0] : [0, 1],
      more: nas('esxi41b', 'unmounted unavailable'),
    },
  );

/** ESX 4.1 beside it, where the same mount works; its NFS adapter in `ip`. */
export const workingEsx = (ip: string) =>
  esx(
    'esx41a',
    '4.1.0',
    { ip: '10.83.4.11', gateway: '10.83.4.1' },
    [{ ip, group: 'NFS' }],
    ip.replace(/\d+$/, '1'),
    nas('esx41a', 'mounted available', ip.replace(/\d+$/, '50')),
  );

/** Management and vMotion in one subnet, or vMotion in `ip`. */
export const tagged = (ip: string, version = '5.0.0') =>
  esxi(
    'esxi50',
    version,
    [
      { ip: '10.84.1.21', group: 'Management Network', tags: 'Management' },
      { ip, group: 'vMotion', tags: 'VMotion' },
    ],
    { gateway: '10.84.1.1', connected: ip.startsWith('10.84.1.') ? [0] : [0, 1] },
  );

const binding = (vmknic: string, ip: string) =>
  `vmhba33\n   Adapter: vmhba33\n   Vmknic: ${vmknic}\n   IPv4: ${ip}\n   IPv4 Subnet Mask: 255.255.255.0\n   Compliant Status: compliant\n   Path Status: active\n`;

/** Two adapters of one subnet, bound to software iSCSI, or only the first of them. */
export const bound = (both: boolean) =>
  esxi(
    'esx-bind',
    '5.1.0',
    [
      { ip: '10.85.0.9', group: 'Management Network' },
      { ip: '10.85.3.11', group: 'iSCSI-1' },
      { ip: '10.85.3.12', group: 'iSCSI-2' },
    ],
    {
      gateway: '10.85.0.1',
      connected: [0, 1],
      more: at(
        'esx-bind',
        'esxcli iscsi networkportal list',
        [binding('vmk1', '10.85.3.11'), ...(both ? [binding('vmk2', '10.85.3.12')] : [])].join('\n'),
      ),
    },
  );

/** Two adapters, the second by DHCP too or not. */
export const byDhcp = (both: boolean) =>
  esxi(
    'esx-dhcp',
    '5.0.0',
    [
      { ip: '10.86.1.51', group: 'Management Network', dhcp: true },
      { ip: both ? '10.86.1.52' : '10.86.2.52', group: 'vMotion', dhcp: both },
    ],
    { gateway: '10.86.1.1', connected: both ? [0] : [0, 1] },
  );

/** Management in VLAN 10, vMotion in VLAN 20 at `ip`. */
export const newScheme = (ip: string) =>
  esxi(
    'office1',
    '5.5.0',
    [
      { ip: '10.87.4.21', group: 'Management Network', tags: 'Management', vlan: 10 },
      { ip, group: 'vMotion', tags: 'VMotion', vlan: 20 },
    ],
    { gateway: '10.87.4.1', connected: ip.startsWith('10.87.4.') ? [0] : [0, 1] },
  );

/** iSCSI in the subnet of management and a VLAN of its own, bound or not. */
export const iscsiBeside = (isBound: boolean) =>
  esxi(
    'office2',
    '5.5.0',
    [
      { ip: '10.88.4.21', group: 'Management Network', vlan: 10 },
      { ip: '10.88.5.21', group: 'vMotion', vlan: 20 },
      { ip: '10.88.4.31', group: 'iSCSI', vlan: 30 },
    ],
    {
      gateway: '10.88.4.1',
      connected: [0, 1],
      more: isBound ? at('office2', 'esxcli iscsi networkportal list', binding('vmk2', '10.88.4.31')) : '',
    },
  );
