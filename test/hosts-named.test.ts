import { describe, expect, test } from 'vitest';
import { parse, split } from '../src/command.ts';
import { hostLike, hostOf, hostsNamed } from '../src/hosts-named.ts';

const NAMES = ['esx-07', 'esx-provider', 'Lab1'];
const VERBS = ['why', 'check', 'route', 'service', 'what-if', 'compare', 'hosts', 'fix', 'ntp'];
const named = (line: string) => {
  const { asked, hosts, near } = hostsNamed(parse(split(line), VERBS), NAMES);
  return { words: asked.words, hosts, ...(near && { near }) };
};

describe('hosts are found', () => {
  test.each([
    ['check esx-07', { words: [], hosts: ['esx-07'] }],
    ['check ESX-07', { words: [], hosts: ['esx-07'] }],
    ['check lab1', { words: [], hosts: ['Lab1'] }],
    ['route esx-07 10.0.0.1', { words: ['10.0.0.1'], hosts: ['esx-07'] }],
    ['compare esx-07 lab1', { words: [], hosts: ['esx-07', 'Lab1'] }],
    ['compare esx-07 lab1 esx-provider', { words: [], hosts: ['esx-07', 'Lab1', 'esx-provider'] }],
    ['fix route esx-07 remove 10.9.0.0/16', { words: ['route', 'remove', '10.9.0.0/16'], hosts: ['esx-07'] }],
    ['fix gateway LAB1 10.0.0.1', { words: ['gateway', '10.0.0.1'], hosts: ['Lab1'] }],
    ['fix return-path esx-07', { words: ['return-path'], hosts: ['esx-07'] }],
    ['fix esx-07 return-path', { words: ['return-path'], hosts: ['esx-07'] }],
    ['fix return-path', { words: ['return-path'], hosts: [] }],
    ['fix esx-07 lab1', { words: ['esx-07'], hosts: ['Lab1'] }],
    [
      'fix route esx-07 replace 10.9.0.0/16 via 10.0.0.1',
      { words: ['route', 'replace', '10.9.0.0/16', 'via', '10.0.0.1'], hosts: ['esx-07'] },
    ],
    ['service vmotion ESX-07', { words: ['vmotion'], hosts: ['esx-07'] }],
    ['what-if gateway 10.0.0.1 lab1', { words: ['gateway', '10.0.0.1'], hosts: ['Lab1'] }],
    ['check on esx-07', { words: [], hosts: ['esx-07'] }],
    ['route 10.0.0.1 on ESX-07?', { words: ['10.0.0.1'], hosts: ['esx-07'] }],
    ['service vmotion on lab1.', { words: ['vmotion'], hosts: ['Lab1'] }],
    ['what-if gateway 10.0.0.1 on esx-07', { words: ['gateway', '10.0.0.1'], hosts: ['esx-07'] }],
    ['fix return-path on esx-07', { words: ['return-path'], hosts: ['esx-07'] }],
    ['compare esx-07 on lab1', { words: ['on', 'lab1'], hosts: ['esx-07'] }],
    ['why what is wrong with Lab1?', { words: ['what is wrong with this host?'], hosts: ['Lab1'] }],
    ['why is esx-07 ok?', { words: ['is this host ok?'], hosts: ['esx-07'] }],
    ['why does lab1 traffic leave on vmk0', { words: ['does', 'lab1', 'traffic', 'leave', 'on', 'vmk0'], hosts: [] }],
    ['hosts test esx-07', { words: ['test', 'esx-07'], hosts: [] }],
    ['why "why does vMotion use vmk0 on esx-07?"', { words: ['why does vMotion use vmk0'], hosts: ['esx-07'] }],
    ['why is NFS denied on esx-07.', { words: ['is NFS denied'], hosts: ['esx-07'] }],
    ['why esx-07 is NFS denied on Lab1', { words: ['is', 'NFS', 'denied', 'on', 'Lab1'], hosts: ['esx-07'] }],
  ])('%s', (line, expected) => expect(named(line)).toEqual(expected));
});

describe('a host that is mistyped behind "on" is told with the one it is like', () => {
  test.each([
    ['why is NFS denied on esx-08?', { word: 'esx-08', host: 'esx-07' }],
    ['why is NFS denied on exs-provider', { word: 'exs-provider', host: 'esx-provider' }],
    ['why is NFS denied on LAB2', { word: 'LAB2', host: 'Lab1' }],
  ])('%s', (line, near) => expect(named(line)).toMatchObject({ hosts: [], near }));

  test('behind any verb', () => {
    expect(named('service vmotion on esx-08')).toMatchObject({ near: { word: 'esx-08', host: 'esx-07' } });
  });

  test('and only one that may be offered', () => {
    const asked = parse(split('check on esx-08'), VERBS);
    expect(hostsNamed(asked, NAMES, ['Lab1'])).not.toHaveProperty('near');
    expect(hostsNamed(asked, NAMES, ['Lab1']).asked.inventory).toEqual(['Lab1']);
  });

  test.each(['why does ssh leave on vmk1', 'why is NFS denied on 10.0.0.1', 'why is time wrong on mondays'])(
    '%s',
    (line) => expect(named(line)).not.toHaveProperty('near'),
  );
});

test.each([
  ['esx-7', 'esx-07'],
  ['esx_provider', 'esx-provider'],
  ['vmk0', undefined],
  ['10.0.0.7', undefined],
  ['', undefined],
])('the host like "%s" is %s', (word, host) => expect(hostLike(word, NAMES)).toBe(host));

test('a name that is written just so comes before one in letters of another size', () => {
  expect([hostOf('esx1', ['Esx1', 'esx1']), hostOf('ESX1', ['Esx1', 'esx1'])]).toEqual(['esx1', 'Esx1']);
});

describe('several hosts of one fix', () => {
  const GROUPS = new Map([
    ['prod', ['esx-07', 'esx-provider']],
    ['Lab1', ['Lab1', 'esx-07']],
    ['esx-provider', ['esx-provider']],
    ['many', Array.from({ length: 51 }, (_, i) => `many-${i}`)],
  ]);
  const named = (line: string) => {
    const { asked, hosts, near } = hostsNamed(parse(split(line), VERBS), NAMES, NAMES, GROUPS);
    return { words: asked.words.join(' '), hosts, ...(near && { near }) };
  };

  test.each([
    ['fix route esx-07 lab2 esx-provider remove 10.9.0.0/16', [], undefined],
    ['ntp esx-07 ESX-PROVIDER', ['esx-07', 'esx-provider'], ''],
    ['ntp @prod', ['esx-07', 'esx-provider'], ''],
    ['ntp on prod', ['esx-07', 'esx-provider'], ''],
    ['ntp esx-07 10.0.0.1', ['esx-07'], '10.0.0.1'],
    ['fix route esx-07 ESX-PROVIDER remove 10.9.0.0/16', ['esx-07', 'esx-provider'], 'route remove 10.9.0.0/16'],
    ['fix route esx-07, esx-provider remove 10.9.0.0/16', ['esx-07', 'esx-provider'], 'route remove 10.9.0.0/16'],
    ['fix route esx-07,esx-provider remove 10.9.0.0/16', ['esx-07', 'esx-provider'], 'route remove 10.9.0.0/16'],
    ['fix route @prod remove 10.9.0.0/16', ['esx-07', 'esx-provider'], 'route remove 10.9.0.0/16'],
    ['fix route PROD remove 10.9.0.0/16', ['esx-07', 'esx-provider'], 'route remove 10.9.0.0/16'],
    ['fix route esx-provider @prod esx-07 remove 10.9.0.0/16', ['esx-provider', 'esx-07'], 'route remove 10.9.0.0/16'],
    ['fix gateway @lab1 10.0.0.1', ['Lab1', 'esx-07'], 'gateway 10.0.0.1'],
    ['fix esx-07 esx-provider return-path', ['esx-07', 'esx-provider'], 'return-path'],
    ['fix return-path prod', ['esx-07', 'esx-provider'], 'return-path'],
    [
      'fix return-path 10.9.0.0/16 via 10.0.0.1 on @prod',
      ['esx-07', 'esx-provider'],
      'return-path 10.9.0.0/16 via 10.0.0.1',
    ],
    ['fix return-path on Lab1', ['Lab1'], 'return-path'],
    ['fix route esx-provider remove 10.9.0.0/16', ['esx-provider'], 'route remove 10.9.0.0/16'],
  ])('%s', (line, hosts, words) => {
    expect(named(line)).toMatchObject({ hosts, ...(words !== undefined && { words }) });
  });

  test('a mistyped one among them is told with the one it is like', () => {
    const near = { word: 'esx-09', host: 'esx-07' };
    expect(named('ntp esx-provider esx-09')).toMatchObject({ hosts: [], near });
    expect(named('fix route esx-provider esx-09 remove 10.9.0.0/16')).toMatchObject({ hosts: [], near });
    expect(named('fix route esx-09 remove 10.9.0.0/16')).toMatchObject({ hosts: [], near });
  });

  test.each([
    ['fix route Lab1 remove 10.9.0.0/16', 'ambiguous-host'],
    ['fix route @nobody remove 10.9.0.0/16', 'unknown-group'],
    ['fix route @many remove 10.9.0.0/16', 'too-many-hosts'],
  ])('%s: %s', (line, code) => {
    expect(() => named(line)).toThrow(expect.objectContaining({ code, exit: 2 }));
  });

  test('no other verb takes them', () => {
    expect(named('check prod')).toEqual({ words: 'prod', hosts: [] });
    expect(named('check esx-07 esx-provider').hosts).toEqual(['esx-07']);
  });
});
