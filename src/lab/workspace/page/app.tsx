import { useCallback, useEffect, useState } from 'react';
import { ClientRefusal, type Overview } from '../client-api.ts';
import { DEFAULT_PEOPLE } from '../options.ts';
import { asking, sentenceOf } from './api/calls.ts';
import { Chooser } from './chooser.tsx';
import { Frame } from './frame.tsx';
import { keepPerson, keptPerson } from './state/kept.ts';
import { SessionOf } from './state/session.tsx';
import { ThemeProvider } from './state/theme.tsx';

const AGAIN_MS = 1_000;

/** The whole page: first who one is, then the workspace. */
export function App() {
  const [person, setPerson] = useState(keptPerson);
  const forget = useCallback(() => setPerson(null), []);
  const { overview, problem } = useOverview(person ?? DEFAULT_PEOPLE[0]!.name, forget);
  const become = useCallback((name: string | null) => {
    if (name !== null) keepPerson(name);
    setPerson(name);
  }, []);
  return (
    <ThemeProvider>
      {overview === null ? (
        <p className="opening" role="status">
          {problem ?? 'Opening the workspace …'}
        </p>
      ) : person === null ? (
        <Chooser overview={overview} choose={become} />
      ) : (
        <SessionOf key={overview.me.id} overview={overview}>
          <Frame become={become} />
        </SessionOf>
      )}
    </ThemeProvider>
  );
}

/** The overview of one person, asked for until the workspace answers. */
function useOverview(as: string, unknown: () => void): { overview: Overview | null; problem: string | null } {
  const [overview, setOverview] = useState<Overview | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wanted = true;
    const load = () =>
      asking(as)('overview', {}).then(
        (found) => wanted && setOverview(found),
        (error: unknown) => {
          if (!wanted) return;
          setProblem(sentenceOf(error));
          if (error instanceof ClientRefusal && error.code === 'user_not_found') unknown();
          timer = setTimeout(load, AGAIN_MS);
        },
      );
    void load();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [as, unknown]);
  return { overview: overview?.me.name === as || overview === null ? overview : null, problem };
}
