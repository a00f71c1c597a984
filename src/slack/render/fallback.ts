import { boundary } from '../text/cut.ts';
import { escapeMrkdwn } from '../text/escape.ts';
import { SLACK } from './limits.ts';

/** What notifications and screen readers say of a message: its text, in order, within Slack's limit and never empty. */
export function fallback(blocks: readonly object[]): string {
  const all = textsOf(blocks).join('').replace(/\n+/g, '\n').trim();
  for (let room: number = SLACK.text; room > 0; room = Math.floor(room / 2)) {
    const text = escapeMrkdwn(all.length <= room ? all : `${all.slice(0, boundary(all, room - 1))}…`);
    if (text.length <= SLACK.text) return text === '' ? 'vmkbot' : text;
  }
  return 'vmkbot';
}

/** Every text in a tree of blocks, a line for each thing that stands on a line of its own. */
function textsOf(node: unknown): string[] {
  if (Array.isArray(node)) return [...node.flatMap(textsOf), ...(node[0]?.type === 'raw_text' ? ['\n'] : [])];
  if (typeof node !== 'object' || node === null) return [];
  const { type, text } = node as { readonly type?: string; readonly text?: unknown };
  if (typeof text === 'string') return [text, ...(INLINE.has(type ?? '') ? [] : [' '])];
  const inner = Object.values(node).flatMap(textsOf);
  return [...inner, '\n'];
}

const INLINE: ReadonlySet<string> = new Set(['text', 'link']);
