import { weakest } from '../services/by-table.ts';
import { grounds, sure, type WhyStep, what } from './answer.ts';
import { type Way, wayOf } from './way.ts';

/** Lines, losers and notes of each way, and how sure they are. */
export function waySteps(ways: readonly Way[]): readonly WhyStep[] {
  const shown = ways.slice(0, 8).flatMap(({ who, decision }) => [
    what(`Packets to ${who} ${wayOf(decision)}.`, decision.certainty, decision.evidence, ['KB344105']),
    ...decision.passedOver.slice(0, 3).map((lost) => {
      const by = `${lost.gateway === null ? '' : ` via ${lost.gateway}`}${lost.vmknic === undefined ? '' : ` (${lost.vmknic})`}`;
      return what(`Passed over: ${lost.network}${by}, for ${lost.why}.`, 'documented', [], ['KB344105']);
    }),
    ...decision.notes.map((note) => sure(note, 'inferred')),
  ]);
  const rest = ways.length > 8 ? [what(`${ways.length - 8} more parts take other paths.`, 'inferred')] : [];
  return [...shown, ...rest, grounds(weakest(ways.map(({ decision }) => decision.certainty)))];
}
