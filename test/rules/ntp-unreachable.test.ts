import { expect, test } from 'vitest';
import { diagnose } from '../../src/core/rules/diagnose.ts';
import { ntpUnreachable } from '../../src/core/rules/ntp-unreachable.ts';
import { testRule } from '../support/rules.ts';
import { answering, network, noAssociation, ntpGet, ntpq, OPEN, peer, printed, version } from '../support/time.ts';

const open = [version('7.0.3'), ntpGet('10.72.0.123'), ...OPEN] as const;
const silent = ntpq(peer());
const arp = (mac: string) =>
  [
    'esxcli network ip neighbor list',
    `Neighbor   Mac Address        Vmknic    Expiry  State  Type\n---------  -----------------  ------  --------  -----  -------\n10.72.4.1  ${mac.padEnd(17)}  vmk0    1123 sec         Unknown`,
  ] as const;

testRule(ntpUnreachable, {
  fine: {
    'a server answers': printed(...open, ntpq(answering()), ...network()),
    'one of two answers': printed(...open, ntpq(answering(), peer({ remote: '10.72.0.124' }))),
    'started a minute ago': printed(
      version('8.0.2'),
      ntpGet('10.72.0.123', true, { PID: 9, 'Runtime Seconds': 61 }),
      silent,
    ),
    'a placeholder of a pool hears nobody, its servers do': printed(
      ...open,
      ntpq(peer({ remote: '0.pool.example.', refid: '.POOL.', type: 'p' }), answering()),
    ),
    'no entry leads there in what was captured, and it answers': printed(...open, ntpq(answering()), ...network(null)),
  },
  found: {
    'never answered': [
      printed(...open, silent, ...network()),
      { link: 'reply', reason: 'never-answered', vmknics: ['vmk0'], nextHops: ['10.72.4.1'] },
      { severity: 'error', certainty: 'reported' },
    ],
    'answered once, and lost': [
      printed(...open, ntpq(answering({ mark: ' ', reach: '0', when: '17m' })), ...network()),
      { link: 'reply', reason: 'lost' },
    ],
    'no entry leads there': [printed(...open, silent, ...network(null)), { link: 'route', reason: 'no-route' }],
    'its gateway answers no ARP': [
      printed(...open, silent, ...network(), arp('(incomplete)')),
      { link: 'route', reason: 'next-hop-silent', vmknics: ['vmk0'] },
      { certainty: 'inferred' },
    ],
    'its gateway answers ARP, the server nothing': [
      printed(...open, silent, ...network(), arp('00:50:56:01:02:03')),
      { link: 'reply' },
    ],
    'a daemon without a server although names are configured': [
      printed(version('7.0.3'), ntpGet('ntp.example.net'), ...OPEN, noAssociation),
      { link: 'name', reason: 'no-association' },
      { certainty: 'inferred' },
    ],
    'a pool that gave no server': [
      printed(...open, ntpq(peer({ remote: '0.pool.example.', refid: '.POOL.', type: 'p' })), ...network()),
      { link: 'reply', reason: 'pool-empty' },
    ],
    'the daemon is long enough up': [
      printed(version('8.0.2'), ntpGet('10.72.0.123', true, { PID: 9, 'Runtime Seconds': 1000 }), silent, ...OPEN),
      { link: 'reply', reason: 'never-answered' },
    ],
  },
  notChecked: {
    'a process whose servers were not shown': [
      printed(version('8.0.2'), ntpGet('10.72.0.123', true, { PID: 9 }), ...OPEN),
      ['ntpq -pn'],
    ],
  },
});

test('it stands under the missing gateway that it follows from', () => {
  const found = diagnose(printed(...open, silent, ...network(null))).findings;
  expect(found.map(({ rule }) => rule)).toContain('ntp-unreachable');
});

test('a route that takes the questions off the default gateway is named, with what takes it out', () => {
  const [ip, routes] = network();
  const own = `${routes![1]}\n10.72.0.0    255.255.255.0  10.72.4.9  vmk0       MANUAL`;
  const found = diagnose(printed(...open, silent, ip!, [routes![0], own])).findings.find(
    ({ rule }) => rule === 'ntp-unreachable',
  )!;
  expect(found.why).toContain('10.72.0.0/24 via 10.72.4.9 takes them off the default gateway.');
  expect(found.todo).toContain('`vmkbot fix route remove 10.72.0.0/24` plans to take it out');
  const plain = diagnose(printed(...open, silent, ...network())).findings[0]!;
  expect(`${plain.why}${plain.todo}`).not.toContain('default gateway');
});
