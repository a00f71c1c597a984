import { expect, test } from 'vitest';
import { diagnose } from '../../src/core/rules/diagnose.ts';
import { ntpRunawayClock } from '../../src/core/rules/ntp-runaway-clock.ts';
import { headline } from '../../src/core/time/headline.ts';
import { judgeTime } from '../../src/core/time/judge.ts';
import { testRule } from '../support/rules.ts';
import { answering, clockData, ntpGet, ntpq, peer, printed, version } from '../support/time.ts';

const AWAY = -281_474_976_710;
const lost = [ntpGet('10.72.0.123'), ntpq(peer())] as const;

testRule(ntpRunawayClock, {
  fine: {
    'nothing is left to correct': printed(version('7.0.3', '20328353'), ...lost, clockData(0)),
    'a small correction backwards': printed(version('7.0.3', '20328353'), ...lost, clockData(-4_000_000)),
    'a mended build without its data': printed(version('7.0.3', '22348816'), ...lost),
    'a build with the fault that is in time': printed(
      version('8.0.1', '21813344'),
      ntpGet('10.72.0.123'),
      ntpq(answering()),
    ),
    'another version without its data': printed(version('6.7.0'), ...lost),
  },
  found: {
    'on 7.0 U3 before o': [
      printed(version('7.0.3', '20328353'), ...lost, clockData(AWAY)),
      { adjtimeUs: AWAY, affected: true },
      { severity: 'error', certainty: 'documented' },
    ],
    'on 8.0': [printed(version('8.0.0', '20513097'), clockData(AWAY)), { affected: true }],
    'on a mended build': [
      printed(version('8.0.2', '22380479'), clockData(AWAY)),
      { affected: false },
      { certainty: 'inferred' },
    ],
    'where the build is not shown': [printed(clockData(AWAY)), { affected: null }],
  },
  notChecked: {
    'a build with the fault that lost its server': [
      printed(version('7.0.3', '20328353'), ...lost),
      ['vsish -e get /system/ntpclock/clockData'],
    ],
  },
});

test.each([
  [
    '7.0.3',
    '20328353',
    /^.* `vsish -e set \S+ 1`\. Update the host to 7\.0 U3o or later: KB 312016 names .*\(22348816 of/,
  ],
  ['8.0.1', '21813344', /Update the host to 8\.0 U1d, 8\.0 U2 or later: .*\(23299997 of 8\.0 U1d\) I have no document/],
  ['8.0.2', '22380479', /`vsish -e set \S+ 1`\.$/],
])('on %s: the updates that mend it stand in what to do, and which of it is documented', (release, build, said) => {
  const state = printed(version(release, build), ...lost, clockData(AWAY));
  const [finding] = diagnose(state).findings.filter(({ rule }) => rule === 'ntp-runaway-clock');
  expect(finding?.todo).toMatch(said);
});

test('a clock that runs away is one cause, with how far it is off, and the first line names what mends it', () => {
  const off = ntpq(answering({ offset: -5400 }));
  const state = printed(version('7.0.3', '20328353'), ntpGet('10.72.0.123'), off, clockData(AWAY));
  const judged = judgeTime(state);
  expect(judged.cause).toMatchObject({ link: 'offset', reason: 'runaway', certainty: 'documented' });
  expect(headline(judged)).toBe(
    'The clock runs away: the kernel means to correct it by -281475 s, and the host is 5.4 s ahead of its server. ESXi 7.0 U3o or later mends it.',
  );
  const rules = diagnose(state).findings.map(({ rule }) => rule);
  expect(rules).toContain('ntp-runaway-clock');
  expect(rules).not.toContain('ntp-offset');
});
