import { visible } from './visible.ts';

/** Signs that look the same and that Slack reads as nothing: an invisible character between would start a word, and so a mark. */
const LOOK_ALIKE: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };

/**
 * Text for the places that Slack reads as mrkdwn: no mention, link, broadcast, emoji, quote or formatting can come out of it. It
 * reads the same but does not copy the same, so what is for copying stands in rich text, which Slack never parses.
 */
export function escapeMrkdwn(text: string): string {
  return visible(text)
    .replace(/[*_~`]/g, (mark) => LOOK_ALIKE[mark]!)
    .replace(/:(?=[^\s:]+:)/g, '∶')
    .replace(/:(?=\/\/)/g, '∶')
    .replace(/(?<![\p{L}\p{N}])@(?=[\p{L}\p{N}])/gu, '＠')
    .replace(/(?<![\p{L}\p{N}])#(?=[\p{L}\p{N}])/gu, '＃')
    .replace(/^( *)>/gm, '$1›')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
