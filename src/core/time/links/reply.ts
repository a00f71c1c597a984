import { ntpPeers } from '../../esxi/commands.ts';
import type { Link } from '../judgement.ts';
import { broken, holds, notKnown, starting } from '../link.ts';
import { claimLines, isTorn, justStarted, linesOf, named, remoteName, rowsOf, type View } from '../view.ts';

/** Do servers answer? Reach counts the last eight polls; right after a start none has been made. */
export function reply(view: View): Link {
  const { peers, replied, pools, ntp, state } = view;
  if (replied.length > 0)
    return holds('reply', `${named(replied.map(remoteName))} answered in the last eight polls.`, rowsOf(replied));
  if (view.claim === true) return holds('reply', 'The host says that it is synchronised.', claimLines(view));
  const silent = peers ?? [];
  if (silent.length === 0 && pools.length === 0)
    return notKnown('reply', 'Whether servers answer was not captured.', ntpPeers(state));
  const rows = rowsOf(silent.length > 0 ? silent : pools);
  if (isTorn(state, rows))
    return notKnown(
      'reply',
      'A row of the servers could not be read, so whether one answers is not known.',
      ntpPeers(state),
      rows,
    );
  if (justStarted(view))
    return starting(
      'reply',
      `The daemon started ${minutes(ntp!.runtimeSeconds!)} ago, and no server has answered yet.`,
      [...rows, ...linesOf(ntp, 'runtimeSeconds')],
      { reason: 'started', sources: ['KB443781'] },
    );
  if (silent.length === 0)
    return broken('reply', 'The pool gave the daemon no server to ask.', rows, {
      reason: 'pool-empty',
      certainty: 'inferred',
    });
  const never = silent.every(({ refid, when }) => refid === '.INIT.' || when === null);
  const whom = named(silent.map(remoteName));
  const text = never
    ? `No answer has ever come from ${whom} since the daemon started.`
    : `${whom} answered none of the last eight polls.`;
  return broken('reply', text, rows, { reason: never ? 'never-answered' : 'lost', certainty: 'reported' });
}

function minutes(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
}
