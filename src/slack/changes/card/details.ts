/** What `Show details` and the thread show: the plan with its checks and lines, and the journal. */
import { changeSections, headingOf, journalLine, said, seconds } from '../../../core/describe/change/index.ts';
import type { Page } from '../../message.ts';
import { renderNotice, renderReply } from '../../render/index.ts';
import { pageOfPieces } from './page.ts';
import { BY_ID, type CardNames, type CardSubject } from './subject.ts';

export function detailPages(subject: CardSubject, names: CardNames = BY_ID): readonly Page[] {
  return [...planPages(subject), ...journalPages(subject, names)];
}

/**
 * The plan alone, for the thread below the card, where what happens is told as it does. Of many hosts as many as a few messages hold, and
 * a word of how many are left.
 */
export function planPages(subject: CardSubject): readonly Page[] {
  const { plans } = subject;
  for (let count = plans.length; ; count = Math.floor(count / 2)) {
    const { details, file } = renderReply({
      headline: { text: headingOf(subject) },
      sections: changeSections({ plans: plans.slice(0, count) }, PLAIN, plans.length > 1),
    });
    if (file !== undefined && count > 0) continue;
    const left = plans.length - count;
    return left === 0
      ? details
      : [
          ...details,
          renderNotice(
            `${left} more hosts are planned alike; \`changes ${subject.change.approval.id}\` in a terminal shows each.`,
          ),
        ];
  }
}

/** Plans name times, and nobody. */
const PLAIN = {
  who: (id: string) => id,
  when: (at: number) => `${new Date(at).toISOString().slice(11, 19)} UTC`,
};

const MOST_LINES = 30;
const MOST_PAGES = 3;

/** The newest where there is too much: the audit holds all of it. */
function journalPages(subject: CardSubject, names: CardNames): readonly Page[] {
  const lines = subject.journal
    .slice(-MOST_LINES * MOST_PAGES)
    .map((entry) => said`${seconds(entry.at)}  ${journalLine(entry)}`);
  const pages = Array.from({ length: Math.ceil(lines.length / MOST_LINES) }, (_, i) =>
    lines.slice(i * MOST_LINES, (i + 1) * MOST_LINES),
  );
  return pages.map((part) =>
    pageOfPieces(
      [{ kind: 'list', title: 'What happened', lines: part }],
      said`What happened to ${headingOf(subject)}`,
      names,
    ),
  );
}
