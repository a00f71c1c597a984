import type { KnownBlock } from '@slack/types';
import { inline, paragraph } from '../render/index.ts';

export const heading = (text: string): KnownBlock => ({
  type: 'header',
  text: { type: 'plain_text', text, emoji: false },
});

/** What stands between backticks is shown as code. */
export const textBlock = (words: string): KnownBlock => ({ type: 'rich_text', elements: [paragraph(inline(words))] });
