import { expect, test } from 'vitest';
import { contradictoryCapture } from '../../src/core/rules/contradictory-capture.ts';
import { judge } from '../../src/core/rules/rule.ts';
import { host, route, vmk } from '../support/host.ts';
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

const lost = (entry: string) => ({
  contradictions: [{ section: 'routes', entry, field: 'present', earlier: at(true, 3), later: at(false, 9) }],
});

test('a default gateway that changed between two listings is told as one', () => {
  const state = host(route('default', '10.1.0.2', 'vmk0'), lost('defaultTcpipStack 0.0.0.0/0 10.1.0.1 vmk0'));
  expect(judge(contradictoryCapture, state).findings[0]!.problem).toBe(
    'The default gateway is 10.1.0.1 in one listing and 10.1.0.2 in a later one.',
  );
});

test('an entry that only the earlier listing has', () => {
  const state = host(route('default', '10.1.0.2', 'vmk0'), lost('vmotion 10.9.0.0/16 10.1.0.1 vmk0'));
  expect(judge(contradictoryCapture, state).findings[0]!.problem).toBe(
    'The way to 10.9.0.0/16 of the netstack vmotion is 10.1.0.1 in one listing, and a later one has no such entry.',
  );
});
