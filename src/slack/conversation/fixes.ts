import type { Asked } from '../../command.ts';
import type { AnyPlan } from '../../core/plans/any-plan.ts';
import { type Fixable, fixesFor } from '../../core/plans/fixes.ts';
import { GUESTS_MISSING } from '../../core/plans/ntp/fixes.ts';
import type { TimePlan } from '../../core/plans/ntp/plan.ts';
import type { Which } from '../../core/plans/which.ts';
import type { FixWanted } from '../views/fix-opening.ts';

const MOST = 3;

/** The plans that would cure what an answer about one live host found, or the one that was asked for and lacks values. */
export function fixesIn({ verb, words }: Pick<Asked, 'verb' | 'words'>, json: object, host: string): FixWanted[] {
  switch (verb) {
    case 'check':
    case 'ntp':
      return fixesFor((json as { readonly findings: Parameters<typeof fixesFor>[0] }).findings)
        .slice(0, MOST)
        .map((each) => ({ ...each, host }));
    case 'why':
      return asked(json as WhySaid, host);
    case 'fix':
      return lacking(words, json as AnyPlan, host);
    default:
      return [];
  }
}

interface WhySaid {
  readonly fixes: readonly Fixable[];
  readonly question: { readonly destination: string | null };
}

/** Whoever asks about a network most likely means its clients. */
function asked({ fixes, question: { destination } }: WhySaid, host: string): FixWanted[] {
  const likely = destination?.includes('/') && destination !== '0.0.0.0/0' ? { likely: destination } : {};
  return fixes.slice(0, MOST).map((each) => ({ ...each, host, ...likely }));
}

function lacking(words: readonly string[], plan: AnyPlan, host: string): FixWanted[] {
  if (plan.kind === 'ntp') return lackingOfTime(plan, host);
  const { rule, missing } = plan;
  if (rule === null || missing.length === 0) return [];
  const network = words.find((word) => word.includes('/'));
  const gateway = words[words.findIndex((word) => word.toLowerCase() === 'via') + 1];
  const isGiven = words.some((word) => word.toLowerCase() === 'via') && gateway !== undefined;
  const which = whichIn(words);
  return [
    {
      rule,
      host,
      missing,
      ...(Object.keys(which).length > 0 && { which }),
      ...(network !== undefined && { network }),
      ...(isGiven && { gateway }),
    },
  ];
}

/** Servers that nobody named, or guests that nobody said a word of: where that alone is refused, a tick is all it lacks. */
function lackingOfTime({ rule, missing, change, refusals }: TimePlan, host: string): FixWanted[] {
  if (rule !== null && missing.length > 0) return [{ rule, host, missing: [...missing, GUESTS_MISSING] }];
  const isForGuests = refusals.length > 0 && refusals.every(({ code }) => code === 'guests-not-considered');
  if (!isForGuests || change === null) return [];
  return [{ rule: rule ?? 'ntp', host, servers: change.servers, missing: [GUESTS_MISSING] }];
}

function whichIn(words: readonly string[]): Which {
  const behind = (word: string) => words[words.findIndex((each) => each.toLowerCase() === word) + 1];
  const has = (word: string) => words.some((each) => each.toLowerCase() === word);
  const [vmknic, netstack] = [has('on') ? behind('on') : undefined, has('stack') ? behind('stack') : undefined];
  return {
    ...(vmknic !== undefined && /^vmk\d+$/.test(vmknic) && { vmknic }),
    ...(netstack !== undefined && { netstack }),
  };
}
