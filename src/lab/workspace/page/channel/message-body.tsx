import type { MessageShown } from '../../client-api.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { Mrkdwn } from '../blocks/kit.tsx';

/** What a message says. Its text stands in for blocks alone: with blocks Slack does not show it. */
export function MessageBody({ message }: { message: MessageShown }) {
  const { channel, ts, blocks, text, edited, isApp } = message;
  const surface = { channel, ts };
  const shown = blocks !== undefined && blocks.length > 0;
  return (
    <div className="message-body">
      {shown ? <Blocks blocks={blocks} surface={surface} /> : text !== '' && <Mrkdwn text={text} />}
      {message.attachments?.map((attachment, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: attachments have no id and keep their places
        <div key={at} className="attachment">
          {attachment.blocks !== undefined ? (
            <Blocks blocks={attachment.blocks} surface={surface} />
          ) : (
            <Mrkdwn text={attachment.text ?? attachment.fallback ?? ''} />
          )}
        </div>
      ))}
      {edited && !isApp && <small className="edited">(edited)</small>}
    </div>
  );
}
