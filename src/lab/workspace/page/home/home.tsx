import { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../api/calls.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { useSession } from '../state/session.tsx';

/** The app's Home tab, as the app published it for this person. */
export function Home() {
  const { state, change, ask } = useSession();
  const [problem, setProblem] = useState('');
  const { home, overview } = state;
  const latest = useRef(home);
  latest.current = home;
  useEffect(() => {
    const before = latest.current;
    ask('openHome', {}).then(
      // What the app publishes meanwhile comes by the stream, and may come first.
      ({ view }) => latest.current === before && change({ type: 'home', view }),
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
    </section>
  );
}
