import { hostState, router, type World } from '../esxi/index.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import type { Scenario, ScenarioHost } from './scenario.ts';

const FILER = '10.66.8.50';

/** S002: the same export mounts on ESX and is denied on ESXi, because the filer sees another address. */
export function nfsDenied(): Scenario {
  return {
    name: 'nfs-denied',
    story: 'An NFS mount that works on ESX 4.1 is denied on ESXi 4.1 beside it: the filer sees vmk0 instead of vmk1.',
    source: 'S002',
    hosts: [denied(), working()],
  };
}

function denied(): ScenarioHost {
  const state = hostState('4.1.0', {
    name: 'esxi41',
    product: 'ESXi',
    gateways: { defaultTcpipStack: '10.66.8.1' },
    vmknics: [
      { ipv4: '10.66.8.12/24', portgroup: 'Management Network', tags: ['Management'] },
      { ipv4: '10.66.8.112/24', portgroup: 'NFS', vswitch: 'vSwitch1' },
    ],
    config: {
      nfs: [{ volume: 'ISOs', server: FILER, share: '/vol/isos', accessible: false, mounted: false, version: 3 }],
    },
  });
  state.neighbors.push(
    { address: FILER, mac: '00:a0:98:66:08:50', vmknic: 'vmk0', netstack: DEFAULT_STACK, expirySeconds: 1022 },
    { address: '10.66.8.1', mac: '00:1b:78:51:01:04', vmknic: 'vmk0', netstack: DEFAULT_STACK, expirySeconds: 1187 },
  );
  state.logs['/var/log/messages'] = [
    `Feb 12 09:14:31 vmkernel: 0:05:12:40.338 cpu3:4812)NFS: 149: Command: (mount) Server: (${FILER}) IP: (${FILER}) Path: (/vol/isos) Label: (ISOs) Options: (None)`,
    `Feb 12 09:14:31 vmkernel: 0:05:12:40.447 cpu3:4812)NFS: 190: NFS mount ${FILER}:/vol/isos failed: The mount request was denied by the NFS server. Check that the export exists and that the client is permitted to mount it.`,
  ];
  return {
    state,
    world: around('10.66.8.12'),
    finds: ['shared-subnet', 'nfs-source-address'],
    clearOf: ['gateway-off-subnet', 'console-shares-subnet'],
  };
}

function working(): ScenarioHost {
  const state = hostState('4.1.0', {
    name: 'esx41',
    product: 'ESX',
    console: { ipv4: '10.66.8.11/24', gateway: '10.66.8.1' },
    gateways: { defaultTcpipStack: '10.66.8.1' },
    vmknics: [{ ipv4: '10.66.8.111/24', portgroup: 'NFS', vswitch: 'vSwitch1' }],
    config: {
      nfs: [{ volume: 'ISOs', server: FILER, share: '/vol/isos', accessible: true, mounted: true, version: 3 }],
    },
  });
  return {
    state,
    world: around('10.66.8.11'),
    finds: ['console-shares-subnet', 'esx-to-esxi'],
    clearOf: ['shared-subnet', 'nfs-source-address', 'gateway-off-subnet'],
  };
}

function around(dials: string): World {
  return {
    client: { address: '10.66.200.10', port: 50_211 },
    dials,
    nodes: [router('10.66.8.1', 4), { address: FILER, mac: '00:a0:98:66:08:50' }],
    names: {},
    timeServers: {},
  };
}
