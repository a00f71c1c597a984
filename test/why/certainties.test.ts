import { describe, expect, test } from 'vitest';
import { read } from '../../src/core/esxi/read.ts';
import type { Certainty } from '../../src/core/evidence.ts';
import { understand } from '../../src/core/questions/understand.ts';
import { RULES } from '../../src/core/rules/index.ts';
import { REPORTED_AT_MOST, type SourceKey } from '../../src/core/sources.ts';
import { SYMPTOMS } from '../../src/core/why/symptoms/index.ts';
import type { Statement } from '../../src/core/why/symptoms/symptom.ts';
import { why } from '../../src/core/why/why.ts';
import { SAMPLES } from '../../src/samples/index.ts';
import * as switches from '../seeds/switch-outputs.ts';

/** The practitioner quotes the vendor's own words of these: documented through the quote. */
const QUOTED = /^[012](?:, the default)?: /;
const QUOTED_BY = new Set(['page-sharing-salt']);

/** Says of itself what of it is reported. */
const SAYS_SO = /\breported\b/;

/** Documented may be what rests on no report and on nothing that was read in part only. */
const allowed = ({ text, sources }: Pick<Statement, 'text' | 'sources'>): Certainty =>
  sources.some((key) => REPORTED_AT_MOST.has(key)) && !QUOTED.test(text) && !SAYS_SO.test(text)
    ? 'reported'
    : 'documented';

const isTooSure = (each: Statement) => each.certainty === 'documented' && allowed(each) !== 'documented';

describe.each(SYMPTOMS.map((symptom) => [symptom.id, symptom] as const))('%s', (_, { known, todo }) => {
  test.each([...known, ...todo].map((each) => [each.text, each] as const))('%s', (_text, each) => {
    expect([each.sources, isTooSure(each)]).toEqual([each.sources, false]);
    expect(each.certainty === 'documented' && each.sources.length === 0, 'documented by nothing').toBe(false);
  });
});

test.each(RULES.map((rule) => [rule.id, rule] as const))(
  'the rule %s is as sure as the best of its sources',
  (_, rule) => {
    const isReport = rule.sources.every((key) => REPORTED_AT_MOST.has(key)) && !QUOTED_BY.has(rule.id);
    expect([rule.sources, isReport && rule.certainty === 'documented']).toEqual([rule.sources, false]);
  },
);

const OUTPUTS: readonly (readonly [string, string])[] = [
  ...SAMPLES.map(({ name, text }) => [name, text] as const),
  ['a move half-way', `${switches.interfaces('10.64.20.99')}${switches.SWITCHES}`],
  ['a dead uplink', switches.deadUplink({ heardOn3: false, pinned: 'vmnic3' })],
  ['an uplink that is not known', switches.deadUplink({ heardOn3: false, pinned: null })],
  ['NLB as installed', switches.policies('NLB Web', true, false)],
  ['NLB set for it', switches.policies('NLB Web', false, true)],
];

/** Words of each story; those of one that nobody can ask by these words are looked at above. */
const question = (symptom: string) => {
  const understood = understand('any vMotion to this host hangs at 14%, why');
  if (!('question' in understood)) throw new Error('not understood');
  return { ...understood.question, kind: 'symptom' as const, symptom };
};

test.each(OUTPUTS)('what an output shows makes no report a document: %s', (_, output) => {
  const [state] = read(output).hosts;
  for (const { id } of SYMPTOMS) {
    const { steps } = why(state!, question(id));
    // What a line shows is sure, whoever told what to make of it.
    const alone = steps.filter(({ evidence }) => evidence.length === 0);
    const sure = alone.map(({ text, certainty, sources = [] }) => ({
      text,
      certainty,
      sources: sources as SourceKey[],
    }));
    expect([id, sure.filter(isTooSure).map(({ text }) => text)]).toEqual([id, []]);
  }
});
