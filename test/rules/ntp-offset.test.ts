import { ntpOffset } from '../../src/core/rules/ntp-offset.ts';
import { testRule } from '../support/rules.ts';
import { answering, ntpGet, ntpq, printed, version } from '../support/time.ts';

const at = (offset: number) => printed(version('7.0.3'), ntpGet('10.72.0.123'), ntpq(answering({ offset })));

testRule(ntpOffset, {
  fine: {
    'a tenth of a millisecond': at(-0.122),
    'what ntpd corrects smoothly': at(127),
    'far off, and nobody is followed: that comes first': printed(
      ntpGet('10.72.0.123'),
      ntpq(answering({ mark: ' ', stratum: 16, offset: -360_000 })),
    ),
  },
  found: {
    'half a second behind': [at(512.5), { offsetMs: 512.5, direction: 'behind' }, { severity: 'risk' }],
    'six minutes ahead': [at(-360_000), { offsetMs: -360_000, direction: 'ahead' }, { severity: 'error' }],
    "by the host's own test": [
      printed(version('8.0.2'), ntpGet('10.72.0.123'), [
        'esxcli system ntp test',
        '   Comments: NTP is in sync , Difference from remote clock: -1500.000000 msecs\n   Timeinsync: true',
      ]),
      { offsetMs: -1500 },
    ],
  },
});
