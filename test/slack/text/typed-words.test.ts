import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, split } from '../../../src/command.ts';
import { typedWords, withoutMention, withoutPeople } from '../../../src/slack/text/index.ts';

const TYPED: Readonly<Record<string, readonly [slack: string, typed: string]>> = {
  'a link made of an address': ['route <http://10.0.5.9|10.0.5.9>', 'route 10.0.5.9'],
  'a link that was typed whole': ['<https://example.com/a?b=1&amp;c=2>', 'https://example.com/a?b=1&c=2'],
  'a prefix': ['why can’t 10.0.5.0/24 reach vmk1', 'why can’t 10.0.5.0/24 reach vmk1'],
  'a prefix half made a link': ['<http://10.0.5.0/24|10.0.5.0/24> vmk0', '10.0.5.0/24 vmk0'],
  'an e-mail address': ['ask <mailto:ops@example.com|ops@example.com>', 'ask ops@example.com'],
  'an e-mail address without label': ['ask <mailto:ops@example.com>', 'ask ops@example.com'],
  'a telephone number': ['route <tel:10005912|10005912>', 'route 10005912'],
  'a mention with name': ['why <@U12AB|oncall> vmk0', 'why @oncall vmk0'],
  'a mention without name': ['why <@U12AB> vmk0', 'why @U12AB vmk0'],
  'a channel': ['see <#C1|network> and <#C2>', 'see #network and #C2'],
  'a user group': ['<!subteam^S1|@netops> <!subteam^S2> <!here>', '@netops @S2 @here'],
  entities: ['mtu &lt; 9000 &amp;&amp; &gt; 1500', 'mtu < 9000 && > 1500'],
  'an entity that was typed': ['&amp;lt;', '&lt;'],
  'a mention that was typed as text': ['&lt;@U1&gt; &lt;!channel&gt;', '<@U1> <!channel>'],
  code: ['why does `vMotion` use `vmk0`?', 'why does vMotion use vmk0?'],
  'a fence': ['```why does vMotion use vmk0```', 'why does vMotion use vmk0'],
  'bold and italic': ['*why* does _vMotion_ use ~vmk1~ *_vmk0_*', 'why does vMotion use vmk1 vmk0'],
  'bold over words': ['*why does vMotion use vmk0*', 'why does vMotion use vmk0'],
  'marks inside names': ['service vmk_test_a 4*5*6 a~b', 'service vmk_test_a 4*5*6 a~b'],
  'two marks are none': ['check __proto__ and __x', 'check __proto__ and __x'],
  'marks with space': ['4 * 5 * 6', '4 * 5 * 6'],
  'blanks of the web': ['check\u00a0esx-07\u2003now', 'check esx-07 now'],
  'what has no width': ['\u200bcheck\u200d \u202eesx\u2060-07\ufeff', 'check esx-07'],
  'several lines': ['why does vMotion\n  use vmk0', 'why does vMotion use vmk0'],
  'a quoted line': ['&gt; why does vMotion use vmk0', 'why does vMotion use vmk0'],
  'the command itself': ['/vmk why does vMotion use vmk0', 'why does vMotion use vmk0'],
  'the command alone': ['/vmk', ''],
  'a word that begins like the command': ['/vmkping 10.0.0.1', '/vmkping 10.0.0.1'],
  'an option with a dash of a phone': ['route 10.0.5.9 —stack vmotion', 'route 10.0.5.9 —stack vmotion'],
};

test('people who are called are no words, and what was typed with the same mark stays', () => {
  expect(typedWords(withoutPeople('ntp <@U12AB|oncall> <!subteam^S1|@prod> @lab &lt;@U1&gt;'))).toBe(
    'ntp @prod @lab <@U1>',
  );
});

describe('typed words', () => {
  test.each(Object.entries(TYPED))('%s', (_, [slack, typed]) => {
    expect(typedWords(slack)).toBe(typed);
  });

  test('quotes and dashes are straightened where words are split, once', () => {
    const words = split(typedWords('“why can’t <http://10.0.5.9|10.0.5.9> reach vmk1” —json'));
    expect(parse(['why', ...words], ['why'])).toMatchObject({ words: ["why can't 10.0.5.9 reach vmk1"], json: true });
  });

  test('what was typed plainly comes out as it was typed, after Slack escaped it', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9./:&<>'"?=-]{1,12}$/).filter((each) => !each.startsWith('>'));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
        const typed = words.join(' ');
        const sent = typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        expect(typedWords(sent)).toBe(typed);
      }),
    );
  });

  test('a long hostile text is undone within its length', () => {
    const texts = [
      '*a '.repeat(20_000),
      '<'.repeat(40_000),
      '&gt;'.repeat(10_000),
      '_*~'.repeat(13_000),
      '\n'.repeat(40_000),
    ];
    for (const text of texts) expect(typedWords(text).length).toBeLessThanOrEqual(text.length);
  });
});

describe('a mention of the bot', () => {
  test.each([
    ['<@UBOT> why', 'why'],
    ['<@UBOT|vmkbot>: why', 'why'],
    ['<@UBOT>, why', 'why'],
    ['why does vMotion use vmk0 <@UBOT>', 'why does vMotion use vmk0'],
    ['<@UBOT>', ''],
    ['<@UBOT> and <@UOTHER>', 'and <@UOTHER>'],
    ['<@UBOTTLE> why', '<@UBOTTLE> why'],
  ])('%s', (text, rest) => {
    expect(withoutMention(text, 'UBOT')).toBe(rest);
  });
});
