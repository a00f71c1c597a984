import { expect, test } from 'vitest';
import type { HostState } from '../../src/core/esxi/host-state.ts';
import { clockSkew } from '../../src/core/rules/clock-skew.ts';
import { diagnose } from '../../src/core/rules/diagnose.ts';
import { testRule } from '../support/rules.ts';
import { ntpGet, printed, timed, version } from '../support/time.ts';

const at = (...aheadMs: readonly number[]): HostState =>
  printed(version('7.0.3'), ...aheadMs.map((ahead, i) => timed({ ahead, after: i * 700 })));

testRule(clockSkew, {
  fine: {
    'nothing tells when it was read': printed(version('7.0.3'), ['date -u', 'Tue Feb  3 22:14:25 UTC 2026']),
    'in time': at(0),
    'a second ahead, or not even that': at(1400),
    'set between two readings': at(0, 90_000),
  },
  found: {
    'six minutes ahead': [at(360_000), { direction: 'ahead' }, { severity: 'error' }],
    'two seconds behind, from several readings': [
      at(-2600, -2600, -2600),
      { direction: 'behind' },
      { severity: 'risk' },
    ],
  },
});

test('what it does to guests stands under it where no server tells how far the host is off', () => {
  const state = printed(version('7.0.3'), ntpGet('', false), timed({ ahead: 360_000 }));
  const { findings } = diagnose(state);
  const skew = findings.find(({ rule }) => rule === 'clock-skew');
  expect(skew?.explains.map(({ rule }) => rule)).toEqual(['guest-time-step']);
  expect(skew?.explains[0]?.problem).toContain('ahead of the machine that the bot runs on');
});
