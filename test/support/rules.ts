import { describe, expect, test } from 'vitest';
import type { HostState } from '../../src/core/esxi/host-state.ts';
import type { Certainty } from '../../src/core/evidence.ts';
import { type Facts, type Finding, judge, type Rule, type Severity } from '../../src/core/rules/rule.ts';

/** What a finding must at least have: its facts, and where they matter its severity and certainty. */
type Expected = readonly [HostState, Facts, { readonly severity?: Severity; readonly certainty?: Certainty }?];

interface Cases {
  /** States in which the rule is checked whole and silent. */
  readonly fine: Readonly<Record<string, HostState>>;
  /** A state, the facts of one of its findings (further keys are allowed), and how grave it is. */
  readonly found: Readonly<Record<string, Expected>>;
  /** States that lack something, with the commands that the rule then asks for. */
  readonly notChecked?: Readonly<Record<string, readonly [HostState, readonly string[]]>>;
}

/** A rule's test is two lists of states: where it must be silent, and where it must speak. */
export function testRule(rule: Rule, { fine, found, notChecked = {} }: Cases): void {
  describe(rule.id, () => {
    test.each(Object.entries(fine))('fine: %s', (_, state) => {
      expect(judge(rule, state)).toEqual({ findings: [], whole: true, needs: [] });
    });

    test.each(Object.entries(found))('found: %s', (_, [state, facts, more = {}]) => {
      const { findings } = judge(rule, state);
      for (const finding of findings) tellsAnOperator(finding);
      expect(findings).toContainEqual(expect.objectContaining({ ...more, facts: expect.objectContaining(facts) }));
    });

    test.each(Object.entries(notChecked))('not checked: %s', (_, [state, commands]) => {
      expect(judge(rule, state)).toEqual({ findings: [], whole: false, needs: commands });
    });

    test('has a source and is found in at least one state, silent in another', () => {
      expect(rule.sources.length).toBeGreaterThan(0);
      expect(Object.keys(fine).length * Object.keys(found).length).toBeGreaterThan(0);
    });
  });
}

/** Three plain sentences, lines to check them by, and facts that survive JSON. */
function tellsAnOperator({ problem, why, todo, evidence, facts, rule }: Finding): void {
  for (const sentence of [problem, why, todo]) {
    expect(sentence, rule).toMatch(/[.)]$/);
    expect(sentence, rule).not.toMatch(/undefined|null|\bNaN\b|\[object|!|\bplease\b| {2}/i);
  }
  expect(evidence.length, `${rule} shows no line`).toBeGreaterThan(0);
  expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
}
