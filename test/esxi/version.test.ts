import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atLeast, compareVersions, isClassic, readVersion, within } from '../../src/core/esxi/version.ts';
import { esxi, host } from '../support/host.ts';

describe('version', () => {
  test('is read as numbers, or refused', () => {
    expect(readVersion('7.0.3')).toEqual([7, 0, 3]);
    expect(readVersion('6.5')).toEqual([6, 5]);
    for (const text of ['', '7.0 U3', '7.0.3-build', 'seven', '7..0', '.7', '1.2.3.4.5']) {
      expect(readVersion(text), text).toBeNull();
    }
  });

  test('is compared as numbers, not as text', () => {
    expect(compareVersions([10, 0], [9, 9])).toBeGreaterThan(0);
    expect(compareVersions([6, 5], [6, 5, 0])).toBe(0);
  });

  test('of any order: comparing is antisymmetric', () => {
    const version = fc.array(fc.nat(20), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(Math.sign(compareVersions(a, b))).toBe(0 - Math.sign(compareVersions(b, a)));
      }),
    );
  });

  test('that is not shown is not known', () => {
    expect(atLeast(host(), '5.1')).toBeUndefined();
    expect(atLeast(host(esxi('5.0.0')), '5.1')).toBe(false);
    expect(atLeast(host(esxi('5.1.0')), '5.1')).toBe(true);
  });

  test('a range holds the updates of its last version', () => {
    expect(within([6, 7, 3], { from: '6.5', to: '6.7' })).toBe(true);
    expect(within([7, 0], { from: '6.5', to: '6.7' })).toBe(false);
    expect(within([6, 0], { from: '6.5' })).toBe(false);
  });

  test('classic ESX is told by its console or its version, not by the name alone', () => {
    expect(isClassic(host({ serviceConsole: { interfaces: [], routes: [] } }))).toBe(true);
    expect(isClassic(host(esxi('4.1.0', { product: 'ESX' })))).toBe(true);
    expect(isClassic(host(esxi('9.0.0', { product: 'ESX' })))).toBe(false);
    expect(isClassic(host(esxi('4.1.0')))).toBe(false);
    expect(isClassic(host())).toBeUndefined();
  });
});
