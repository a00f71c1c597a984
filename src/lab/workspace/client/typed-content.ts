import type { Slack } from '../slack.ts';
import { piecesOf } from './typed.ts';
import { richTextOf, wireText } from './wire.ts';

/** Typed words as text and blocks. */
export function typedContent({ team, ids }: Slack, typed: string) {
  const pieces = piecesOf(team, typed);
  return { text: wireText(pieces), blocks: [richTextOf(pieces, ids.next('b'))] };
}
