import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderReply } from '../../../src/slack/render/index.ts';
import { anyReply } from './any-reply.ts';
import { refusals, strings } from './slack-accepts.ts';

const SLOW = 120_000;

describe('any reply', () => {
  test(
    'is within what Slack accepts, with nothing in it that Slack would read as markup',
    () => {
      fc.assert(
        fc.property(
          anyReply,
          fc.array(fc.string({ unit: 'binary', maxLength: 400 }), { maxLength: 30 }),
          ({ reply }, suggestions) => {
            const { root, details } = renderReply(reply, { suggestions });
            expect([root, ...details].flatMap(refusals)).toEqual([]);
            expect(details.length).toBeLessThanOrEqual(6);
          },
        ),
        { numRuns: 100 },
      );
    },
    SLOW,
  );

  test(
    'loses no word: what is not in the messages is in the file, and the last message says so',
    () => {
      fc.assert(
        fc.property(anyReply, ({ reply, words }) => {
          const { root, details, file } = renderReply(reply);
          const shown = [root, ...details].map(({ blocks }) => strings(blocks).join('\n'));
          const inMessages = wordsOf(shown.join('\n'));
          const inFile = wordsOf(file?.text ?? '');
          expect(words.filter((word) => !inMessages.has(word) && !inFile.has(word))).toEqual([]);
          if (file !== undefined) expect(shown.at(-1)).toContain(file.name);
        }),
        { numRuns: 100 },
      );
    },
    SLOW,
  );

  test(
    'is rendered alike each time',
    () => {
      fc.assert(
        fc.property(anyReply, ({ reply }) => {
          expect(renderReply(reply)).toEqual(renderReply(reply));
        }),
        { numRuns: 20 },
      );
    },
    SLOW,
  );
});

function wordsOf(text: string): Set<string> {
  return new Set(text.match(/[A-Za-z0-9]+/g));
}
