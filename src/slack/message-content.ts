import { redact } from '../core/esxi/redact.ts';
import type { FileGiven, Paste } from './incoming.ts';
import { pastedText, withoutMention, wordsBeside } from './text/index.ts';

/** What of a message counts as a question, and what as output of a host. */
export interface MessageContent {
  /** As Slack sends them. */
  readonly words: string;
  readonly pastes: readonly Paste[];
  readonly files: readonly FileGiven[];
}

/** The fields of a message that are read, in events, shortcuts and listings alike. */
export interface SlackMessage {
  readonly text?: string | undefined;
  readonly blocks?: readonly unknown[] | undefined;
  readonly attachments?: readonly unknown[] | undefined;
  readonly files?: readonly unknown[] | undefined;
}

/** Takes a message apart. */
export function messageContent(message: SlackMessage, botUser: string): MessageContent {
  return {
    words: withoutMention(wordsBeside(message), botUser),
    pastes: pastedText(message),
    files: (message.files ?? []).flatMap(fileGiven),
  };
}

export function isMentioned({ text = '' }: SlackMessage, botUser: string): boolean {
  return new RegExp(`<@${botUser}(?:\\|[^>]*)?>`).test(text);
}

/** A file as Slack lists it in messages and in what was filled in. Its name is stored and said again as any words are. */
export function fileGiven(file: unknown): FileGiven[] {
  if (typeof file !== 'object' || file === null) return [];
  const { id, name, size, url_private_download: url, mode, mimetype } = file as Record<string, unknown>;
  if (typeof id !== 'string' || mode === 'tombstone') return [];
  return [
    {
      id,
      name: typeof name === 'string' && name !== '' ? redact(name).text : 'file',
      ...(typeof url === 'string' && { url }),
      ...(typeof size === 'number' && { bytes: size }),
      ...(typeof mimetype === 'string' && /^(image|video|audio)\//.test(mimetype) && { media: true as const }),
    },
  ];
}
