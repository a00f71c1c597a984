import { hostState, router, type World } from '../esxi/index.ts';
import type { Scenario, ScenarioHost } from './scenario.ts';

/** S004: pages are shared between all machines, and beside it only as somebody set it. */
export function pageSharing(): Scenario {
  return {
    name: 'page-sharing',
    story:
      'A host on which every machine shares memory pages with every other, and one with the default and a salt for two.',
    source: 'S004',
    hosts: [
      { ...hostWith('sharing-all', '10.61.2.31', 0), finds: ['page-sharing-salt'], clearOf: ['memory-state'] },
      {
        ...hostWith('sharing-salted', '10.61.2.32', 2),
        finds: [],
        clearOf: ['page-sharing-salt', 'memory-state'],
      },
    ],
  };
}

function hostWith(name: string, address: string, salting: number): Pick<ScenarioHost, 'state' | 'world'> {
  const state = hostState('6.7.0', {
    name,
    gateways: { defaultTcpipStack: '10.61.2.1' },
    vmknics: [{ ipv4: `${address}/24`, portgroup: 'Management Network', tags: ['Management'] }],
  });
  state.config.advanced['/Mem/ShareForceSalting'] = salting;
  for (const [machine, salt] of [
    ['shop-web-1', 'shop'],
    ['shop-web-2', 'shop'],
    ['bank-db', 'bank'],
  ])
    state.logs[`/vmfs/volumes/ds1/${machine}/${machine}.vmx`] = [
      `displayName = "${machine}"`,
      `sched.mem.pshare.salt = "${salt}"`,
    ];
  return { state, world: around(address) };
}

function around(dials: string): World {
  return {
    client: { address: '10.61.200.11', port: 50_211 },
    dials,
    nodes: [router('10.61.2.1', 5)],
    names: {},
    timeServers: {},
  };
}
