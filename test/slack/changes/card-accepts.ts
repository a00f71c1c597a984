import { judgeBlocks } from '../../../src/lab/workspace/blocks/message.ts';
import type { Page } from '../../../src/slack/message.ts';
import { refusals } from '../render/slack-accepts.ts';

const MENTION = /<@([A-Z0-9]+)>|<!subteam\^([A-Z0-9]+)>/g;
type Node = { readonly type?: string; readonly [key: string]: unknown };

/** What Slack refuses of a page of a change, or would read as markup; nobody is mentioned but those in `mentioned`. */
export function cardRefusals(page: Page, mentioned: ReadonlySet<string>): string[] {
  const others = [...mentionsOf(page)].filter((id) => !mentioned.has(id));
  const judged = judgeBlocks(page.blocks);
  return [
    ...others.map((id) => `a mention of ${id}`),
    ...(judged === null ? [] : [`${judged.error}: ${judged.messages.join('; ')}`]),
    ...refusals({ text: page.text.replace(MENTION, 'somebody'), blocks: withoutNames(page.blocks) as Page['blocks'] }),
  ];
}

/** Everybody whom a page mentions, in its blocks or its text. */
export function mentionsOf({ text, blocks }: Page): ReadonlySet<string> {
  const inText = [...text.matchAll(MENTION)].map(([, user, group]) => (user ?? group)!);
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) visit(each);
    else if (typeof node === 'object' && node !== null) {
      const { user_id: user, usergroup_id: group, type } = node as Node;
      if (type === 'broadcast' || type === 'channel') found.push(String(type));
      for (const id of [user, group]) if (typeof id === 'string') found.push(id);
      for (const each of Object.values(node)) visit(each);
    }
  };
  visit(blocks);
  return new Set([...inText, ...found]);
}

/** The blocks with text where a person or a time is. */
function withoutNames(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutNames);
  if (typeof node !== 'object' || node === null) return node;
  const { type } = node as Node;
  if (type === 'user' || type === 'usergroup' || type === 'date') return { type: 'text', text: 'somebody' };
  return Object.fromEntries(Object.entries(node).map(([key, each]) => [key, withoutNames(each)]));
}
