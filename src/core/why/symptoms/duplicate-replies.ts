import { foundBy } from '../../rules/with-theirs.ts';
import { overlay } from './overlay.ts';
import { reported, type Symptom } from './symptom.ts';

const NOTED =
  'Duplicate answers to a ping were seen between machines on a VXLAN of a nested lab where everything worked, and what makes them was never found: they are noted here, and not diagnosed.';

/** Each ping is answered more than once: what is known is that nobody knows. What can be tested is the size. */
export const duplicateReplies: Symptom = {
  ...overlay,
  id: 'duplicate-replies',
  summary: `${NOTED} What can be tested of an overlay is the size: each hop between the tunnel endpoints has to carry 1600.`,
  known: [reported('Duplicate answers in nested labs were seen and left unexplained.', 'S004'), ...overlay.known],
  seen(asked) {
    const draft = overlay.seen!(asked);
    if (draft === null || foundBy('duplicate-replies', asked.diagnosis.findings).length > 0) return draft;
    return { ...draft, premise: 'cannot-tell', answer: `No duplicate answer is in this output. ${draft.answer}` };
  },
};
