import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Question } from '../../src/core/questions/question.ts';
import { understand } from '../../src/core/questions/understand.ts';
import { growth } from '../support/growth.ts';
import { OTHERS, PATH, REFUSED, RETURN_PATH, SERVICE_ADAPTER, WHAT_IF } from './understood.ts';

const asked = (text: string): Question | null => {
  const answer = understand(text);
  return 'question' in answer ? answer.question : null;
};

describe('understood', () => {
  test.each([...SERVICE_ADAPTER, ...PATH, ...RETURN_PATH, ...WHAT_IF, ...OTHERS].map((row) => [row[0], row] as const))(
    '%s',
    (text, [, kind, service, vmknic, destination, more]) => {
      expect(asked(text)).toMatchObject({ kind, service, vmknic, destination, ...more });
    },
  );

  test('who talks to whom is read from the order of the words', () => {
    expect(asked("why can't vmk1 reach 10.9.8.7")?.kind).toBe('path');
    expect(asked("why can't 10.9.8.7 reach vmk1")?.kind).toBe('return-path');
  });

  test('politeness, case and smart quotes change nothing', () => {
    const plain = asked("why can't 192.0.2.7 reach vmk1");
    expect(asked('PLEASE can you tell me WHY CAN’T 192.0.2.7 REACH VMK1, thanks')).toEqual(plain);
  });
});

describe('refused', () => {
  test.each(REFUSED.map((text) => [text]))('%s', (text) => {
    expect(asked(text)).toBeNull();
  });

  test('the nearest question and every example are themselves understood', () => {
    for (const text of REFUSED) {
      const answer = understand(text);
      if (!('refused' in answer)) continue;
      const { nearest, examples } = answer.refused;
      expect(examples).toHaveLength(3);
      for (const question of [nearest, ...examples]) expect(asked(question), question).not.toBeNull();
    }
  });

  test('the nearest question keeps what was named', () => {
    expect(understand('what colour is the cable that vMotion has on vmk3')).toMatchObject({
      refused: { nearest: 'why does vMotion use vmk3' },
    });
  });
});

test.each([
  'is anything wrong with this host?',
  'is this host healthy',
  'is this host ok?',
  'what is the matter with this host',
  'is there a problem with this host',
  "what's wrong here",
])('%s asks for every finding', (text) => {
  expect(asked(text)).toMatchObject({ kind: 'finding', rule: null });
});

test.each([
  ['reboot the host', 'I change nothing'],
  ['please delete vmk1', 'I change nothing'],
  ['set the default gateway to 10.0.0.2', 'what-if gateway 10.0.0.2'],
  ['add a route to 10.9.0.0/16 via 10.0.0.1', 'what-if add 10.9.0.0/16 via 10.0.0.1'],
  ['can you ping 10.0.0.1 for me', 'I send nothing'],
  ['10.0.0.1', 'route 10.0.0.1'],
  ['can esx-a vmotion to esx-b', 'compare'],
  ['why is the host slow after the reboot', 'check'],
])('%s is refused with a hint', (text, words) => {
  const answer = understand(text);
  expect('refused' in answer ? answer.refused.hint : '').toContain(words);
});

describe('any text', () => {
  const word = fc.constantFrom(
    'why',
    'vmk1',
    'reach',
    "can't",
    '10.0.0.7',
    '10.0.0.0/8',
    'what if',
    'add',
    'via',
    'NFS',
    'denied',
    'to',
    'from',
    'shared-subnet',
    'clock',
    ',',
    '255.255.0.0',
  );

  test('never throws, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(word).map((words) => words.join(' ')),
        ),
        (text) => {
          const answer = understand(text);
          expect('question' in answer || answer.refused.nearest !== '').toBe(true);
        },
      ),
    );
  });

  test.each(['a', '10.', ' vmk', ".'", ','])(
    'what repeats %j takes about as much longer as it is longer',
    async (each) => {
      const read = (length: number) => understand(each.repeat(Math.ceil(length / each.length)));
      expect(await growth(read, 1 << 17)).toBeLessThan(32);
    },
  );
});
