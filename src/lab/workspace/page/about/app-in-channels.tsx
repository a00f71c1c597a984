import { useState } from 'react';
import { sentenceOf } from '../api/calls.ts';
import { useSession } from '../state/session.tsx';

/** Brings the app into a channel or puts it out: without it the app says how to invite it. */
export function AppInChannels() {
  const { state, ask } = useSession();
  const { app, channels, me } = state.overview;
  const [problem, setProblem] = useState('');
  const mine = channels.filter(({ kind, archived, members }) => kind !== 'im' && !archived && members.includes(me.id));
  const set = (channel: string, inside: boolean) => {
    setProblem('');
    ask(inside ? 'invite' : 'kick', { channel, user: app.userId }).catch((error: unknown) =>
      setProblem(sentenceOf(error)),
    );
  };
  return (
    <section>
      <h3>Where {app.name} is</h3>
      <p>Take {app.name} out of a channel and ask it there, to see what it says.</p>
      <ul className="switches">
        {mine.map(({ id, name, members }) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                role="switch"
                aria-checked={members.includes(app.userId)}
                checked={members.includes(app.userId)}
                onChange={(event) => set(id, event.target.checked)}
              />
              {app.name} is in #{name}
            </label>
          </li>
        ))}
      </ul>
      <p role="alert">{problem}</p>
    </section>
  );
}
