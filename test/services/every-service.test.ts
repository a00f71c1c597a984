import { describe, expect, test } from 'vitest';
import { services } from '../../src/core/services/index.ts';
import { SERVICES } from '../../src/core/services/service.ts';
import { esxi, host, iscsi, route, vmk } from '../support/host.ts';

const versions = ['3.5.0', '4.1.0', '5.0.0', '5.1.0', '5.5.0', '6.0.0', '6.5.0', '6.7.0', '7.0.3', '8.0.2', '9.0.0'];
const bodies = {
  empty: host(),
  single: host(vmk('vmk0', '10.4.1.7/24')),
  shared: host(vmk('vmk0', '10.4.1.7/24'), vmk('vmk1', '10.4.1.8/24'), route('10.4.1.0/24', null, 'vmk0')),
  tagged: host(
    vmk('vmk0', '10.4.1.7/24', { services: ['management'], tagsRead: true }),
    vmk('vmk1', '10.4.2.7/24', { services: ['vmotion', 'ft', 'vsan', 'replication'], tagsRead: true }),
    route('default', '10.4.1.1', 'vmk0'),
  ),
  stacks: host(
    vmk('vmk0', '10.4.1.7/24'),
    vmk('vmk2', '10.4.3.7/24', { netstack: 'vmotion' }),
    vmk('vmk3', '10.4.4.7/24', { netstack: 'vSphereProvisioning' }),
  ),
  bound: host(vmk('vmk0', '10.4.1.7/24'), vmk('vmk1', '10.4.5.7/24'), iscsi('vmk1')),
  'no addresses': host(vmk('vmk0'), vmk('vmk1', null)),
};
const states = Object.entries(bodies).flatMap(([name, body]) => [
  [name, body] as const,
  ...versions.map((version) => [`${name} ${version}`, { ...body, host: host(esxi(version)).host }] as const),
]);

test('there is one for each name, in one list', () => {
  expect(services.map(({ name }) => name).toSorted()).toEqual([...SERVICES].toSorted());
  expect(new Set(services.flatMap(({ alsoCalled }) => alsoCalled)).size).toBe(
    services.flatMap(({ alsoCalled }) => alsoCalled).length,
  );
});

describe.each(services)('$name', (service) => {
  test('has a source for each version range, and lower-case words', () => {
    for (const { sources, rule } of service.versions) {
      expect(sources.length).toBeGreaterThan(0);
      expect(rule).toMatch(/\.$/);
    }
    for (const word of service.alsoCalled) expect(word).toBe(word.toLowerCase());
  });

  test.each([undefined, '10.4.1.20', '10.4.9.0/24', '10.9.8.7', 'fe80::1', 'not an address'])(
    'answers every host in whole sentences, asked for %s',
    (destination) => {
      for (const [name, state] of states) {
        const choice = service.choose(state, destination);
        for (const text of [choice.verdict, ...choice.steps.map((step) => step.text)]) {
          expect(text, name).toMatch(/^[A-Zv\d].*[.]$/s);
          expect(text, name).not.toMatch(/undefined|null|\[object|!| {2}|\bplease\b|, and ,|by {2}/i);
        }
        const shown = new Set(state.vmknics?.map((nic) => nic.name));
        for (const vmknic of choice.vmknics) expect(shown, name).toContain(vmknic);
        if (choice.certainty === 'unknown') expect(choice.vmknics, name).toEqual([]);
        const held = !choice.steps.some(({ text }) => text.startsWith('Nothing is known here'));
        if (held) expect(choice.sources.length, name).toBeGreaterThan(0);
      }
    },
  );

  test('never claims an adapter of a host of which nothing was read', () => {
    const choice = service.choose(host());
    expect(choice.vmknics).toEqual([]);
    expect(choice.missing.length).toBeGreaterThan(0);
  });
});
