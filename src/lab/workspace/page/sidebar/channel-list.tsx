import { type KeyboardEvent, useId } from 'react';
import type { ChannelShown } from '../../client-api.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSession } from '../state/session.tsx';
import { unreadIn } from '../state/unread.ts';

/** Channels of one kind; arrow keys move between all of them. */
export function ChannelList({ title, channels }: { title: string; channels: readonly ChannelShown[] }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} className="sidebar-title">
        {title}
      </h2>
      <ul className="channels" onKeyDown={moveBetween}>
        {channels.map((channel) => (
          <li key={channel.id}>
            <ChannelEntry channel={channel} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ChannelEntry({ channel }: { channel: ChannelShown }) {
  const { state, change } = useSession();
  const isOpen = state.channel === channel.id;
  const { messages, threads } = unreadIn(state, channel.id);
  const isUnread = !isOpen && (messages > 0 || threads);
  return (
    <button
      type="button"
      className={`channel${isUnread ? ' channel-unread' : ''}`}
      aria-current={isOpen ? 'page' : undefined}
      onClick={() => change({ type: 'open', channel: channel.id, tab: 'messages' })}
    >
      {channel.kind === 'im' ? (
        <Avatar name={channel.name} app small />
      ) : (
        <Icon name={channel.kind === 'private' ? 'lock' : 'hash'} size={15} />
      )}
      <span className="channel-name">{channel.name}</span>
      {channel.archived && <span className="channel-note">archived</span>}
      {isUnread && (
        <span className={messages > 0 ? 'channel-count' : 'channel-dot'}>
          {messages > 0 && messages}
          <span className="hidden">{messages > 0 ? ' unread' : 'new replies'}</span>
        </span>
      )}
    </button>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function moveBetween(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const all = [...document.querySelectorAll<HTMLElement>('.channels .channel')];
  all[all.indexOf(document.activeElement as HTMLElement) + step]?.focus();
}
