import { describe, expect, test } from 'vitest';
import type { Reply } from '../../src/core/reply.ts';
import { clean, safeJson } from '../../src/terminal/clean.ts';
import { COLOURED, PLAIN, paintFor } from '../../src/terminal/paint.ts';
import { render } from '../../src/terminal/render.ts';
import { cut, wrap } from '../../src/terminal/wrap.ts';

const line = (number: number, text: string) => ({ command: null, line: number, text });

const reply: Reply = {
  headline: { text: 'vmk0 reaches it.', evidence: [line(8, 'default 0.0.0.0 10.0.0.1 vmk0')] },
  context: 'From a paste',
  sections: [
    {
      title: 'What happens',
      blocks: [
        {
          kind: 'steps',
          lines: [{ text: 'One.', evidence: [line(3, 'three')], sources: ['KB318546'] }, { text: 'Two.' }],
        },
        { kind: 'commands', commands: ['esxcfg-route -l'] },
        { kind: 'table', header: ['a', 'long name'], rows: [['value', 'b']] },
      ],
    },
  ],
};

test('numbers the claims and quotes each line once, in order, with the sources after them', () => {
  expect(render(reply, { width: 80, paint: PLAIN })).toBe(`vmk0 reaches it. [8]
From a paste

What happens
  1. One. [3] [KB318546]
  2. Two.
    esxcfg-route -l
  a      long name
  value  b

Lines of the output
  [3]  three
  [8]  default 0.0.0.0 10.0.0.1 vmk0

Sources
  [KB318546]  Multihoming on ESXi (KB 318546)
              https://knowledge.broadcom.com/external/article/318546
`);
});

test('keeps the lines of two captures apart', () => {
  const quotes = [
    { ...line(3, 'of the second'), capture: 'B' },
    { ...line(3, 'of the first'), capture: 'A' },
  ];
  const text = render({ headline: { text: 'Both.', evidence: quotes }, sections: [] }, { width: 80, paint: PLAIN });
  expect(text).toContain('  [A3]  of the first\n  [B3]  of the second');
});

test('lines of a support bundle stand under the names of its files', () => {
  const quotes = [
    { ...line(3, 'first'), member: 'var/run/log/hostd.0.gz' },
    { ...line(4, 'second'), member: 'var/run/log/hostd.0.gz' },
    { ...line(9, 'third'), member: 'var/run/log/hostd.log' },
    line(20, 'fourth'),
  ];
  const text = render({ headline: { text: 'All.', evidence: quotes }, sections: [] }, { width: 80, paint: PLAIN });
  expect(text).toContain(`Lines of the output
  var/run/log/hostd.0.gz
   [3]  first
   [4]  second
  var/run/log/hostd.log
   [9]  third
  pasted
  [20]  fourth
`);
});

test('no line but a command is wider than the terminal', () => {
  const long = { text: 'word '.repeat(60), evidence: [line(1, 'x'.repeat(300))] };
  const text = render(
    { headline: long, sections: [{ title: 'T', blocks: [{ kind: 'list', lines: [long] }] }] },
    { width: 60, paint: PLAIN },
  );
  expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(60);
});

test('colours code only where there is colour', () => {
  const coded: Reply = { headline: { text: 'Type `esxcfg-route -l`.' }, sections: [] };
  expect(render(coded, { width: 80, paint: PLAIN })).toBe('Type `esxcfg-route -l`.\n');
  expect(render(coded, { width: 80, paint: COLOURED })).toContain('\u001b[36mesxcfg-route -l\u001b[39m');
});

test('a table loses nothing: what does not fit goes on below, and in a pipe a row is a line', () => {
  const row = ['esx-07', '10.0.0.7:22', `SHA256:${'q'.repeat(43)}`];
  const header = ['name', 'address', 'key'];
  const reply: Reply = {
    headline: { text: 'Hosts' },
    sections: [{ title: 'T', blocks: [{ kind: 'table', header, rows: [row] }] }],
  };
  expect(render(reply, { width: 60, paint: PLAIN }).split('\n').slice(3)).toEqual([
    '  name    address      key',
    '  esx-07  10.0.0.7:22',
    `      ${row[2]}`,
    '',
  ]);
  const piped = render(reply, { width: 60, paint: PLAIN, wholeRows: true });
  expect(piped.split('\n').slice(4)).toEqual([`  ${row.join('  ')}`, '']);
});

describe('what a host printed cannot steer the terminal', () => {
  test.each([
    ['\u001b]0;owned\u0007vmk0', 'vmk0'],
    ['\u001b[2Jvmk0\u001b[31m', 'vmk0'],
    ['a\rb\u0008c', 'abc'],
    ['\u009b31mred', 'red'],
    ['10.0.0.1\u202e1.0.0.01', '10.0.0.11.0.0.01'],
  ])('%j', (given, shown) => {
    expect(clean(given)).toBe(shown);
    const text = render(
      { headline: { text: given, evidence: [line(1, given)] }, sections: [] },
      { width: 80, paint: PLAIN },
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  test('nor through JSON', () => {
    const text = safeJson({ text: '\u009b31m\u202e\u001b[2J' });
    expect(text).toMatch(/^[ -~]+$/);
    expect(JSON.parse(text)).toEqual({ text: '\u009b31m\u202e\u001b[2J' });
  });
});

test.each([
  [{ isTTY: true }, {}, COLOURED],
  [{ isTTY: true }, { NO_COLOR: '1' }, PLAIN],
  [{ isTTY: true }, { NO_COLOR: '' }, COLOURED],
  [{ isTTY: true }, { TERM: 'dumb' }, PLAIN],
  [{}, {}, PLAIN],
])('colour on %j with %j', (stream, env, paint) => {
  expect(paintFor(stream, env)).toBe(paint);
});

test('keeps a command in one piece', () => {
  expect(wrap('type `esxcli network ip route ipv4 list` now', 20)).toEqual([
    'type',
    '`esxcli network ip route ipv4 list`',
    'now',
  ]);
  expect(cut('abcdef', 4)).toBe('abc…');
});
