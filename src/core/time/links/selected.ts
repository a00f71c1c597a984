import { ntpPeers } from '../../esxi/commands.ts';
import type { NtpPeer } from '../../esxi/time-state.ts';
import type { Certainty, Evidence } from '../../evidence.ts';
import type { SourceKey } from '../../sources.ts';
import type { Link } from '../judgement.ts';
import { DISPERSION_MS, PANIC_MS } from '../limits.ts';
import { broken, holds, notKnown, starting } from '../link.ts';
import { claimLines, isTorn, justStarted, linesOf, named, remoteName, rowsOf, type View } from '../view.ts';

/** Does the daemon follow one of those that answer? Answering is not enough: it judges them first. */
export function selected(view: View): Link {
  const { replied, claim, state } = view;
  const chosen = view.selected;
  const said = claimLines(view);
  if (chosen !== undefined && claim === false)
    return notKnown(
      'selected',
      `The table marks ${remoteName(chosen)} as the one in use, and the host says that it is not synchronised.`,
      ntpPeers(state),
      [...rowsOf([chosen]), ...said],
    );
  if (chosen !== undefined)
    return holds('selected', `The daemon follows ${remoteName(chosen)}.`, rowsOf([chosen]), { certainty: 'reported' });
  if (replied.length === 0) {
    if (claim === true) return holds('selected', 'The host says that it is synchronised.', said);
    if (claim === false) return fromClaim(view, said);
    return notKnown('selected', 'Whether the daemon follows a server was not captured.', ntpPeers(state));
  }
  if (replied.some(({ tally }) => tally === undefined))
    return notKnown(
      'selected',
      'The marks before the names were lost, so whether the daemon follows a server is not known.',
      ntpPeers(state),
      rowsOf(replied),
    );
  if (isTorn(state, rowsOf(view.peers ?? [])))
    return notKnown(
      'selected',
      'A row of the servers could not be read, so whether the daemon follows that one is not known.',
      ntpPeers(state),
      rowsOf(replied),
    );
  const why = reasonOf(view);
  if (why === null && replied.some(({ tally }) => tally === '+' || tally === '#'))
    return notKnown(
      'selected',
      'Servers are marked as candidates and none as the one in use: a row may be missing.',
      ntpPeers(state),
      rowsOf(replied),
    );
  if (why === null && (justStarted(view) || replied.every(isFilling)))
    return starting(
      'selected',
      `${named(replied.map(remoteName))} began to answer; the daemon has not chosen yet.`,
      rowsOf(replied),
      { reason: 'choosing', sources: ['KB443781'] },
    );
  const { reason, text, evidence, certainty, sources } = why ?? {
    ...GUESSED,
    reason: 'not-told',
    text: 'The table does not tell why; a server that is itself far from its reference (high root dispersion, as a Windows time service has) looks so.',
    evidence: [],
  };
  return broken(
    'selected',
    `${named(replied.map(remoteName))} ${replied.length === 1 ? 'answers' : 'answer'}, and the daemon follows none. ${text}`,
    [...rowsOf(replied), ...evidence],
    { reason, certainty, sources },
  );
}

/** The host says no and shows no servers: that is normal in the first minutes. */
function fromClaim(view: View, said: readonly Evidence[]): Link {
  if (justStarted(view))
    return starting(
      'selected',
      'The daemon has started and follows no server yet.',
      [...said, ...linesOf(view.ntp, 'runtimeSeconds')],
      { reason: 'choosing', sources: ['KB443781'] },
    );
  return broken('selected', 'The host says that it is not synchronised.', said, { reason: 'not-told' });
}

/** Bits come in from the right, so all of them up to the highest are set where it never missed one and has not polled eight times. */
function isFilling({ reach }: NtpPeer): boolean {
  return reach < 0o377 && (reach & (reach + 1)) === 0;
}

interface Reason {
  readonly reason: string;
  readonly text: string;
  readonly evidence: readonly Evidence[];
  readonly certainty: Certainty;
  readonly sources: readonly SourceKey[];
}

/** KB 443781 tells of the dispersion that is refused. */
const BY_KB = { certainty: 'documented', sources: ['KB443781'] } as const;
/** By what it tells of a server that is too unsure: the alarm is seen, and the dispersion guessed from it. */
const GUESSED = { certainty: 'inferred', sources: ['KB443781'] } as const;
/** How ntpd works everywhere; no document of ESXi tells it. */
const BY_NTPD = { certainty: 'reported', sources: [] } as const;
/** With which flags ESXi starts ntpd is not established. */
const BY_FLAGS = { certainty: 'inferred', sources: [] } as const;

function reasonOf({ replied, ntp, state }: View): Reason | null {
  if (replied.every(({ stratum }) => stratum >= 16))
    return {
      ...BY_NTPD,
      reason: 'stratum',
      text: 'They are at stratum 16: they have no right time themselves.',
      evidence: [],
    };
  const far = replied.filter(({ offset }) => Math.abs(offset) > PANIC_MS);
  if (far.length === replied.length)
    return {
      ...BY_FLAGS,
      reason: 'offset',
      text: `The host is more than ${PANIC_MS / 1000} s off, which ntpd refuses to correct unless it was started to; how ESXi starts it is not established.`,
      evidence: [],
    };
  const { rootDispersion, leap } = ntp?.variables ?? {};
  if (rootDispersion !== undefined && rootDispersion > DISPERSION_MS)
    return {
      ...BY_KB,
      reason: 'dispersion',
      text: `The root dispersion is ${rootDispersion} ms, and more than ${DISPERSION_MS} ms is refused.`,
      evidence: linesOf(ntp?.variables, 'rootDispersion'),
    };
  if (replied.every(({ tally }) => tally === 'x'))
    return {
      ...BY_NTPD,
      reason: 'disagree',
      text: 'Each is marked as a falseticker: they disagree, and no majority tells which is right.',
      evidence: [],
    };
  const logged = state.logEvents?.find(({ text }) => /TIME_ERROR: 0x\w+: Clock Unsynchronized|leap_alarm/.test(text));
  if (logged !== undefined && replied.every(({ reach }) => reach === 0o377))
    return {
      ...GUESSED,
      reason: 'dispersion',
      text: 'The log says that the clock is not synchronised although every poll is answered: usually the root dispersion of the server is too high.',
      evidence: linesOf(logged, 'text'),
    };
  if (leap === 'alarm' && replied.every(({ reach }) => reach === 0o377))
    return {
      ...GUESSED,
      reason: 'dispersion',
      text: 'The daemon is in alarm although every poll is answered: usually the root dispersion of the server is too high.',
      evidence: linesOf(ntp?.variables, 'leap'),
    };
  return null;
}
