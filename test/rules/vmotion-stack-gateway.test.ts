import { vmotionStackGateway } from '../../src/core/rules/vmotion-stack-gateway.ts';
import { host, proof, route, stack, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const vmk2 = vmk('vmk2', '10.4.3.7/24', { netstack: 'vmotion' });
const listed = route('10.4.3.0/24', null, 'vmk2', { netstack: 'vmotion' });
const ping = (destination: string) => {
  const entry = { destination, vmknic: 'vmk2', netstack: 'vmotion', dontFragment: false, sent: 3, received: 0 };
  const evidence = proof(entry, `vmkping -I vmk2 -S vmotion ${destination}`);
  return { pings: [{ ...entry, error: null, evidence }] };
};

testRule(vmotionStackGateway, {
  fine: {
    'no adapter in it': host(vmk('vmk0', '10.4.1.7/24'), route('10.4.1.0/24', null, 'vmk0')),
    'its peers are on the link': host(vmk2, listed, ping('10.4.3.8')),
    'nobody was seen beyond the link': host(vmk2, listed),
    'it has a gateway': host(vmk2, listed, stack('vmotion', '10.4.3.1'), ping('10.4.7.8')),
    'it has a route there': host(
      vmk2,
      listed,
      route('10.4.7.0/24', '10.4.3.1', 'vmk2', { netstack: 'vmotion' }),
      ping('10.4.7.8'),
    ),
  },
  found: {
    'a peer beyond the link': [
      host(vmk2, listed, ping('10.4.7.8')),
      { netstack: 'vmotion', vmknics: ['vmk2'], gateway: null, destinations: ['10.4.7.8'] },
      { severity: 'error' },
    ],
    'the gateway of the default stack does not count': [
      host(vmk('vmk0', '10.4.1.7/24'), route('default', '10.4.1.1', 'vmk0'), vmk2, listed, ping('10.4.7.8')),
      { destinations: ['10.4.7.8'] },
    ],
  },
  notChecked: {
    'its table was not listed': [
      host(vmk2, ping('10.4.7.8')),
      ['esxcli network ip route ipv4 list --netstack=vmotion'],
    ],
  },
});
