import { nlbUnicastPolicy } from '../../src/core/rules/nlb-unicast-policy.ts';
import { host, portgroup, proof } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const right = {
  teaming: { active: ['vmnic0'], notifySwitches: false },
  security: { promiscuous: false, macChanges: true, forgedTransmits: true },
};
const asInstalled = { ...right, teaming: { active: ['vmnic0'], notifySwitches: true } };
const cluster = (mac: string) => {
  const entry = { address: '10.83.4.50', mac, netstack: 'defaultTcpipStack', vmknic: 'vmk0' };
  return { neighbors: [{ ...entry, evidence: proof(entry, 'esxcli network ip neighbor list') }] };
};

testRule(nlbUnicastPolicy, {
  fine: {
    'as unicast mode needs it': host(portgroup('Web-NLB', 40, right)),
    'defaults on a port group for others': host(portgroup('VM Network', 0, asInstalled)),
    'three letters of another word': host(portgroup('Enlbridge', 0, asInstalled), portgroup('MANLBOX', 0, asInstalled)),
    'a cluster in multicast mode is seen': host(portgroup('Web-NLB', 40, asInstalled), cluster('03:bf:0a:53:04:32')),
  },
  found: {
    'the host announces the address': [
      host(portgroup('Web-NLB', 40, asInstalled)),
      { portgroup: 'Web-NLB', notify: true, macChanges: false, forgedTransmits: false },
      { severity: 'risk', certainty: 'documented' },
    ],
    'addresses may not change': [
      host(
        portgroup('NLB_prod', 40, {
          ...right,
          security: { promiscuous: false, macChanges: false, forgedTransmits: false },
        }),
      ),
      { notify: false, macChanges: true, forgedTransmits: true },
      { certainty: 'reported' },
    ],
    'a cluster in unicast mode is seen': [
      host(portgroup('nlb 10', 40, asInstalled), cluster('02:bf:0a:53:04:32')),
      { portgroup: 'nlb 10', notify: true },
    ],
    'of one policy only': [
      host(portgroup('Web-NLB', 40, { teaming: asInstalled.teaming })),
      { notify: true, macChanges: null, forgedTransmits: null },
    ],
  },
  notChecked: {
    'policies were not shown': [
      host(portgroup('Web-NLB', 40)),
      ['failover', 'security'].map(
        (policy) => `esxcli network vswitch standard portgroup policy ${policy} get -p "Web-NLB"`,
      ),
    ],
    'no port groups': [host({}), ['esxcli network vswitch standard portgroup list']],
  },
});
