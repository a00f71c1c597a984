/** What `Show details` and the thread show: the plan with its checks and lines, and the journal. */
import { changeSections, headingOf } from '../../../core/describe/change/index.ts';
import type { Page } from '../../message.ts';
import { renderReply } from '../../render/index.ts';
import { BY_ID, type CardNames, type CardSubject } from './subject.ts';

export function detailPages(subject: CardSubject, _names: CardNames = BY_ID): readonly Page[] {
  const shown = { who: (id: string) => id, when: (at: number) => `${new Date(at).toISOString().slice(11, 19)} UTC` };
  const { details } = renderReply({ headline: { text: headingOf(subject) }, sections: changeSections(subject, shown) });
  return details;
}
