import { describe, expect, test } from 'vitest';
import type { HostState } from '../../src/core/esxi/host-state.ts';
import { headline } from '../../src/core/time/headline.ts';
import { judgeTime } from '../../src/core/time/judge.ts';
import {
  answering,
  clockData,
  network,
  noAssociation,
  ntpConf,
  ntpGet,
  ntpq,
  OPEN,
  peer,
  printed,
  refused,
  ruleset,
  version,
} from '../support/time.ts';

const asked = [version('7.0.3', '22348816'), ntpGet('10.72.0.123')] as const;
const more = (keys: Readonly<Record<string, unknown>>) =>
  [version('8.0.2', '22380479'), ntpGet('10.72.0.123', true, keys)] as const;

/** A host, what its time has come to, the link that is the cause, and whether it is in time. */
const STATES: Readonly<Record<string, readonly [HostState, string, string | null, boolean | 'unknown']>> = {
  'never configured': [printed(ntpGet('', false)), 'not-configured', 'configured', false],
  'configured and nothing else': [printed(...asked), 'unknown', null, 'unknown'],
  'on at boot and nothing else': [
    printed(ntpConf('10.72.0.123'), ['chkconfig --list ntpd', 'ntpd   on']),
    'unknown',
    null,
    'unknown',
  ],
  stopped: [printed(...asked, refused), 'stopped', 'running', false],
  'stopped and closed: the first counts': [printed(...asked, refused, ruleset(false)), 'stopped', 'running', false],
  'closed and silent: the first counts': [
    printed(...asked, ntpq(peer()), ruleset(false)),
    'blocked',
    'firewall',
    false,
  ],
  'no way and silent: the first counts': [
    printed(...asked, ntpq(peer()), ...OPEN, ...network(null)),
    'unreachable',
    'route',
    false,
  ],
  silent: [printed(...asked, ntpq(peer()), ...OPEN, ...network()), 'unreachable', 'reply', false],
  'no association': [printed(version('7.0.3'), ntpGet('ntp.example.net'), noAssociation), 'unreachable', 'name', false],
  'just started': [printed(...more({ PID: 9, 'Runtime Seconds': 40 }), ntpq(peer())), 'starting', 'reply', false],
  'the first answers': [printed(...asked, ntpq(answering({ mark: ' ', reach: '3' }))), 'starting', 'selected', false],
  rejected: [printed(...asked, ntpq(answering({ mark: ' ' }))), 'rejected', 'selected', false],
  'answers that once were missed are no start': [
    printed(...asked, ntpq(answering({ mark: ' ', reach: '375' }))),
    'rejected',
    'selected',
    false,
  ],
  synchronised: [printed(...asked, ntpq(answering())), 'synchronised', null, true],
  'synchronised by its own word': [printed(...more({ 'Time Synchronized': true })), 'synchronised', null, true],
  'not by its own word': [printed(...more({ 'Time Synchronized': false })), 'unknown', 'selected', false],
  'a star that the host denies': [
    printed(...more({ 'Time Synchronized': false }), ntpq(answering())),
    'unknown',
    null,
    'unknown',
  ],
  'a star without its first answer is none': [
    printed(...asked, ntpq(answering({ reach: '0' })), ...OPEN, ...network()),
    'unreachable',
    'reply',
    false,
  ],
  'candidates alone: a row is missing': [printed(...asked, ntpq(answering({ mark: '+' }))), 'unknown', null, 'unknown'],
  'marks that were lost': [
    printed(...asked, [
      'ntpq -p',
      'remote refid st t when poll reach delay offset jitter\nxenon.example.n 10.0.0.1 2 u 3 64 377 0.2 0.1 0.1',
    ]),
    'unknown',
    null,
    'unknown',
  ],
  off: [printed(...asked, ntpq(answering({ offset: 4000 }))), 'off', 'offset', true],
  'it runs away and was seen in time': [
    printed(...asked, ntpq(answering()), clockData(-281_474_976_710)),
    'runaway',
    null,
    true,
  ],
  'PTP sets it': [
    printed(...more({ 'Service Providing Kernel Time': 'Precision Time Protocol' })),
    'other-source',
    null,
    'unknown',
  ],
  'NTP stands in for PTP': [
    printed(...asked, ntpq(answering()), ['esxcli system ptp get', '   Enabled: true\n   In Fallback State: true']),
    'synchronised',
    null,
    true,
  ],
  'nothing of time': [printed(version('7.0.3')), 'unknown', null, 'unknown'],
};

describe.each(Object.entries(STATES))('%s', (_, [host, state, cause, synchronised]) => {
  const judgement = judgeTime(host);

  test('is judged', () => {
    expect([judgement.state, judgement.cause?.link ?? null, judgement.synchronised]).toEqual([
      state,
      cause,
      synchronised,
    ]);
  });

  test('is told in plain words, and every claim but what is not known rests on a line or on the product', () => {
    expect(headline(judgement)).toMatch(/^[A-Z].*\.$/);
    expect(headline(judgement)).not.toMatch(/undefined|null|NaN|!| {2}/);
    for (const { text, state: is, evidence, missing, link } of judgement.links) {
      expect(text, link).toMatch(/\.$/);
      if (is === 'not-known') continue;
      expect(missing, link).toEqual([]);
      if (is === 'broken' || is === 'starting') expect(evidence.length, link).toBeGreaterThan(0);
    }
  });
});

test('the way to the server is looked up and names the adapter', () => {
  const { ways, links } = judgeTime(printed(...asked, ntpq(answering()), ...network()));
  expect(ways).toEqual([{ server: '10.72.0.123', outcome: 'via-gateway', vmknic: 'vmk0', nextHop: '10.72.4.1' }]);
  expect(links.find(({ link }) => link === 'route')?.text).toContain('10.72.0.123 is asked from vmk0 via 10.72.4.1.');
});

test('a name that looks like the public pool and is not is told', () => {
  const { links } = judgeTime(printed(ntpGet('0.nl.pool.org, 1.nl.pool.org')));
  expect(links.find(({ link }) => link === 'name')?.text).toContain('are not in `pool.ntp.org`');
  const right = judgeTime(printed(ntpGet('0.nl.pool.ntp.org'))).links.find(({ link }) => link === 'name')?.text;
  expect(right).not.toContain('are not in');
});

test('what is not captured is asked for as the version has it', () => {
  const missing = (number: string) => judgeTime(printed(version(number))).links.flatMap((each) => each.missing);
  expect(missing('8.0.2')).toContain('esxcli system ntp get');
  expect(missing('6.7.0')).toContain('cat /etc/ntp.conf');
  expect(missing('4.1.0')).not.toContain('ntpq -pn');
});
