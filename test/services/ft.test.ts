import { expect, test } from 'vitest';
import { ft } from '../../src/core/services/ft.ts';
import { esxi, host, route, vmk } from '../support/host.ts';

const tag = { services: ['ft'], tagsRead: true };
const none = { services: [], tagsRead: true };

test.each(['4.0.0', '5.5.0', '6.0.0', '6.5.0', '7.0.3', '8.0.1'])('alone in its subnet on %s', (version) => {
  const choice = ft.choose(host(esxi(version), vmk('vmk0', '10.4.1.7/24', none), vmk('vmk1', '10.4.2.7/24', tag)));
  expect(choice).toMatchObject({ vmknics: ['vmk1'], decidedBy: 'tag' });
});

test('in a shared subnet sources disagree', () => {
  const state = host(
    vmk('vmk0', '10.4.1.7/24', none),
    vmk('vmk1', '10.4.1.8/24', tag),
    route('10.4.1.0/24', null, 'vmk0'),
  );
  const choice = ft.choose(state);
  expect(choice).toMatchObject({ vmknics: [], certainty: 'unknown' });
  expect(choice.verdict).toContain('sources disagree');
});

test.each([
  ['6.0.0', 0],
  ['6.5.0', 1],
  ['7.0.3', 1],
  ['8.0.1', 0],
])('the guides on a gateway of its own, on %s', (version, times) => {
  const { steps } = ft.choose(host(esxi(version), vmk('vmk0', '10.4.1.7/24', tag)));
  expect(steps.filter(({ text }) => text.includes('guides disagree'))).toHaveLength(times);
});

test('one adapter a host is allowed', () => {
  const choice = ft.choose(host(vmk('vmk1', '10.4.2.7/24', tag), vmk('vmk2', '10.4.3.7/24', tag)));
  expect(choice).toMatchObject({ vmknics: [], certainty: 'unknown' });
});
