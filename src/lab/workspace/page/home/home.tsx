import { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../api/calls.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { useSession } from '../state/session.tsx';

/** The app's Home tab, as the app published it for this person. */
export function Home() {
  const { state, change, ask } = useSession();
  const [problem, setProblem] = useState('');
  const { home, overview } = state;
  const messages = state.messages[state.channel] ?? [];
  const [since] = useState(messages.at(-1)?.ts ?? '');
  const told = messages.some(({ ts, isApp }) => isApp && ts > since);
  const latest = useRef(home);
  latest.current = home;
  useEffect(() => {
    const before = latest.current;
    ask('openHome', {}).then(
      ({ view }) => change({ type: 'home-opened', view, before }),
      (error: unknown) => setProblem(sentenceOf(error)),
    );
  }, [ask, change]);
  return (
    <section className="home" role="tabpanel" aria-label="Home">
      {home === null ? (
        <p className="empty">{problem === '' ? `${overview.app.name} has shown nothing here yet.` : problem}</p>
      ) : (
        <Blocks blocks={home.blocks} surface={{ view: home.id }} />
      )}
      <p className="home-told" role="status">
        {told && (
          <button type="button" onClick={() => change({ type: 'open', channel: state.channel, tab: 'messages' })}>
            {overview.app.name} has written to you under Messages <span aria-hidden="true">→</span>
          </button>
        )}
      </p>
    </section>
  );
}
