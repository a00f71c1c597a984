import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CardSubject,
  cardPage,
  detailPages,
  pendingBlocks,
  threadPage,
} from '../../../src/slack/changes/card/index.ts';
import { cardRefusals } from './card-accepts.ts';
import { NAMES, SUBJECTS, T0 } from './card-subjects.ts';

const HOSTILE = [
  ...['<!channel>', '<!here|x>', '<@U1>', '<@UONCALL|x>', '<#C1>', '<!subteam^S1>', '<http://evil.example|bank>'],
  ...['@channel', '@everyone', '&lt;!channel&gt;', '`', '``', '```', '`a', '*b*', '_i_', '~s~', ':boom:', '> quote'],
  ...['\u202eabc', 'a\u200bb', '\ufeff', '\u0000', '\u001b[31m', '\u2028', '\ud800', '\udc00', '\n', '\t', '', ' '],
  ...['👩‍👩‍👧‍👦', 'e\u0301\u0302', '漢字', '"', '\\', '<!date^0^{time}|x>', 'http://evil.example'],
];
const small = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 20 }));
const hostile = fc.oneof(
  { weight: 9, arbitrary: fc.array(small, { maxLength: 5 }).map((parts) => parts.join('')) },
  {
    weight: 1,
    arbitrary: fc.tuple(small, fc.constantFrom(100, 3_000, 20_000)).map(([part, n]) => part.repeat(n).slice(0, 20_000)),
  },
);

/** What a type or a parser vouches for; everything else may have come from a host, a person or a configuration. */
const KEPT: ReadonlySet<string> = new Set([
  ...['schema', 'id', 'digest', 'basis', 'asker', 'by', 'state', 'kind', 'what', 'phase', 'progress', 'role', 'fate'],
  ...['outcome', 'first', 'last', 'readAt', 'members', 'settled', 'way', 'group', 'confidence', 'certainty', 'sources'],
]);

function poisoned(subject: CardSubject, texts: readonly string[]): CardSubject {
  let next = 0;
  const visit = (node: unknown, key: string): unknown => {
    if (typeof node === 'string') return KEPT.has(key) ? node : texts[next++ % texts.length];
    if (Array.isArray(node)) return node.map((each) => visit(each, key));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, visit(value, name)]));
  };
  return visit(subject, '') as CardSubject;
}

const PEOPLE = new Set(['UONCALL', 'UNETOPS', 'USTORAGE', 'SSTORAGE']);

test('no text of a host, a person or a configuration becomes markup or a mention, or breaks a page', () => {
  const made = Object.entries(SUBJECTS).map(([name, make]) => [name, make()] as const);
  fc.assert(
    fc.property(fc.constantFrom(...made), fc.array(hostile, { minLength: 1, maxLength: 12 }), ([, clean], texts) => {
      const subject = poisoned(clean, texts);
      const { change, members, journal } = subject;
      const names = { ...NAMES, operators: `${texts[0]}, <@UNETOPS>` };
      const expected = new Set([
        ...PEOPLE,
        ...(texts[0]!.match(/(?<=<@)[UW][A-Z0-9]+(?=>)|(?<=<!subteam\^)S[A-Z0-9]+(?=>)/g) ?? []),
      ]);
      const told = [change, ...members].flatMap((each) => [
        threadPage({ change: each, entries: [] }, subject, names),
        threadPage({ change: each, entries: journal.slice(-1) }, subject, names),
      ]);
      const pages = [...told.filter((page) => page !== null), ...detailPages(subject, names)];
      const home = { text: 'Home', blocks: pendingBlocks(subject, names, T0, 'UNETOPS') };
      expect(pages.flatMap((page) => cardRefusals(page, PEOPLE))).toEqual([]);
      expect([cardPage(subject, names, T0), home].flatMap((page) => cardRefusals(page, expected))).toEqual([]);
    }),
    { numRuns: 200 },
  );
}, 120_000);
