import { expect, test } from 'vitest';
import { ntpNotSynchronised } from '../../src/core/rules/ntp-not-synchronised.ts';
import { judgeTime } from '../../src/core/time/judge.ts';
import { testRule } from '../support/rules.ts';
import { answering, ntpGet, ntpq, printed, version } from '../support/time.ts';

const configured = [version('7.0.3'), ntpGet('10.72.0.123')] as const;
const rejected = (more = {}) => ntpq(answering({ mark: ' ', ...more }));

testRule(ntpNotSynchronised, {
  fine: {
    'a star': printed(...configured, ntpq(answering())),
    'a star beside a server at stratum 16': printed(
      ...configured,
      ntpq(answering(), answering({ mark: ' ', remote: '10.72.0.124', stratum: 16 })),
    ),
    'PPS is in use': printed(...configured, ntpq(answering({ mark: 'o' }))),
    'it has just begun to answer': printed(...configured, rejected({ reach: '7' })),
    'a falseticker beside the one in use': printed(
      ...configured,
      ntpq(answering(), answering({ mark: 'x', remote: '10.72.0.124', offset: 800 })),
    ),
    'the host says yes': printed(version('8.0.2'), ntpGet('10.72.0.123', true, { PID: 9, 'Time Synchronized': true })),
  },
  found: {
    'stratum 16': [
      printed(...configured, rejected({ stratum: 16, refid: '.LOCL.' })),
      { reason: 'stratum', servers: ['10.72.0.123'] },
      { severity: 'error', certainty: 'reported' },
    ],
    'a Windows time source, by its dispersion': [
      printed(...configured, rejected(), [
        'ntpq -c rv',
        'stratum=16, precision=-23, rootdelay=31.2, rootdisp=10823.410,',
      ]),
      { reason: 'dispersion' },
      { certainty: 'documented' },
    ],
    'a Windows time source, by the log': [
      printed(...configured, rejected(), [
        'tail /var/log/syslog.log',
        '2026-02-03T22:14:22Z ntpd[2101448]: kernel reports TIME_ERROR: 0x4041: Clock Unsynchronized',
      ]),
      { reason: 'dispersion' },
      { certainty: 'inferred' },
    ],
    'all are falsetickers': [
      printed(
        ...configured,
        ntpq(answering({ mark: 'x' }), answering({ mark: 'x', remote: '10.72.0.124', offset: 90_000 })),
      ),
      { reason: 'disagree' },
      { certainty: 'reported' },
    ],
    'too far off for ntpd': [
      printed(...configured, rejected({ offset: -2_000_000 })),
      { reason: 'offset' },
      { certainty: 'inferred' },
    ],
    'heard and rejected, nobody says why': [
      printed(...configured, rejected()),
      { reason: 'not-told' },
      { certainty: 'inferred' },
    ],
    'the host says no': [
      printed(
        version('8.0.2'),
        ntpGet('10.72.0.123', true, { PID: 9, 'Runtime Seconds': 4000, 'Time Synchronized': false }),
      ),
      { reason: 'not-told', servers: [] },
    ],
  },
  notChecked: {
    'a candidate without one in use: a row may be missing': [
      printed(...configured, ntpq(answering({ mark: '+' }))),
      [],
    ],
  },
});

test('only what KB 443781 tells is told as its own', () => {
  const cited = (...parts: readonly (readonly [string, string])[]) =>
    judgeTime(printed(...configured, ...parts)).cause?.sources;
  expect(cited(rejected(), ['ntpq -c rv', 'stratum=16, rootdelay=31.2, rootdisp=10823.410,'])).toEqual(['KB443781']);
  expect(cited(rejected({ stratum: 16 }))).toEqual([]);
  expect(cited(rejected({ offset: -2_000_000 }))).toEqual([]);
  expect(cited(rejected({ mark: 'x' }))).toEqual([]);
});
