import { useRef } from 'react';
import type { ChannelShown } from '../../client-api.ts';
import { Composer } from '../composer/composer.tsx';
import type { Draft } from '../composer/draft.ts';
import { useDraft } from '../composer/draft.ts';
import { DropZone } from '../files/drop-zone.tsx';
import { Home } from '../home/home.tsx';
import { Icon } from '../parts/icon.tsx';
import { titleOf } from '../state/names.ts';
import { useSession } from '../state/session.tsx';
import { AppTabs } from './app-tabs.tsx';
import { MessageList } from './message-list.tsx';
import { NotIn } from './not-in.tsx';

/** The open channel: its messages and where to write. */
export function ChannelView() {
  const { state } = useSession();
  const { overview } = state;
  const channel = overview.channels.find(({ id }) => id === state.channel);
  if (channel === undefined) {
    return (
      <main className="main">
        <p className="empty">Choose a channel on the left.</p>
      </main>
    );
  }
  const withApp = channel.kind === 'im' && channel.members.includes(overview.app.userId);
  return (
    <main className="main" aria-label={titleOf(channel)}>
      <header className="head">
        <h2>
          {channel.kind !== 'im' && <Icon name={channel.kind === 'private' ? 'lock' : 'hash'} />}
          {channel.name}
        </h2>
        {channel.topic !== '' && <p className="head-topic">{channel.topic}</p>}
        {channel.kind !== 'im' && <AppPresence channel={channel} />}
        {withApp && overview.app.homeTab && <AppTabs />}
      </header>
      {withApp && state.tab === 'home' ? <Home /> : <Messages channel={channel} />}
    </main>
  );
}

function AppPresence({ channel }: { channel: ChannelShown }) {
  const { app } = useSession().state.overview;
  const people = channel.members.filter((id) => id !== app.userId).length;
  const presence = channel.members.includes(app.userId) ? `with ${app.name}` : `without ${app.name}`;
  return (
    <span className="head-members">
      {people === 1 ? '1 person' : `${people} people`}, {presence}
    </span>
  );
}

function Messages({ channel }: { channel: ChannelShown }) {
  const { state } = useSession();
  const draft: Draft = useDraft(channel.id);
  const scroller = useRef<HTMLDivElement>(null);
  const { me } = state.overview;
  const writes = !channel.archived && channel.members.includes(me.id);
  return (
    <DropZone add={draft.addFiles} able={writes}>
      <MessageList
        label={`Messages in ${titleOf(channel)}`}
        messages={state.messages[channel.id] ?? null}
        scroller={scroller}
        inThread={false}
      />
      {writes ? <Composer channel={channel} draft={draft} /> : <NotIn channel={channel} />}
    </DropZone>
  );
}
