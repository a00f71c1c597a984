import { describe, expect, test } from 'vitest';
import { Problem } from '../../src/problem.ts';
import { Declined } from '../../src/slack/conversation/decline.ts';
import { inChat } from '../../src/slack/conversation/in-chat.ts';
import { spoken } from '../../src/slack/conversation/spoken.ts';

const hosts = { all: ['esx-07', 'san-01'], offered: ['esx-07'] };

const declinedBy = (line: string): Problem => {
  try {
    spoken(line, 'help', hosts);
  } catch (fault) {
    expect(fault).toBeInstanceOf(Problem);
    return fault as Problem;
  }
  throw new Error(`${line} was understood`);
};

const declined = (line: string): Declined => {
  const fault = declinedBy(line);
  expect(fault).toBeInstanceOf(Declined);
  return fault as Declined;
};

test.each([
  ['', 'help', { kind: 'help', topic: null }],
  ['', 'check', { kind: 'verb', asked: { verb: 'check', words: [] } }],
  ['help', 'check', { kind: 'help', topic: null }],
  ['?', 'help', { kind: 'help', topic: null }],
  ['help Shared-Subnet', 'help', { kind: 'help', topic: 'shared-subnet' }],
  ['route --help', 'help', { kind: 'help', topic: 'route' }],
  ['forget', 'help', { kind: 'forget' }],
  ['CHECK esx-07', 'help', { kind: 'verb', asked: { verb: 'check', words: ['esx-07'] } }],
  ['hello', 'help', { kind: 'help', topic: null }],
  ['Good morning vmkbot.', 'check', { kind: 'help', topic: null }],
  ['check: esx-07', 'help', { kind: 'verb', asked: { verb: 'check', words: ['esx-07'] } }],
  ['why?', 'help', { kind: 'verb', asked: { verb: 'why', words: [] } }],
  ['version', 'help', { kind: 'verb', asked: { verb: 'version' } }],
] as const)('"%s" (or %s) is understood', (line, empty, meant) => {
  expect(spoken(line, empty)).toMatchObject(meant);
});

test.each(['why does vMotion use vmk0', 'which vmk reaches 10.0.5.9', 'does vMotion use vmk0', 'does iSCSI use vmk2?'])(
  '"%s" is a question, with its verb or without',
  (line) => {
    expect(spoken(line, 'help')).toMatchObject({ kind: 'verb', asked: { verb: 'why' } });
  },
);

test.each([
  ['check @U12AB @here esx-07', { words: ['esx-07'] }],
  ['@netops check esx-07', { verb: 'check', words: ['esx-07'] }],
  ['why @oncall does vMotion use vmk0', { verb: 'why' }],
])('"%s" is said to others too, who are no words of it', (line, asked) => {
  expect(spoken(line, 'help')).toMatchObject({ kind: 'verb', asked });
});

test.each([
  ['ntp @prod', ['@prod']],
  ['compare @prod', ['@prod']],
  ['ntp on @prod', ['on', '@prod']],
  ['ntp: @prod', ['@prod']],
  ['fix route @prod add 10.0.0.0/24 via 10.1.0.1', ['route', '@prod', 'add', '10.0.0.0/24', 'via', '10.1.0.1']],
  ['fix return-path @prod', ['return-path', '@prod']],
  ['@netops fix return-path esx-07 @prod @here', ['return-path', 'esx-07', '@prod']],
  ['fix return-path esx-07 @netops', ['return-path', 'esx-07']],
  ['ntp @nosuch', ['@nosuch']],
  ['ntp @U0LAB000005 esx-07', ['esx-07']],
  ['check @prod esx-07', ['esx-07']],
])('"%s": a group of hosts is a word of a verb that takes groups, and a person is none', (line, words) => {
  expect(spoken(line, 'help', { ...hosts, groups: ['prod'] })).toMatchObject({ kind: 'verb', asked: { words } });
});

test('what was taken out stays one word', () => {
  expect(spoken('help [redacted: token]', 'help')).toEqual({ kind: 'help', topic: '[redacted:token]' });
  expect(declined('[redacted: password hash]').message).toContain('`[redacted:password-hash]`');
});

test('an option that writes files is refused with a sentence that chat leaves whole', () => {
  const { message, next } = declinedBy('check esx-07 --save x');
  expect([message, next].map(inChat)).toEqual([message, next]);
});

describe('what is not understood', () => {
  test.each([
    ['chekc esx-07', 'check esx-07'],
    ['roote 10.0.0.1 --out vmk0', 'route 10.0.0.1 --out vmk0'],
  ])('"%s" offers "%s"', (line, offered) => {
    expect(declined(line).suggestions[0]).toBe(offered);
  });

  test('a question offers the nearest ones, which are understood', () => {
    const { suggestions, code } = declined('why is the moon made of cheese');
    expect(code).toBe('not-understood');
    expect(suggestions.length).toBeGreaterThan(0);
    for (const each of suggestions)
      expect(spoken(each, 'help')).toMatchObject({ kind: 'verb', asked: { verb: 'why' } });
  });

  test('no button says "why" twice, and a host that was named comes first', () => {
    expect(declined('what does esx-07 think of cheese').suggestions).not.toContainEqual(
      expect.stringMatching(/why (why|what|which|is)\b/),
    );
    const { suggestions } = declined('what does ESX-07 think of cheese?');
    expect(suggestions[0]).toBe('check esx-07');
    expect(suggestions[1]).toMatch(/ on esx-07$/);
    for (const each of suggestions) expect(spoken(each, 'help', hosts)).toMatchObject({ kind: 'verb' });
  });

  test('a host that may not be offered is not', () => {
    expect(declined('what does san-01 think of cheese').suggestions.join(' ')).not.toContain('san-01');
  });

  test('what is asked of a host by name is understood', () => {
    for (const line of ['what is wrong with esx-07', 'is san-01 ok?', 'what is wrong with esx-07 on san-01'])
      expect(spoken(line, 'help', hosts)).toMatchObject({ kind: 'verb', asked: { verb: 'why' } });
  });

  test('the refusal names no verb that help does not', () => {
    const { next } = declined('zzzzzz');
    expect(next).not.toMatch(/schema|version/);
  });

  test('a single word that is nothing offers help', () => {
    expect(declined('zzzzzz').suggestions).toEqual(['help']);
  });
});
