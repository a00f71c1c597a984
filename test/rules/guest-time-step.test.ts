import { expect, test } from 'vitest';
import { diagnose } from '../../src/core/rules/diagnose.ts';
import { guestTimeStep } from '../../src/core/rules/guest-time-step.ts';
import { judge } from '../../src/core/rules/rule.ts';
import { testRule } from '../support/rules.ts';
import { answering, ntpGet, ntpq, peer, printed, version } from '../support/time.ts';

const at = (offset: number, mark = '*') =>
  printed(version('7.0.3'), ntpGet('10.72.0.123'), ntpq(answering({ mark, offset })));

testRule(guestTimeStep, {
  fine: {
    'in time': at(-0.122),
    'half a second is hardly noticed': at(500),
    'a server that never answered says nothing of the offset': printed(ntpGet('10.72.0.123'), ntpq(peer())),
    'a server at stratum 16 is no measure': printed(
      ntpGet('10.72.0.123'),
      ntpq(answering({ mark: ' ', stratum: 16, offset: -360_000 })),
    ),
  },
  found: {
    'six minutes ahead': [at(-360_000), { offsetMs: -360_000, direction: 'ahead' }, { severity: 'risk' }],
    'behind, seen from a server that is not followed yet': [at(42_000, ' '), { direction: 'behind' }],
  },
});

test('it stands under the offset that it follows from', () => {
  const { findings } = diagnose(at(-360_000));
  const offset = findings.find(({ rule }) => rule === 'ntp-offset');
  expect(offset?.explains.map(({ rule }) => rule)).toEqual(['guest-time-step']);
  expect(offset?.explains[0]?.todo).toContain('time.synchronize.tools.startup');
});

test('a jump back is told of the Tools that the guides tell it of, and forward of none by a service of its own', () => {
  const why = (offset: number) => judge(guestTimeStep, at(offset)).findings[0]!.why;
  expect(why(42_000)).toContain('Tools of 4.1 to 6.0');
  expect(why(42_000)).toContain('unless `time.synchronize.tools.startup.backward` is on');
  expect(why(-42_000)).toContain('in a case that was told');
});
