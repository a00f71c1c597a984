import type { ActionsBlock, Button } from '@slack/types';
import { shortened } from '../text/cut.ts';
import { visibleLine } from '../text/visible.ts';
import { OURS, SLACK } from './limits.ts';

/** What a suggestion's button is called when it is clicked: `vmk_ask:0`, `vmk_ask:1` … */
export const ASK = 'vmk_ask';

/** Words to ask next, as buttons: one block, or none where there is nothing to suggest. The value is the words themselves. */
export function suggestionButtons(words: readonly string[]): ActionsBlock[] {
  const short = [...new Set(words)].filter((each) => visibleLine(each).trim() !== '' && each.length <= OURS.suggestion);
  const elements = short.slice(0, OURS.suggestions).map(button);
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function button(words: string, at: number): Button {
  const label = shortened(visibleLine(words), SLACK.buttonText);
  const value = words.replace(/\p{Surrogate}/gu, '\ufffd');
  return { type: 'button', action_id: `${ASK}:${at}`, text: { type: 'plain_text', text: label, emoji: false }, value };
}
