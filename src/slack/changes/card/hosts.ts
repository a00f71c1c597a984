/** Several hosts under one approval: a table of them with the state of each. */
import type { TableBlock } from '@slack/types';
import { STATE_WORDS, said, toldState } from '../../../core/describe/change/index.ts';
import { shortened, visibleLine } from '../../text/index.ts';
import type { Piece } from './page.ts';
import type { CardSubject } from './subject.ts';

const MOST_ROWS = 60;
const CELL = 60;

export function hostPieces(subject: CardSubject): Piece[] {
  const left = subject.members.length - MOST_ROWS;
  return [
    { kind: 'block', block: tableOf(subject) },
    ...(left > 0 ? [{ kind: 'line' as const, text: said`${left} more hosts are in the details.` }] : []),
  ];
}

function tableOf({ members, plans, change }: CardSubject): TableBlock {
  const rows = members.slice(0, MOST_ROWS).map((member, i) => {
    const { approval } = member;
    const isNotBegun = approval.state === 'cancelled' && toldState(change) !== 'cancelled';
    const state = isNotBegun ? 'not begun' : STATE_WORDS[approval.state];
    return [`${approval.host}${i === 0 ? ' (first)' : ''}`, plans[i]?.version ?? '–', state];
  });
  const cells = [['host', 'version', 'state'], ...rows].map((row) =>
    row.map((text) => ({ type: 'raw_text' as const, text: shortened(visibleLine(text), CELL) || '–' })),
  );
  return { type: 'table', rows: cells };
}
