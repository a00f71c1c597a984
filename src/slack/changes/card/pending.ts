import type { KnownBlock } from '@slack/types';
import { headingOf, said, standing } from '../../../core/describe/change/index.ts';
import { buttonsOf } from './buttons.ts';
import { blocksOf } from './page.ts';
import type { CardNames, CardSubject } from './subject.ts';

/** A change on somebody's Home tab, with what this person can decide. */
export function pendingBlocks(
  subject: CardSubject,
  names: CardNames,
  _now: number,
  reader?: string,
): readonly KnownBlock[] {
  const commands = [...new Set(subject.plans.flatMap((plan) => plan.commands.map((words) => words.join(' '))))];
  return [
    ...blocksOf(
      [
        { kind: 'head', text: said`${headingOf(subject)}`, rest: said` · ${standing(subject.change)}` },
        { kind: 'commands', lines: commands },
      ],
      names,
    ),
    ...buttonsOf(subject, reader),
  ];
}
