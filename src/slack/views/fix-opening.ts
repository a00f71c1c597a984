import type { Button } from '@slack/types';
import type { Missing } from '../../core/plans/proposal.ts';
import { type Which, whichWords } from '../../core/plans/which.ts';
import { OPEN_VALUES } from '../changes/ids.ts';

/** A plan that somebody may want, as its button carries it. */
export interface FixWanted {
  readonly rule: string;
  readonly host: string;
  /** What was said already. */
  readonly network?: string;
  readonly gateway?: string;
  readonly servers?: readonly string[];
  /** Somebody says that they were considered. */
  readonly guests?: boolean;
  /** What tells its finding from others of the rule. */
  readonly which?: Which;
  /** What has to be asked for; with nothing of it the plan is made at once. */
  readonly missing: readonly Missing[];
  /** The network that the question was about, to begin with. */
  readonly likely?: string;
}

/** `fix RULE HOST NET/LEN via GW on vmkN stack KEY` or `fix RULE HOST servers A,B guests-considered`, with those values that are known. */
export function fixWords({ rule, host, which = {}, ...given }: Omit<FixWanted, 'missing' | 'likely'>): string {
  const { network = which.network, gateway, servers = [], guests = false } = given;
  const [vmknic, netstack] = [which.vmknic, which.netstack];
  return [
    'fix',
    rule,
    host,
    ...(network === undefined ? [] : [network]),
    ...(gateway === undefined ? [] : ['via', gateway]),
    ...whichWords({ ...(vmknic !== undefined && { vmknic }), ...(netstack !== undefined && { netstack }) }),
    ...(servers.length === 0 ? [] : ['servers', servers.join(',')]),
    ...(guests ? ['guests-considered'] : []),
  ].join(' ');
}

const MOST_VALUE = 2_000;
const MOST_LABEL = 74;

/** Buttons of one block; none for a plan that asks for more than a button holds. */
export function fixButtons(wanted: readonly FixWanted[]): Button[] {
  const several = wanted.length > 1;
  return wanted.flatMap((each, i) => {
    const value = encoded(each);
    const dots = each.missing.length > 0 ? '…' : '';
    const text = several ? `Plan the fix of ${[each.rule, ...whichWords(each.which ?? {})].join(' ')}` : 'Plan the fix';
    // Within a block each action has an id of its own.
    const action_id = i === 0 ? OPEN_VALUES : `${OPEN_VALUES}:${i}`;
    if (value.length > MOST_VALUE) return [];
    return [
      {
        type: 'button' as const,
        action_id,
        text: { type: 'plain_text' as const, text: `${text.slice(0, MOST_LABEL)}${dots}`, emoji: false },
        value,
      },
    ];
  });
}

/** The words come first, so that whoever reads a payload sees what is asked. */
function encoded({ missing, likely, ...wanted }: FixWanted): string {
  const lacking = missing.map((each) => (each.name === 'network' && likely !== undefined ? { ...each, likely } : each));
  return missing.length === 0 ? fixWords(wanted) : `${fixWords(wanted)}\n${JSON.stringify(lacking)}`;
}

const FIX =
  /^fix ([a-z][a-z-]{2,39}) ([A-Za-z0-9][A-Za-z0-9._-]{0,62})(?: ([\d.]+\/\d+))?(?: via ([\d.]+))?(?: on (vmk\d{1,4}))?(?: stack ([A-Za-z][\w.-]{0,62}))?(?: servers ([\w.,-]{1,900}))?( guests-considered)?$/;

/** Null where it is no such value: Slack gives back what a client sent. */
export function readFixValue(value: string): FixWanted | null {
  const [words = '', json = '[]'] = value.split('\n');
  const [, rule, host, network, gateway, vmknic, netstack, servers, guests] = FIX.exec(words) ?? [];
  const lacking = lackingIn(json);
  if (rule === undefined || host === undefined || lacking === null) return null;
  const likely = lacking.find((each) => each.likely !== undefined)?.likely;
  return {
    ...{ rule, host },
    ...(network !== undefined && { network }),
    ...(gateway !== undefined && { gateway }),
    ...(servers !== undefined && { servers: servers.split(',') }),
    ...(guests !== undefined && { guests: true }),
    ...((vmknic ?? netstack) !== undefined && {
      which: { ...(vmknic !== undefined && { vmknic }), ...(netstack !== undefined && { netstack }) },
    }),
    missing: lacking.map(({ name, question, within }) => ({ name, question, within })),
    ...(likely !== undefined && { likely }),
  };
}

type Lacking = Missing & { readonly likely?: string };

function lackingIn(json: string): Lacking[] | null {
  try {
    const found = JSON.parse(json) as Lacking[];
    return Array.isArray(found) && found.length <= 2 && found.every(isMissing) ? found : null;
  } catch {
    return null;
  }
}

const NAMES: readonly Missing['name'][] = ['network', 'gateway', 'servers', 'guests'];

function isMissing(each: Partial<Lacking> | null): boolean {
  return (
    (NAMES as readonly unknown[]).includes(each?.name) &&
    typeof each?.question === 'string' &&
    (each.likely === undefined || typeof each.likely === 'string') &&
    Array.isArray(each.within) &&
    each.within.every((subnet) => typeof subnet === 'string')
  );
}
