import { returnPath } from '../../src/core/rules/return-path.ts';
import { host, iscsi, proof, route, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const hosted = [
  vmk('vmk0', '203.0.113.4/28'),
  route('default', '203.0.113.8', 'vmk0'),
  route('203.0.113.0/28', null, 'vmk0'),
  route('10.77.20.0/24', null, 'vmk1'),
] as const;
const vmk1 = (more = {}) => vmk('vmk1', '10.77.20.100/24', more);
const inside = [
  vmk('vmk0', '10.4.1.7/24'),
  vmk1(),
  route('default', '10.4.1.1', 'vmk0'),
  route('10.4.1.0/24', null, 'vmk0'),
  route('10.77.20.0/24', null, 'vmk1'),
] as const;
const connection = (state: string, foreign: string) => {
  const entry = { protocol: 'tcp', local: '10.77.20.100:443', foreign, state };
  return { connections: [{ ...entry, evidence: proof(entry, 'esxcli network ip connection list') }] };
};
const ping = (destination: string, received: number) => {
  const entry = { destination, vmknic: 'vmk1', dontFragment: false, sent: 3, received };
  return { pings: [{ ...entry, error: null, evidence: proof(entry, `vmkping -I vmk1 ${destination}`) }] };
};

testRule(returnPath, {
  fine: {
    'one adapter': host(vmk('vmk0', '203.0.113.4/28'), route('default', '203.0.113.8', 'vmk0')),
    'storage behind a private gateway': host(...inside),
    'clients are routed back': host(...hosted, vmk1(), route('10.77.40.0/24', '10.77.20.1', 'vmk1')),
    'an adapter for vMotion': host(...hosted, vmk1({ services: ['vmotion'], tagsRead: true })),
    'bound iSCSI': host(...hosted, vmk1(), iscsi('vmk1')),
    'another stack': host(...hosted.slice(0, 3), vmk1({ netstack: 'vmotion' })),
    'a public address on both': host(...hosted.slice(0, 3), vmk('vmk1', '198.51.100.9/24')),
    'a connection that is established': host(...inside, connection('ESTABLISHED', '10.77.40.7:51000')),
    'a client on the link': host(...inside, connection('SYN_RCVD', '10.77.20.7:51000')),
    'a ping that is answered': host(...inside, ping('10.77.40.7', 3)),
  },
  found: {
    'a private address beside a public gateway': [
      host(...hosted, vmk1()),
      {
        netstack: 'defaultTcpipStack',
        vmknic: 'vmk1',
        sourceAddress: '10.77.20.100',
        subnet: '10.77.20.0/24',
        leavesBy: 'vmk0',
        gateway: '203.0.113.8',
        destination: null,
        reason: 'public-gateway',
      },
      { severity: 'risk', certainty: 'inferred' },
    ],
    'the same where the port group sounds like storage': [
      host(...hosted, vmk1({ portgroup: 'iSCSI-A' })),
      { vmknic: 'vmk1', reason: 'public-gateway' },
      { severity: 'note' },
    ],
    'a client that dialled and got no answer': [
      host(...inside, connection('SYN_RCVD', '10.77.40.7:51000')),
      { vmknic: 'vmk1', leavesBy: 'vmk0', gateway: '10.4.1.1', destination: '10.77.40.7', reason: 'half-open' },
      { severity: 'risk' },
    ],
    'a ping from the adapter that nobody answers': [
      host(...inside, ping('10.77.40.7', 0)),
      { vmknic: 'vmk1', leavesBy: 'vmk0', destination: '10.77.40.7', reason: 'silent-ping' },
    ],
    'two adapters for management': [
      host(
        vmk('vmk0', '10.4.1.7/24', { services: ['management'] }),
        vmk1({ services: ['management'] }),
        route('default', '10.4.1.1', 'vmk0'),
      ),
      { vmknic: 'vmk1', reason: 'two-managed' },
      { severity: 'note' },
    ],
  },
  notChecked: {
    'no table': [host(vmk('vmk0', '203.0.113.4/28'), vmk1()), ['esxcli network ip route ipv4 list']],
  },
});
