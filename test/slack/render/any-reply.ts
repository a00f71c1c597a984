import fc from 'fast-check';
import type { Block, Line, Reply, Section } from '../../../src/core/reply.ts';
import { SOURCES, type SourceKey } from '../../../src/core/sources.ts';

const HOSTILE = [
  '',
  ' ',
  '\n',
  '\r\n',
  '\t',
  '`',
  '``',
  '```',
  '`vmk0`',
  '`a',
  '*b*',
  '_i_',
  '~s~',
  ':boom:',
  ':100:',
  '<!channel>',
  '<!here|x>',
  '<@U1>',
  '<@U1|oncall>',
  '<#C1>',
  '<!subteam^S1>',
  '<http://evil.example|bank>',
  'http://evil.example',
  '@channel',
  '@everyone',
  '&lt;!channel&gt;',
  '&',
  '> quote',
  '\u202eabc\u202c',
  'a\u200bb',
  '\ufeff',
  '\u0000',
  '\u001b[31m',
  '\u0085',
  '\u2028',
  '\ud800',
  '\udc00',
  'e\u0301\u0302\u0303',
  '👩‍👩‍👧‍👦',
  '🇩🇪',
  '漢字',
  'مرحبا',
  '"',
  '\\',
  '10.0.1.128',
  '00:25:b5:21:00:0a',
];

const small = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 2, arbitrary: fc.string({ maxLength: 30 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
);
const text = fc.oneof(
  { weight: 30, arbitrary: fc.array(small, { maxLength: 6 }).map((parts) => parts.join('')) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(small, fc.constantFrom(100, 3_000, 100_000))
      .map(([part, times]) => part.repeat(times).slice(0, 100_000)),
  },
);
const source = fc.constantFrom(...(Object.keys(SOURCES) as SourceKey[]));
const quote = fc.record({ line: fc.nat(99_999), text, command: fc.constant(null) });
const line: fc.Arbitrary<Line> = fc.record(
  { text, evidence: fc.array(quote, { maxLength: 4 }), sources: fc.array(source, { maxLength: 3 }) },
  { requiredKeys: ['text'] },
);
const few = { maxLength: 4 };
const rows = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.array(text, { maxLength: 8 }), { maxLength: 5 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.array(small, { maxLength: 9 }), fc.integer({ min: 90, max: 300 }))
      .map(([row, times]) => Array(times).fill(row)),
  },
  { weight: 1, arbitrary: fc.array(fc.array(small, { minLength: 18, maxLength: 24 }), few) },
);
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constantFrom('text', 'steps', 'list'), lines: fc.array(line, few) }),
  fc.record({ kind: fc.constant('table'), header: fc.array(text, { maxLength: 8 }), rows }),
  fc.record({ kind: fc.constant('commands'), commands: fc.array(text, few) }),
) as fc.Arbitrary<Block>;
const section: fc.Arbitrary<Section> = fc.record({ title: text, blocks: fc.array(block, few) });
const sections = fc.oneof(
  { weight: 9, arbitrary: fc.array(section, few) },
  { weight: 1, arbitrary: fc.array(section, { minLength: 40, maxLength: 80 }) },
);

/** Any reply, each text of which ends in a word of its own, so that a lost one is missed. */
export const anyReply: fc.Arbitrary<{ readonly reply: Reply; readonly words: readonly string[] }> = fc
  .record(
    { headline: line, context: text, sections, afterEvidence: sections },
    { requiredKeys: ['headline', 'sections'] },
  )
  .map(withWords);

function withWords(reply: Reply) {
  const words: string[] = [];
  const quotes = new Map<number, string>();
  const mark = (given: string) => {
    const word = `w${words.length}x`;
    // A long run may be parted between two messages; the word at its end is not.
    words.push(...(given.length > 300 ? [] : (given.match(/[A-Za-z0-9]{2,}/g) ?? [])), word);
    return `${given} ${word}`;
  };
  const visit = (node: unknown, key = ''): unknown => {
    if (typeof node === 'string') return KEPT.has(key) ? node : mark(node);
    if (Array.isArray(node)) return node.map((each) => visit(each, key));
    if (typeof node !== 'object' || node === null) return node;
    if ('line' in node) return quoted(node as { line: number; text: string });
    return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, visit(value, name)]));
  };
  // One line of input has one text, however often it is quoted.
  const quoted = ({ line, text: given }: { line: number; text: string }) => {
    if (!quotes.has(line)) quotes.set(line, mark(given));
    return { command: null, line, text: quotes.get(line)! };
  };
  return { reply: visit(reply) as Reply, words };
}

const KEPT: ReadonlySet<string> = new Set(['kind', 'sources']);
