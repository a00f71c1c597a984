import { hostState, router } from '../esxi/index.ts';
import type { Scenario, ScenarioHost } from './scenario.ts';

const GROUP = 'Web-NLB';

/** S004: NLB in unicast mode on a port group as it was installed, and beside it on one that is set for it. */
export function nlbUnicastPolicy(): Scenario {
  return {
    name: 'nlb-unicast-policy',
    story:
      'Two hosts with a port group for NLB: on one the host announces the shared address of the cluster, on the other not.',
    source: 'S004',
    hosts: [host('nlb-announced', 41, true), host('nlb-quiet', 42, false)],
  };
}

function host(name: string, number: number, notifySwitches: boolean): ScenarioHost {
  const state = hostState('6.7.0', {
    name,
    gateways: { defaultTcpipStack: '10.63.1.1' },
    vmknics: [{ ipv4: `10.63.1.${number}/24`, portgroup: 'Management Network', tags: ['Management'] }],
  });
  const [vswitch] = state.config.vswitches;
  vswitch!.portgroups.push({
    name: GROUP,
    vlan: 40,
    teaming: { ...vswitch!.teaming, notifySwitches },
    security: { promiscuous: false, macChanges: true, forgedTransmits: true },
  });
  return {
    state,
    world: {
      client: { address: '10.63.200.10', port: 50_211 },
      dials: `10.63.1.${number}`,
      nodes: [router('10.63.1.1', 14)],
      names: {},
      timeServers: {},
    },
    finds: notifySwitches ? ['nlb-unicast-policy'] : [],
    clearOf: ['shared-subnet', 'single-uplink', ...(notifySwitches ? [] : ['nlb-unicast-policy'])],
  };
}
