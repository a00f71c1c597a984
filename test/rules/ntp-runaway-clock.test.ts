import { expect, test } from 'vitest';
import { ntpRunawayClock } from '../../src/core/rules/ntp-runaway-clock.ts';
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

test('the updates that mend it stand in what to do', () => {
  const { todo } = ntpRunawayClock.explain({ subject: 'time', adjtimeUs: -3e11, affected: true });
  expect(todo).toContain('update the host to 7.0 U3o, 8.0 U1d or 8.0 U2');
  expect(ntpRunawayClock.explain({ subject: 'time', adjtimeUs: -3e11, affected: false }).todo).not.toContain('U3o');
});
