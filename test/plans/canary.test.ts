import { describe, expect, test } from 'vitest';
import { describePlans } from '../../src/core/describe/plans.ts';
import { canaryFirst } from '../../src/core/plans/canary.ts';
import type { Plan } from '../../src/core/plans/plan.ts';
import { ADD, planOf } from '../slack/changes/card-subjects.ts';
import { esxi, host } from '../support/host.ts';

const STATE = host(esxi('6.7.0'));

const unasked = (plan: Plan): Plan => ({
  ...plan,
  checks: plan.checks.map((each) => (each.id === 'C9' ? { ...each, state: 'not-known' } : each)),
});
const plan = (name: string, words = ADD) => planOf(words, name);
const told = (plans: readonly Plan[]) =>
  describePlans(
    plans.map((each) => ({ plan: each, state: STATE, quote: () => [] })),
    [],
  );

describe('which of several hosts is changed first', () => {
  test('none whose router cannot be asked for before one whose can; otherwise as they were named', () => {
    const order = canaryFirst(
      [unasked(plan('old')), plan('b'), unasked(plan('older')), plan('a')],
      (each) => each.checks,
    );
    expect(order.map(({ host }) => host)).toEqual(['b', 'a', 'old', 'older']);
  });
});

describe('the first line about several hosts', () => {
  test('refused on one of them: it says why, and the words for the others are there to be copied', () => {
    const bad = plan('b', 'add 10.9.0.0/16 via 172.16.1.1');
    const { headline, sections } = told([plan('a'), bad, plan('c')]);
    expect(headline.text).toMatch(/refused for b, so none of it is asked for\. .*172\.16\.1\.1/);
    expect(JSON.stringify(sections)).toContain(`"vmkbot fix route a c ${ADD}"`);
    expect(JSON.stringify(told([plan('a'), plan('c')]).sections)).not.toContain('For the others');
  });

  test('refused on each for one reason: it says the reason, once', () => {
    const { headline, sections } = told(['a', 'b', 'c'].map((name) => plan(name, 'add 10.9.0.0/16 via 172.16.1.1')));
    expect(headline.text).toMatch(/ on 3 hosts: refused on each of them\. .*172\.16\.1\.1/);
    expect(headline.text).not.toContain('name the others');
    expect(sections.filter(({ title }) => title?.includes('Why it is refused'))).toEqual([]);
  });

  test('a protected peer that moves is named, with its hosts', () => {
    const moved = ['a', 'b'].map((name) =>
      planOf(ADD, name, { configured: [{ name: 'vcenter', address: '192.168.40.9' }] }),
    );
    expect(told(moved).headline.text).toMatch(/^This moves vcenter on a and b\. Add a route /);
  });
});
