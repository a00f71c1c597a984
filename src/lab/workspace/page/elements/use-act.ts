import { useState } from 'react';
import type { ActionValue, Surface } from '../../client-api.ts';
import { sentenceOf } from '../api/calls.ts';
import { failureOf } from '../api/outcome.ts';
import { useSession } from '../state/session.tsx';

/** Tells the app of a click or a choice: `busy` until it has acknowledged it, `said` where it did not. */
export function useAct(at: Surface, blockId: string, actionId: string) {
  const { state, ask } = useSession();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const act = (value?: ActionValue) => {
    if (busy) return;
    setBusy(true);
    setSaid('');
    ask('act', { at, blockId, actionId, ...(value !== undefined && { value }) })
      .then(({ outcome }) => setSaid(failureOf(outcome, state.overview.app.name) ?? ''))
      .catch((error: unknown) => setSaid(sentenceOf(error)))
      .finally(() => setBusy(false));
  };
  return { busy, said, act };
}
