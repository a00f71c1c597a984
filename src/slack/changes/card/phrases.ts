/** Phrases as Slack shows them: people as mentions, times as the reader's own, and nothing else as anything but text. */
import type { RichTextElement, RichTextSection } from '@slack/types';
import type { Named, Phrase } from '../../../core/describe/change/index.ts';
import { inline, paragraph } from '../../render/index.ts';
import { escapeMrkdwn, shortened, visible } from '../../text/index.ts';
import type { CardNames } from './subject.ts';

const MENTION = /(<@[UW][A-Z0-9]{1,30}>|<!subteam\^S[A-Z0-9]{1,30}>)/;
const FORMATS = { time: '{time}', seconds: '{time_secs}', day: '{date_short_pretty} {time}' } as const;

type Style = { readonly bold?: true };

/** At most `most` characters of each text in it. */
export function elementsOf(phrase: Phrase, names: CardNames, most: number, style: Style = {}): RichTextElement[] {
  return merged(phrase).flatMap((word): RichTextElement[] => {
    if (typeof word === 'string') return inline(shortened(visible(word), most), style);
    if ('person' in word) return mentionsIn(names.who(word.person), most, style);
    return [dateOf(word, style)];
  });
}

/** Text that is ours or the configuration's: what is a mention in it becomes one. */
export function mentionsIn(text: string, most: number, style: Style = {}): RichTextElement[] {
  return partsOf(text).flatMap((part): RichTextElement[] => {
    if (!MENTION.test(part)) return inline(shortened(visible(part), most), style);
    if (part.startsWith('<@')) return [{ type: 'user', user_id: part.slice(2, -1) }];
    return [{ type: 'usergroup', usergroup_id: part.slice('<!subteam^'.length, -1) }];
  });
}

const MOST_PARTS = 40;

/** Mentions and what is between them; a configuration may name whole departments. */
function partsOf(text: string): readonly string[] {
  const parts = text.split(MENTION).filter((part) => part !== '');
  return parts.length > MOST_PARTS ? [...parts.slice(0, MOST_PARTS), ' and others'] : parts;
}

export function sectionOf(phrase: Phrase, names: CardNames, most: number, style: Style = {}): RichTextSection {
  const elements = elementsOf(phrase, names, most, style);
  return { ...paragraph([]), elements: elements.length === 0 ? inline('–') : elements };
}

function dateOf({ at, as }: Extract<Named, { at: number }>, style: Style): RichTextElement {
  const date = { type: 'date' as const, timestamp: secondsOf(at), format: FORMATS[as], fallback: utc(at, as) };
  return Object.keys(style).length === 0 ? date : { ...date, style };
}

/** For notifications and screen readers: mrkdwn in which only our own mentions and times are markup. */
export function plainOf(phrase: Phrase, names: CardNames, most: number): string {
  return merged(phrase)
    .map((word) => {
      if (typeof word === 'string') return escapeMrkdwn(shortened(word, most).replace(/`([^`\n]+)`/g, '$1'));
      if ('person' in word) return plainMentions(names.who(word.person), most);
      return utc(word.at, word.as);
    })
    .join('');
}

function plainMentions(text: string, most: number): string {
  return partsOf(text)
    .map((part) => (MENTION.test(part) ? part : escapeMrkdwn(shortened(part, most))))
    .join('');
}

/** Texts side by side are one: what stands between backticks may begin in one and end in the next. */
function merged(phrase: Phrase): Phrase {
  const all: (string | Named)[] = [];
  for (const word of phrase) {
    const last = all.at(-1);
    if (typeof word === 'string' && typeof last === 'string') all[all.length - 1] = last + word;
    else all.push(word);
  }
  return all;
}

const secondsOf = (ms: number) => Math.max(0, Math.floor(ms / 1000));

function utc(ms: number, as: keyof typeof FORMATS): string {
  const iso = new Date(secondsOf(ms) * 1000).toISOString();
  return `${as === 'day' ? `${iso.slice(0, 10)} ` : ''}${iso.slice(11, as === 'seconds' ? 19 : 16)} UTC`;
}
