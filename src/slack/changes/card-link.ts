import type { RichTextBlock } from '@slack/types';
import type { Change } from '../../changes/change.ts';
import type { Page } from '../message.ts';
import { LOOK_UP_MS, soon } from '../people/soon.ts';
import type { Ports } from '../ports.ts';
import { pageOf } from '../render/index.ts';

/** The address of a change's card; null where it stands nowhere yet, or where Slack does not give it soon. */
export async function cardLink(
  { card, approval: { id } }: Change,
  { slack, log }: Pick<Ports, 'slack' | 'log'>,
): Promise<string | null> {
  if (card === null) return null;
  return await soon(slack.linkTo(card), LOOK_UP_MS).catch((err) => {
    log.info({ change: id, err }, 'the address of a card is not known');
    return null;
  });
}

/** An answer with the way to a card, right below its first lines. The address is Slack's, never a host's. */
export function withCardLink(page: Page, url: string | null): Page {
  const [first, ...rest] = page.blocks;
  if (url === null || first === undefined) return page;
  const link = { type: 'link' as const, url, text: 'Go to its card' };
  const line: RichTextBlock = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [link] }] };
  return pageOf([first, line, ...rest]);
}
