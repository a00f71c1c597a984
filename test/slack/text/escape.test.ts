import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeMrkdwn, pieces, shortened, visible } from '../../../src/slack/text/index.ts';

describe('escaped text', () => {
  test.each([
    ['<!channel> & <@U1|x>', '&lt;!channel&gt; &amp; &lt;＠U1|x&gt;'],
    ['*b* _i_ ~s~ `c`', '∗b∗ ˍiˍ ∼s∼ ˋcˋ'],
    ['tell @channel and #general', 'tell ＠channel and ＃general'],
    ['root@esx-07', 'root@esx-07'],
    ['> quoted', '› quoted'],
    ['see http://evil.example', 'see http∶//evil.example'],
    ['route: 10.0.5.0/24, vmk0', 'route: 10.0.5.0/24, vmk0'],
    ['\u202e1.0.0.01', '‹U+202E›1.0.0.01'],
  ])('%s', (text, escaped) => {
    expect(escapeMrkdwn(text)).toBe(escaped);
  });

  test('no emoji, mention, link or mark is left of any text', () => {
    const hostile = fc.constantFrom(
      '<',
      '>',
      '&',
      '@here',
      '@',
      ':a:',
      ':',
      '*',
      '_',
      '~',
      '`',
      '//',
      'x',
      ' ',
      '\n',
      '!',
      '|',
      '#c',
    );
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 20 }), (parts) => {
        const escaped = escapeMrkdwn(parts.join(''));
        expect(escaped).not.toMatch(/[<>*_~`]|&(?!amp;|lt;|gt;)|:[\w+'-]+:|:\/\/|(?<![\p{L}\p{N}])[@#][\p{L}\p{N}]/u);
        expect(escaped).not.toMatch(/^\s*&gt;/m);
      }),
    );
  });
});

describe('visible text', () => {
  test.each([
    ['\u001b[31mred\u0000', '␛[31mred␀'],
    ['a\u200bb\u2028c\u00ad', 'a‹U+200B›b‹U+2028›c‹U+00AD›'],
    ['half \ud800 a character', 'half \ufffd a character'],
    ['a\tb\r\nc', 'a    b\nc'],
    ['漢字 e\u0301 ☎\ufe0f 10.0.0.1', '漢字 e\u0301 ☎\ufe0f 10.0.0.1'],
  ])('%j', (text, seen) => {
    expect(visible(text)).toBe(seen);
  });
});

describe('text in pieces', () => {
  const clusters = fc.array(fc.constantFrom('a', ' ', 'e\u0301\u0302', '👩‍👩‍👧', '🇩🇪', '漢', '🙂', 'word '), {
    maxLength: 80,
  });

  test('is the same text, within the limit, and no character is parted', () => {
    fc.assert(
      fc.property(clusters, fc.integer({ min: 12, max: 60 }), (parts, limit) => {
        const text = parts.join('');
        const cut = pieces(text, limit);
        expect(cut.join('')).toBe(text);
        expect(cut.every((piece) => piece.length <= limit)).toBe(true);
        const whole = new Set(Array.from(SEGMENTS.segment(text), ({ index }) => index).concat(text.length));
        let at = 0;
        for (const piece of cut) {
          at += piece.length;
          expect(whole).toContain(at);
        }
      }),
    );
  });

  test('a pile of marks that is no character is parted all the same, and never within a surrogate pair', () => {
    const cut = pieces(`e${'\u0301'.repeat(5_000)}${'🙂'.repeat(5_000)}`, 101);
    expect(Math.max(...cut.map((piece) => piece.length))).toBeLessThanOrEqual(101);
    expect(cut.filter((piece) => /\p{Surrogate}/u.test(piece))).toEqual([]);
  });

  test('what is shortened says so', () => {
    expect(shortened('why does vMotion use vmk0', 12)).toBe('why does vM…');
    expect(shortened('short', 12)).toBe('short');
  });
});

const SEGMENTS = new Intl.Segmenter('en', { granularity: 'grapheme' });
