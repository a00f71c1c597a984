import type { AnswerRefusal } from '../../changes/service.ts';
import { type Named, refusalWords } from '../../core/approvals/refusal.ts';
import type { Page } from '../message.ts';
import { NAMES, withMentions } from '../people/mentions.ts';
import { renderNotice } from '../render/index.ts';

/** A time of day by UTC, as the journal of a host has it. */
const when = (at: number) => `${new Date(at).toISOString().slice(11, 16)} UTC`;

/** Why a click did not count, for the person who clicked. `operators` are mentions. */
export function refusalPage(refusal: AnswerRefusal, id: string, operators: string): Page {
  return withMentions(renderNotice(words(refusal, id, { operators, who: NAMES.user, when })));
}

function words(refusal: AnswerRefusal, id: string, named: Named): string {
  switch (refusal.code) {
    case 'unknown-change':
      return `I know no change \`${id}\`, so nothing was done. If it is still wanted, ask for it again.`;
    case 'never-changed':
      return 'No policy allows this change any more, so nothing was confirmed. Whoever asked can cancel it; else it expires.';
    case 'part-of-several':
      return `This host is changed together with others, so nothing was done. Decide on the card of \`${refusal.whole}\`.`;
    default:
      return refusalWords(refusal, named);
  }
}
