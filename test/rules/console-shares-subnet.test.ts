import { consoleSharesSubnet } from '../../src/core/rules/console-shares-subnet.ts';
import { host, type Part, proof, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

function vswif(name: string, address: string, enabled = true): Part {
  const [ipv4, length] = address.split('/');
  const entry = { name, ipv4: ipv4!, prefixLength: Number(length), enabled };
  const evidence = Object.fromEntries(
    Object.entries(proof(entry, 'esxcfg-vswif -l')).map(([key, each]) => [key, { ...each, line: 90 }]),
  );
  return { serviceConsole: { interfaces: [{ ...entry, evidence }], routes: [] } };
}

testRule(consoleSharesSubnet, {
  fine: {
    'subnets apart': host(vswif('vswif0', '10.50.0.4/24'), vmk('vmk0', '10.50.1.5/24')),
    'a disabled console interface': host(vswif('vswif0', '10.50.0.4/24', false), vmk('vmk0', '10.50.0.5/24')),
  },
  found: {
    'one subnet': [
      host(vswif('vswif0', '10.50.0.4/24'), vmk('vmk0', '10.50.0.5/24'), vmk('vmk1', '10.50.1.5/24')),
      { subnet: '10.50.0.0/24', console: ['vswif0'], vmknics: ['vmk0'] },
      { severity: 'note' },
    ],
  },
  notChecked: {
    'no console: not classic ESX, or not captured': [host(vmk('vmk0', '10.50.0.5/24')), ['esxcfg-vswif -l']],
  },
});
