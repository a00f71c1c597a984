import { ntpPeers } from '../../esxi/commands.ts';
import type { Evidence } from '../../evidence.ts';
import type { KernelClock, Link, TimeJudgement } from '../judgement.ts';
import { awayText, kernelClock } from '../kernel-clock.ts';
import { STEP_MS } from '../limits.ts';
import { broken, holds, notKnown } from '../link.ts';
import { linesOf, rowsOf, type View } from '../view.ts';
import { offsetText } from '../words.ts';

export interface Measured {
  readonly ms: number;
  readonly from: NonNullable<TimeJudgement['offsetFrom']>;
  readonly evidence: readonly Evidence[];
}

/** How far the host is from the server it follows; else from the best of those that answer. */
export function measured({ selected, replied, ntp }: View): Measured | undefined {
  if (selected !== undefined) return { ms: selected.offset, from: 'selected', evidence: rowsOf([selected]) };
  const tested = ntp?.test?.offsetMs;
  if (tested !== undefined) return { ms: tested, from: 'test', evidence: linesOf(ntp?.test, 'offsetMs') };
  const [best] = replied.filter(({ stratum }) => stratum < 16).toSorted((a, b) => a.stratum - b.stratum);
  return best === undefined ? undefined : { ms: best.offset, from: 'reply', evidence: rowsOf([best]) };
}

/** A clock that runs away is why it is far off, and is told as that. */
function away({ ms, evidence }: Measured, clock: KernelClock): Link {
  return broken(
    'offset',
    `${awayText(clock)}, and the host ${offsetText(ms)} its server.`,
    [...clock.evidence, ...evidence],
    {
      reason: 'runaway',
      certainty: clock.affected === false ? 'inferred' : 'documented',
      sources: ['KB312016'],
    },
  );
}

/** Is the host near the server that it follows? */
export function offset(view: View): Link {
  const found = measured(view);
  if (found === undefined) return notKnown('offset', 'How far the host is off was not captured.', ntpPeers(view.state));
  const text = `The host ${offsetText(found.ms)} its server.`;
  if (Math.abs(found.ms) <= STEP_MS) return holds('offset', text, found.evidence);
  const clock = kernelClock(view.state);
  if (clock.runsAway) return away(found, clock);
  return broken('offset', text, found.evidence, { reason: found.ms < 0 ? 'ahead' : 'behind', certainty: 'reported' });
}
