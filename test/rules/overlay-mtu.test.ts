import { overlayMtu } from '../../src/core/rules/overlay-mtu.ts';
import { host, vmk, vswitch } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const endpoint = (mtu?: number) =>
  vmk('vmk10', '10.95.0.5/24', { netstack: 'vxlan', vswitch: 'dvs-a', ...(mtu === undefined ? {} : { mtu }) });

testRule(overlayMtu, {
  fine: {
    'the minimum': host(endpoint(1600), vswitch('dvs-a', { kind: 'distributed', mtu: 1600 })),
    'more than the minimum': host(endpoint(1700)),
    'no overlay': host(vmk('vmk0', '10.95.0.5/24', { mtu: 1500 })),
    'the agent’s own adapter': host(vmk('vmk50', '169.254.1.1/16', { netstack: 'hyperbus', mtu: 1500 })),
  },
  found: {
    'an endpoint of 1500': [
      host(endpoint(1500)),
      { vmknic: 'vmk10', mtu: 1500, minimum: 1600 },
      { severity: 'error', certainty: 'reported' },
    ],
    'enough for the wire, less than the vendor’s minimum': [host(endpoint(1560)), { mtu: 1560 }, { severity: 'risk' }],
    'its switch': [
      host(endpoint(1600), vswitch('dvs-a', { kind: 'distributed', mtu: 1500 })),
      { vmknic: 'vmk10', vswitch: 'dvs-a', vswitchMtu: 1500 },
      { severity: 'error' },
    ],
  },
  notChecked: { 'its MTU was not shown': [host(endpoint()), ['esxcli network ip interface list']] },
});
