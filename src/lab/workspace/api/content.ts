import type { AnyBlock } from '@slack/types';
import { isObject } from '../blocks/check.ts';
import { judgeBlocks, withIds } from '../blocks/message.ts';
import { INVENTED } from '../invented.ts';
import type { Slack } from '../slack.ts';
import type { Attachment, Channel, Metadata } from '../state/records.ts';
import type { Args } from './args.ts';
import { Refused, refusedWith } from './method.ts';

/** What a message says, as it is posted, updated, or sent to a response_url. */
export interface Content {
  readonly text: string;
  readonly blocks?: AnyBlock[];
  readonly attachments?: Attachment[];
}

/** The content of a call, judged as Slack judges it. */
export function contentOfCall(slack: Slack, args: Args): Content {
  const markdown = args.text('markdown_text');
  const text = args.text('text') ?? '';
  const blocks = blocksOf(slack, args.json('blocks', 'invalid_blocks_format'), '/blocks');
  const attachments = attachmentsOf(slack, args.json('attachments'));
  if (markdown !== undefined) return markdownContent(slack, markdown, text !== '' || blocks !== undefined);
  if (INVENTED.characters(text) > INVENTED.textLimit) throw new Refused('msg_too_long');
  if (text === '' && isEmpty(blocks) && isEmpty(attachments)) throw new Refused('no_text');
  return { text, ...(blocks === undefined ? {} : { blocks }), ...(attachments === undefined ? {} : { attachments }) };
}

function markdownContent(slack: Slack, text: string, both: boolean): Content {
  if (both) throw new Refused('markdown_text_conflict');
  if (INVENTED.characters(text) > 12_000) throw new Refused('msg_too_long');
  return { text, blocks: withIds([{ type: 'markdown', text } as AnyBlock], slack.ids) };
}

function isEmpty(list: readonly unknown[] | undefined): boolean {
  return list === undefined || list.length === 0;
}

function blocksOf(slack: Slack, blocks: unknown, at: string): AnyBlock[] | undefined {
  if (blocks === undefined) return undefined;
  const refused = judgeBlocks(blocks, at);
  if (refused !== null) throw refusedWith(refused.error, refused.messages);
  return withIds(blocks as AnyBlock[], slack.ids);
}

function attachmentsOf(slack: Slack, attachments: unknown): Attachment[] | undefined {
  if (attachments === undefined) return undefined;
  if (!Array.isArray(attachments) || !attachments.every(isObject)) throw new Refused('invalid_attachments');
  if (attachments.length > 100) throw new Refused('too_many_attachments');
  return attachments.map((attachment, index) => {
    const blocks = blocksOf(slack, attachment.blocks, `/attachments/${index}/blocks`);
    return { ...attachment, ...(blocks === undefined ? {} : { blocks }) };
  });
}

/** The thread that a call names: the `ts` of a message that is no reply. */
export function threadOfCall(channel: Channel, args: Args): string | undefined {
  const ts = args.text('thread_ts');
  if (ts === undefined || ts === '') return undefined;
  const root = channel.messages.get(ts);
  if (root === undefined || root.to !== undefined) throw new Refused('invalid_thread_ts');
  if (root.thread !== undefined) throw new Refused(INVENTED.replyAsThread);
  return ts;
}

/** The metadata of a call; null where it is an empty object, which takes a message's metadata away. */
export function metadataOfCall(args: Args): Metadata | null | undefined {
  const metadata = args.json('metadata', 'invalid_metadata_format');
  if (metadata === undefined) return undefined;
  if (!isObject(metadata)) throw new Refused('invalid_metadata_format');
  if (Object.keys(metadata).length === 0) return null;
  const { event_type: type, event_payload: payload } = metadata;
  if (typeof type !== 'string' || type === '' || !isObject(payload)) throw new Refused('invalid_metadata_format');
  if (!Object.values(payload).every(isPayloadValue)) throw new Refused('invalid_metadata_schema');
  if (Buffer.byteLength(JSON.stringify(metadata)) > INVENTED.metadataBytes) throw new Refused('metadata_too_large');
  return { event_type: type, event_payload: payload };
}

function isPayloadValue(value: unknown): boolean {
  const scalar = (of: unknown) => ['string', 'number', 'boolean'].includes(typeof of);
  const flat = (of: unknown) => isObject(of) && Object.values(of).every(scalar);
  return scalar(value) || flat(value) || (Array.isArray(value) && value.every((item) => scalar(item) || flat(item)));
}
