import type { HostState } from '../esxi/host-state.ts';
import { formatPrefix, readIpv4 } from '../net/address.ts';
import type { Reply } from '../reply.ts';
import type { Change } from '../routing/change.ts';
import type { ForwardingDiff } from '../routing/what-if.ts';
import { askFor, bullets, type Quoted, section } from './sections.ts';
import { contextOf, wayText } from './words.ts';

/** What a change would move, for people. */
export function describeDiff(diff: ForwardingDiff, change: Change, state: HostState, _quoted: Quoted): Reply {
  return {
    headline: { text: headline(diff, change) },
    context: contextOf(state, `stack ${change.netstack}`, diff.certainty, 'nothing was changed'),
    sections: [
      ...section('Why it is refused', bullets(diff.refusals.map(({ message }) => message))),
      ...section('What moves', {
        kind: 'table',
        header: ['addresses', 'before', 'after'],
        rows: diff.changes.map(({ first, last, before, after }) => [
          rangeText(first, last),
          wayText(before),
          wayText(after),
        ]),
      }),
      ...section('To know', bullets(diff.notes)),
      ...askFor(diff.missing),
    ],
  };
}

function headline({ changes, refusals }: ForwardingDiff, change: Change): string {
  const moved = changes.reduce((sum, { first, last }) => sum + readIpv4(last)! - readIpv4(first)! + 1, 0);
  const effect =
    moved === 0
      ? 'no path would change.'
      : `the path of exactly ${addresses(moved)} would change${changes.length === 1 ? `: ${rangeText(changes[0]!.first, changes[0]!.last)}` : `, in ${changes.length} ranges`}.`;
  return refusals.length === 0
    ? `${changeText(change)}: ${effect}`
    : `I would not make this change. ${refusals[0]!.message} If it were made, ${effect}`;
}

const addresses = (n: number) => `${n.toLocaleString('en-US')} ${n === 1 ? 'address' : 'addresses'}`;

export function changeText(change: Change): string {
  if (change.kind === 'gateway') return `Default gateway ${change.gateway}`;
  const via = change.gateway === null ? '' : ` via ${change.gateway}`;
  return `${change.kind === 'add' ? 'Adding' : 'Removing'} ${change.network}${via}`;
}

/** A range as a prefix where it is one, else its two ends. */
export function rangeText(first: string, last: string): string {
  if (first === last) return first;
  const [from, to] = [readIpv4(first)!, readIpv4(last)!];
  const size = to - from + 1;
  const length = 32 - Math.log2(size);
  const isPrefix = Number.isInteger(length) && from % size === 0;
  return isPrefix ? `${first}–${last} (${formatPrefix({ network: from, length })})` : `${first}–${last}`;
}
