import { overrideGatewayUnused } from '../../src/core/rules/override-gateway-unused.ts';
import { esxi, host, iscsi, route, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const stacks = [vmk('vmk0', '10.4.1.7/24', { gateway: '10.4.1.1' }), route('default', '10.4.1.1', 'vmk0')] as const;
const own = (more = {}) => vmk('vmk1', '10.4.2.7/24', { gateway: '10.4.2.1', ...more });

testRule(overrideGatewayUnused, {
  fine: {
    'vmk0 prints the gateway of the stack': host(...stacks),
    'every adapter prints the gateway of the stack': host(
      ...stacks,
      vmk('vmk1', '10.4.2.7/24', { gateway: '10.4.1.1' }),
    ),
    'no gateway of its own': host(...stacks, vmk('vmk1', '10.4.2.7/24', { gateway: null })),
    'vMotion names its adapter': host(...stacks, own({ services: ['vmotion'] })),
    'bound iSCSI names its adapter': host(...stacks, own(), iscsi('vmk1')),
    'vSAN from 7.0 on': host(esxi('7.0.3'), ...stacks, own({ services: ['vsan'] })),
    'a static route goes the same way': host(...stacks, own(), route('10.9.0.0/16', '10.4.2.1', 'vmk1')),
    'on Fault Tolerance the guides disagree': host(...stacks, own({ services: ['ft'] })),
  },
  found: {
    'services not known': [
      host(...stacks, own()),
      { netstack: 'defaultTcpipStack', vmknic: 'vmk1', gateway: '10.4.2.1', stackGateway: '10.4.1.1', service: null },
      { severity: 'note' },
    ],
    'vSAN before 7.0': [
      host(esxi('6.7.0'), ...stacks, own({ services: ['vsan'] })),
      { vmknic: 'vmk1', service: 'vsan' },
      { severity: 'risk', certainty: 'reported' },
    ],
    'management answers by the table': [
      host(esxi('7.0.3'), ...stacks, own({ services: ['management'] })),
      { service: 'management' },
      { severity: 'risk' },
    ],
  },
  notChecked: {
    'the gateway of the stack is not known': [host(own()), ['esxcli network ip route ipv4 list']],
  },
});
