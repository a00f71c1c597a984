import { expect, test } from 'vitest';
import { icmp } from '../../src/core/services/icmp.ts';
import { esxi, host, route, vmk } from '../support/host.ts';

const table = [
  vmk('vmk0', '10.4.1.7/24'),
  vmk('vmk1', '10.4.2.7/24'),
  route('default', '10.4.1.1', 'vmk0'),
  route('10.4.2.0/24', null, 'vmk1'),
] as const;

test.each(['3.5.0', '5.0.0'])('on %s the answer follows the table', (version) => {
  const choice = icmp.choose(host(esxi(version), ...table), '10.9.0.5');
  expect(choice).toMatchObject({ vmknics: ['vmk0'], decidedBy: 'table', certainty: 'documented' });
});

test.each(['5.1.0', '9.0.0'])('on %s the adapter that was pinged answers', (version) => {
  const choice = icmp.choose(host(esxi(version), ...table), '10.9.0.5');
  expect(choice).toMatchObject({ vmknics: [], certainty: 'documented' });
  expect(choice.verdict).toContain('the adapter that received it');
});

test('version not shown: both are told', () => {
  const choice = icmp.choose(host(...table), '10.9.0.5');
  expect(choice).toMatchObject({ vmknics: [], certainty: 'unknown' });
  expect(choice.verdict).toContain('From 5.1 on');
  expect(choice.missing).toContain('vmware -v');
});
