import { contradictoryCapture } from '../../src/core/rules/contradictory-capture.ts';
import { host, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const at = (value: unknown, line: number) => ({
  value,
  evidence: { command: 'esxcfg-vmknic -l', line, text: `vmk0 ${value}` },
});
const differs = (field: string, earlier: unknown, later: unknown) => ({
  contradictions: [{ section: 'vmknics', entry: 'vmk0', field, earlier: at(earlier, 3), later: at(later, 9) }],
});

testRule(contradictoryCapture, {
  fine: { 'one output': host(vmk('vmk0', '10.1.0.5/24')) },
  found: {
    'two values of one adapter are one finding': [
      host(differs('ipv4', '10.1.0.5', null), differs('mtu', 1500, 9000)),
      {
        section: 'vmknics',
        entry: 'vmk0',
        differences: [
          { field: 'ipv4', earlier: '10.1.0.5', later: null },
          { field: 'mtu', earlier: 1500, later: 9000 },
        ],
      },
      { severity: 'risk' },
    ],
  },
});
