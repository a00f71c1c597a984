import { useEffect, useRef } from 'react';
import { MessageList } from '../channel/message-list.tsx';
import { Composer } from '../composer/composer.tsx';
import { useDraft } from '../composer/draft.ts';
import { DropZone } from '../files/drop-zone.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { titleOf } from '../state/names.ts';
import { useSession } from '../state/session.tsx';

/** A thread at the side. */
export function Thread({ channel: id, ts }: { channel: string; ts: string }) {
  const { state, change } = useSession();
  const { overview } = state;
  const draft = useDraft(`${id} ${ts}`);
  const scroller = useRef<HTMLDivElement>(null);
  const aside = useRef<HTMLElement>(null);
  const channel = overview.channels.find((one) => one.id === id);
  useEffect(() => {
    aside.current?.querySelector('textarea')?.focus();
  }, []);
  if (channel === undefined) return null;
  const close = () => change({ type: 'side', side: null });
  const writes = !channel.archived && channel.members.includes(overview.me.id);
  return (
    <aside ref={aside} className="side" aria-label="Thread" onKeyDown={(event) => event.key === 'Escape' && close()}>
      <header className="head">
        <h2>Thread</h2>
        <span className="head-members">{titleOf(channel)}</span>
        <IconButton icon="close" label="Close the thread" onClick={close} />
      </header>
      <DropZone add={draft.addFiles} able={writes}>
        <MessageList label="Messages of the thread" messages={state.threads[ts] ?? null} scroller={scroller} inThread />
        {writes && <Composer channel={channel} thread={ts} draft={draft} />}
      </DropZone>
    </aside>
  );
}
