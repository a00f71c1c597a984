import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/core/rules/diagnose.ts';
import { judge } from '../../src/core/rules/rule.ts';
import { severalHosts, severalHostsRule } from '../../src/core/rules/several-hosts.ts';
import { esxi, host, vmk } from '../support/host.ts';

const named = host(esxi('6.7.0', { name: 'esx-a' }), vmk('vmk0', '10.1.0.5/24'));
const nameless = host(vmk('vmk0', '10.1.0.6/24'));

describe('several-hosts', () => {
  test('fine: one host', () => {
    expect(judge(severalHostsRule, named)).toEqual({ findings: [], whole: true, needs: [] });
    expect(diagnose([named]).findings.map(({ rule }) => rule)).not.toContain('several-hosts');
  });

  test('found: two hosts, by name or number', () => {
    const finding = severalHosts([named, nameless]);
    expect(finding).toMatchObject({ rule: 'several-hosts', severity: 'note', facts: { hosts: ['esx-a', 2] } });
    expect(finding.problem).toBe('This is the output of 2 hosts: esx-a and number 2.');
    expect(finding.evidence.length).toBeGreaterThan(0);
  });

  test('found: a diagnosis of two hosts says so once', () => {
    const { findings } = diagnose([named, nameless]);
    expect(findings.filter(({ rule }) => rule === 'several-hosts')).toHaveLength(1);
  });
});
