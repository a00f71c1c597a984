import { useEffect, useState } from 'react';
import { sentenceOf } from '../api/calls.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { useSession } from '../state/session.tsx';

/** The app's Home tab, as the app published it for this person. */
export function Home() {
  const { state, change, ask } = useSession();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    ask('openHome', {}).then(
      ({ view }) => change({ type: 'home', view }),
      (error: unknown) => setProblem(sentenceOf(error)),
    );
  }, [ask, change]);
  const { home, overview } = state;
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
