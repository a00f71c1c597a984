import { type KeyboardEvent, useState } from 'react';
import type { MessageShown } from '../../client-api.ts';
import { FileCard } from '../files/file-card.tsx';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { isoOf, momentOf, timeOf } from '../parts/time.ts';
import { nameOf } from '../state/names.ts';
import { useSession } from '../state/session.tsx';
import { MessageBody } from './message-body.tsx';
import { MessageTools } from './message-tools.tsx';
import { ThreadLink } from './thread-link.tsx';

interface MessageProps {
  message: MessageShown;
  /** The day, where it begins with this message. */
  day: string | null;
  /** It goes on from the one above: without name and picture. */
  joined: boolean;
  inThread: boolean;
  last: boolean;
}

/** Subtypes that report what happened, without blocks of their own. */
const SYSTEM = /^(channel|group)_/;

export function Message({ message, day, joined, inThread, last }: MessageProps) {
  const { state, change } = useSession();
  const [menu, setMenu] = useState(false);
  const name = nameOf(state.overview, message.user);
  const openThread = () => change({ type: 'side', side: { kind: 'thread', ...rootOf(message) } });
  const system = SYSTEM.test(message.subtype ?? '');
  const keys = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || message.ephemeral) return;
    if (event.key === 'Enter' && !inThread) openThread();
    if (event.key === 'm' || event.key === 'ContextMenu') setMenu(true);
    if (['Enter', 'm', 'ContextMenu'].includes(event.key)) event.preventDefault();
  };
  return (
    <>
      {day !== null && (
        <h3 className="day">
          <span>{day}</span>
        </h3>
      )}
      <article
        className={`message${joined ? ' message-joined' : ''}${message.ephemeral ? ' message-ephemeral' : ''}${system ? ' message-system' : ''}`}
        tabIndex={last ? 0 : -1}
        aria-label={`${name}, ${timeOf(message.ts)}${message.ephemeral ? ', only visible to you' : ''}`}
        onKeyDown={keys}
      >
        {message.ephemeral && (
          <p className="message-only">
            <Icon name="eye" size={13} /> Only visible to you
          </p>
        )}
        <div className="message-row">
          <div className="message-gutter">
            {joined ? <Time ts={message.ts} /> : <Avatar name={name} app={message.isApp} />}
          </div>
          <div className="message-main">
            {!joined && (
              <p className="message-head">
                <strong>{name}</strong>
                {message.isApp && <span className="app-mark">APP</span>}
                <Time ts={message.ts} />
              </p>
            )}
            <MessageBody message={message} />
            {message.files?.map((file) => (
              <FileCard key={file.id} file={file} />
            ))}
            {!inThread && message.replies > 0 && <ThreadLink message={message} open={openThread} />}
          </div>
        </div>
        {!system && (
          <MessageTools message={message} inThread={inThread} openThread={openThread} menu={menu} setMenu={setMenu} />
        )}
      </article>
    </>
  );
}

function rootOf({ channel, ts, thread }: MessageShown): { channel: string; ts: string } {
  return { channel, ts: thread ?? ts };
}

function Time({ ts }: { ts: string }) {
  return (
    <time dateTime={isoOf(ts)} title={momentOf(ts)}>
      {timeOf(ts)}
    </time>
  );
}
