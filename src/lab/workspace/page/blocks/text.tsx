import type { MrkdwnElement, PlainTextElement } from '@slack/types';
import { Mrkdwn } from './kit.tsx';

/** A text object. The library reads markup in plain text too, so that one is written by hand. */
export function Text({ text }: { text: PlainTextElement | MrkdwnElement }) {
  return text.type === 'mrkdwn' ? <Mrkdwn text={text.text} /> : <p className="plain">{text.text}</p>;
}
