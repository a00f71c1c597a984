/** A plan for a host's time: the same shape and the same road as a plan for its table. */
import type { HostState } from '../../esxi/host-state.ts';
import { DEFAULT_STACK } from '../../esxi/netstacks.ts';
import { versionOf } from '../../esxi/version.ts';
import { readIpv4 } from '../../net/address.ts';
import type { ForwardingDiff } from '../../routing/what-if.ts';
import { digestOf } from '../canonical.ts';
import type { Check } from '../checks.ts';
import type { Confidence, Plan, PlanContext } from '../plan.ts';
import { accessOf, againstAccess, type PlanRefusal } from '../refusals.ts';
import type { Words } from '../words.ts';
import type { Resolved } from './checked.ts';
import { timeChecks } from './checks.ts';
import { RULESET, type TimeCommand, timeWords } from './command.ts';
import { type Differing, differing } from './differing.ts';
import type { TimeExpectation, TimeUndo } from './expectation.ts';
import { SERVERS_MISSING } from './fixes.ts';
import { type Off, offOf } from './guests.ts';
import { type TimeListing, timeListing } from './listing.ts';
import { reasonsAgainst } from './not-applicable.ts';
import { persistenceOf } from './persistence.ts';
import { againstHost, againstNames, againstStep, againstSteps, type TimeRefusal } from './refusals.ts';
import { type TimeSteps, timeSteps } from './steps.ts';
import { verifyWords } from './verify.ts';

/** The full list of servers; NTP is to run, to start with the host, and to get through the firewall. */
export interface TimeChange {
  readonly kind: 'ntp';
  readonly servers: readonly string[];
  /** Somebody says that guests were thought of, where the clock would step. */
  readonly guestsConsidered: boolean;
}

/** No table moves, so `diff` is empty and `protected` names nobody. */
export interface TimePlan
  extends Omit<Plan, 'kind' | 'change' | 'steps' | 'undoSteps' | 'expects' | 'refusals' | 'listing'> {
  readonly kind: 'ntp';
  /** null: nobody named the servers yet. */
  readonly change: TimeChange | null;
  readonly differs: readonly Differing[];
  /** How far the clock was off when it was planned, server less host. */
  readonly off: Off | null;
  readonly steps: readonly TimeCommand[];
  readonly undoSteps: readonly TimeUndo[];
  readonly expects: readonly TimeExpectation[];
  readonly refusals: readonly (TimeRefusal | PlanRefusal)[];
  readonly listing: TimeListing;
}

export interface TimeProposal {
  /** null: a person has to name the servers. */
  readonly change: TimeChange | null;
  /** The finding that it would cure. */
  readonly rule: string | null;
}

/** null where nothing of the host's time was read. */
export function planTime(state: HostState, { change, rule }: TimeProposal, context: PlanContext): TimePlan | null {
  if (state.ntp === undefined) return null;
  const { product = null, version = null, readAt } = state.host;
  const listing = timeListing(state);
  const weighed = weigh(state, listing, change, context);
  const { made, checks, refusals, off } = weighed;
  const isOpen = change === null;
  const notApplicable = [
    ...reasonsAgainst(state, listing, readAt !== undefined),
    ...(isOpen ? ['A value is missing.'] : []),
  ];
  const persistence = persistenceOf(state);
  const body = {
    ...{ host: context.host, product, version, ...(readAt !== undefined && { readAt }) },
    ...({ kind: 'ntp', netstack: DEFAULT_STACK, change, replaces: (listing.servers ?? []).length > 0, rule } as const),
    missing: isOpen ? [SERVERS_MISSING] : [],
    questions: checks.filter((check) => check.state === 'asked').map(({ text }) => text),
    ...{ differs: differing(listing, made), off },
    // What is refused is not shown as something to type.
    ...typedOf(state, refusals.length === 0 ? made : NONE),
    ...{ verify: verifyWords(state), diff: NOTHING, protected: [] },
    ...{ persistent: persistence.persistent, persistence, checks, refusals },
    confidence: isOpen ? ('needs-values' as const) : confidenceOf(checks),
    applicable: refusals.length === 0 && notApplicable.length === 0,
    notApplicable,
    timer: (typeof context.timer === 'object' ? context.timer?.ntp : context.timer) ?? null,
    ...{ listing, basis: digestOf(listing, context.sha256) },
  };
  return { ...body, digest: digestOf(body, context.sha256) };
}

interface Weighed {
  readonly made: TimeSteps;
  readonly off: Off | null;
  readonly checks: readonly Check[];
  readonly refusals: readonly (TimeRefusal | PlanRefusal)[];
}

/** The steps, and what speaks against them; none where no servers are named, or the host is not one for which any are made. */
function weigh(state: HostState, listing: TimeListing, change: TimeChange | null, context: PlanContext): Weighed {
  const live = state.host.readAt !== undefined;
  const off = offOf(state);
  const barred = againstAccess(context.access ?? (live ? accessOf(state) : null));
  const unfit = againstHost(state, change?.servers ?? []);
  if (change === null || unfit.length > 0) return { made: NONE, off, checks: [], refusals: [...unfit, ...barred] };
  const { servers, guestsConsidered: considered } = change;
  const resolved = servers.map((server) => resolvedOf(state, server));
  const addresses = resolved.flatMap(({ address }) => (typeof address === 'string' ? [address] : []));
  const lost = resolved.filter(({ address }) => address === false).map(({ server }) => server);
  const owned = state.firewall?.rulesets?.find(({ id }) => id === RULESET)?.configurable === false;
  const made = timeSteps(listing, servers, addresses, versionOf(state)!, owned);
  // Where nothing is to be changed, no clock steps: a word on guests would help nobody.
  const step = made.commands.length === 0 ? [] : againstStep(state, off, considered);
  const refusals = [...againstSteps(state, made), ...againstNames(state, lost), ...step];
  const checks = timeChecks({ state, listing, resolved, off, considered, owned, refusals, live });
  return { made, off, checks, refusals: [...refusals, ...barred] };
}

function typedOf(state: HostState, { commands, undo, expects }: TimeSteps) {
  const back = undo.map(({ command }) => command);
  return {
    ...{ steps: commands, undoSteps: undo, expects },
    ...{ commands: wordsAll(state, commands), undo: wordsAll(state, back) },
  };
}

const NONE: TimeSteps = { commands: [], undo: [], expects: [] };
const NOTHING: ForwardingDiff = {
  ...{ changes: [], refusals: [], protected: [], certainty: 'documented', missing: [], notes: [] },
};

/** As the host itself found it: what we find by another name server is no proof. */
function resolvedOf({ ntp }: HostState, server: string): Resolved {
  if (readIpv4(server) !== null) return { server, address: server };
  const found = ntp?.test?.servers?.find((each) => each.server === server);
  return { server, address: found === undefined ? null : (found.address ?? false) };
}

function confidenceOf(checks: readonly Check[]): Confidence {
  const open = checks.some(({ state }) => state === 'asked' || state === 'not-known' || state === 'refused');
  return open ? 'check-first' : 'sure';
}

function wordsAll(state: HostState, commands: readonly TimeCommand[]): Words[] {
  return commands.flatMap((command) => {
    const worded = timeWords(command, versionOf(state));
    return 'words' in worded ? [worded.words] : [];
  });
}
