import { describe, expect, test } from 'vitest';
import { describeChange, journalLine, phraseText, type Shown } from '../../../src/core/describe/change/index.ts';
import type { Json } from '../../../src/store/store.ts';
import { STORIES, Story } from './card-subjects.ts';

const SHOWN: Shown = { who: (id) => id, when: (at) => new Date(at).toISOString() };
const lineOf = (of: Story) => phraseText(journalLine(of.journal.at(-1)!), SHOWN);
const refused = (detail: Json) => lineOf(new Story().note('refused', null, detail, 'UNETOPS'));

describe('what was tidied up on a host', () => {
  test('is its timer and its files: the change itself stays where it is verified', () => {
    expect(lineOf(STORIES['verified and clean']!())).toBe('Its timer and files are gone from the host.');
    const told = JSON.stringify(describeChange(STORIES['verified and clean']!().subject(), SHOWN));
    expect(told).not.toContain('left on the host');
  });
});

describe('an answer that did not count', () => {
  test.each([
    ['confirmed', 'own-request', '`Confirm` by UNETOPS did not count: who asked for a change cannot decide on it.'],
    ['confirmed', 'not-an-operator', '`Confirm` by UNETOPS did not count: no policy lets them decide on it.'],
    ['rejected', 'not-an-operator', '`Reject` by UNETOPS did not count: no policy lets them decide on it.'],
    ['cancelled', 'not-the-asker', '`Cancel` by UNETOPS did not count: only who asked can cancel.'],
    ['confirmed', 'twice-the-same', '`Confirm` by UNETOPS did not count: they had confirmed it already.'],
    ['confirmed', 'code-wrong', '`Confirm` by UNETOPS did not count: the one-time code was not the current one.'],
    ['confirmed', 'code-used', '`Confirm` by UNETOPS did not count: the one-time code was used already.'],
    ['hands-done', 'not-an-operator', '`I did this` by UNETOPS did not count: no policy lets them decide on it.'],
    ['confirmed', 'person-unknown', '`Confirm` by UNETOPS did not count: Slack did not tell who they are.'],
    ['confirmed', 'some-new-code', '`Confirm` by UNETOPS did not count (`some-new-code`).'],
  ])('%s, %s: the button and the reason are named', (what, code, words) => {
    expect(refused({ what, refusal: { code } })).toBe(words);
  });

  test('of a settled change what it was is named', () => {
    const refusal = { code: 'already-settled', state: 'rolled-back', by: null };
    expect(refused({ what: 'confirmed', refusal })).toContain('did not count: it was rolled back already.');
  });

  test('without a detail that is known it is told all the same', () => {
    expect(refused(null)).toBe('An answer by UNETOPS did not count.');
  });
});
