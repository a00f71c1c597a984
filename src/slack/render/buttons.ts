import type { ActionsBlock, Button } from '@slack/types';
import { shortened } from '../text/cut.ts';
import { visibleLine } from '../text/visible.ts';
import { OURS, SLACK } from './limits.ts';

/** What a suggestion's button is called when it is clicked: `vmk_ask:0`, `vmk_ask:1` … */
export const ASK = 'vmk_ask';

/**
 * Words to ask next, as buttons: one block, or none where there is nothing to suggest. The value is the words themselves, so what
 * a label could not show of them is no suggestion.
 */
export function suggestionButtons(words: readonly string[]): ActionsBlock[] {
  const elements = [...new Set(words)].filter(isShown).slice(0, OURS.suggestions).map(button);
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function isShown(words: string): boolean {
  return words.trim() !== '' && words.length <= OURS.suggestion && visibleLine(words) === words;
}

function button(words: string, at: number): Button {
  const text = shortened(words, SLACK.buttonText);
  return { type: 'button', action_id: `${ASK}:${at}`, text: { type: 'plain_text', text, emoji: false }, value: words };
}
