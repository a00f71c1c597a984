import { usage } from './command.ts';
import type { Problem } from './problem.ts';

/** `confirm c-7f3a9k` and its like, typed where nobody is known to be who they are, or without the card in view; null for other words. */
export function decidedInSlack([first = '', id, ...more]: readonly string[]): Problem | null {
  if (more.length > 0 || !/^(?:confirm|approve|reject|cancel)$/i.test(first)) return null;
  if (id !== undefined && !/^[cg]-[2-9a-hjkmnp-z]{6}$/i.test(id)) return null;
  return usage(
    'A change is confirmed, rejected and cancelled in Slack alone, by the buttons of its card.',
    `They stand on its card and on my Home tab there; vmkbot changes${id === undefined ? '' : ` ${id.toLowerCase()}`} tells of it.`,
    'by-buttons',
  );
}
