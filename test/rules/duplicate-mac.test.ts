import type { Neighbor } from '../../src/core/esxi/host-state.ts';
import { duplicateMac } from '../../src/core/rules/duplicate-mac.ts';
import { host, type Part, proof, uplink, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const MAC = '00:50:56:6a:17:f2';
function neighbor(address: string, mac: string | null, more: Partial<Neighbor> = {}): Part {
  const entry = { address, mac, netstack: 'defaultTcpipStack', vmknic: 'vmk0', ...more };
  return { neighbors: [{ ...entry, evidence: proof(entry, 'esxcli network ip neighbor list') }] };
}

testRule(duplicateMac, {
  fine: {
    'a MAC each': host(
      vmk('vmk0', '10.90.0.5/24', { mac: MAC }),
      vmk('vmk1', '10.90.1.5/24', { mac: '00:50:56:6a:17:f3' }),
    ),
    'vmk0 with the MAC of its NIC': host(vmk('vmk0', '10.90.0.5/24', { mac: MAC }), uplink('vmnic0', { mac: MAC })),
    'MACs that somebody hid': host(
      vmk('vmk0', '10.90.0.5/24', { mac: '00:50:56:00:00:00' }),
      vmk('vmk1', '10.90.1.5/24', { mac: '00:50:56:00:00:00' }),
    ),
    'MACs that somebody hid by a pattern': host(
      vmk('vmk0', '10.90.0.5/24', { mac: 'aa:bb:cc:dd:ee:ff' }),
      vmk('vmk1', '10.90.1.5/24', { mac: 'aa:bb:cc:dd:ee:ff' }),
    ),
    'a disabled adapter': host(
      vmk('vmk0', '10.90.0.5/24', { mac: MAC }),
      vmk('vmk1', '10.90.1.5/24', { mac: MAC, enabled: false }),
    ),
    'the host’s own address among the neighbours': host(
      vmk('vmk0', '10.90.0.5/24', { mac: MAC }),
      neighbor('10.90.0.5', MAC),
    ),
    'an address that was not shown may be the neighbour’s': host(
      vmk('vmk0', undefined, { mac: MAC }),
      neighbor('10.90.0.5', MAC),
    ),
    'one machine at two addresses': host(
      vmk('vmk0', '10.90.0.5/24', { mac: MAC }),
      neighbor('10.90.0.1', '00:1b:21:6c:8d:14'),
      neighbor('10.90.0.2', '00:1b:21:6c:8d:14'),
    ),
  },
  found: {
    'two adapters': [
      host(vmk('vmk0', '10.90.0.5/24', { mac: MAC }), vmk('vmk1', '10.90.1.5/24', { mac: MAC.toUpperCase() })),
      { mac: MAC, vmknics: ['vmk0', 'vmk1'], neighbors: [] },
      { severity: 'error' },
    ],
    'an adapter and another machine': [
      host(vmk('vmk0', '10.90.0.5/24', { mac: MAC }), neighbor('10.90.0.77', MAC)),
      { mac: MAC, vmknics: ['vmk0'], neighbors: ['10.90.0.77'] },
    ],
  },
});
