/** A plan: what would be run on a host, what takes it back, whom it moves, and why it is refused. It is JSON, and binds by its digest. */
import type { Assumption, HostState } from '../esxi/host-state.ts';
import { netstackKey } from '../esxi/netstacks.ts';
import { versionOf } from '../esxi/version.ts';
import type { Timers } from '../hosts.ts';
import type { Change } from '../routing/change.ts';
import { decide } from '../routing/decide.ts';
import { isListed } from '../routing/forwarding.ts';
import { type ForwardingDiff, whatIf } from '../routing/what-if.ts';
import { blast, type Fated } from './blast.ts';
import { type Digest, digestOf, type Sha256 } from './canonical.ts';
import { type Check, checksOf, linkOf } from './checks.ts';
import { commandsFor } from './commands.ts';
import { DEFAULT_ROUTE, type HostCommand, isKnown, kindOfChange, listingWays, wordsOf } from './host-command.ts';
import { basisOf, type Listing, listingOf } from './listing.ts';
import { type PeerSources, peersOf, type Session } from './peers.ts';
import { type Persistence, persistenceOfAll } from './persistence.ts';
import type { Missing, Proposal } from './proposal.ts';
import {
  type Access,
  accessOf,
  againstAccess,
  againstCommands,
  againstFates,
  againstSilence,
  againstStack,
  type PlanRefusal,
} from './refusals.ts';
import { type Expectation, expectationOf, type UndoStep, undoSteps } from './table.ts';
import type { Words } from './words.ts';

/** `sure`: a button; `check-first`: a button with questions; `needs-values`: a form. */
export type Confidence = 'sure' | 'check-first' | 'needs-values';

export interface Plan {
  readonly host: string | number;
  readonly product: string | null;
  readonly version: string | null;
  /** When the host was read, where it was read live. */
  readonly readAt?: string;
  readonly kind: 'route' | 'gateway';
  readonly netstack: string;
  readonly change: Change | null;
  readonly replaces: boolean;
  readonly rule: string | null;
  readonly missing: readonly Missing[];
  readonly questions: readonly string[];
  readonly steps: readonly HostCommand[];
  readonly undoSteps: readonly UndoStep[];
  /** What a listing must show afterwards; success is judged by nothing else. */
  readonly expects: readonly Expectation[];
  readonly commands: readonly Words[];
  readonly undo: readonly Words[];
  readonly verify: readonly Words[];
  readonly diff: ForwardingDiff;
  readonly protected: readonly Fated[];
  readonly persistent: Persistence['persistent'];
  readonly persistence: Persistence;
  readonly checks: readonly Check[];
  readonly refusals: readonly PlanRefusal[];
  readonly confidence: Confidence;
  readonly applicable: boolean;
  /** Why it cannot be applied from here, besides refusals; one sentence each. */
  readonly notApplicable: readonly string[];
  /** Seconds until the host takes it back by itself. */
  readonly timer: number | null;
  readonly listing: Listing;
  /** Of the listing that it rests on. */
  readonly basis: Digest;
  /** Of everything above. */
  readonly digest: Digest;
}

export interface PlanContext extends PeerSources {
  readonly sha256: Sha256;
  /** What the answer calls the host. */
  readonly host: string | number;
  readonly access?: Access | null;
  /** Seconds; by the kind of change where policies have set them. */
  readonly timer?: number | Timers | null;
}

/** null where nothing was read that tells the present table of the stack. */
export function planFor(state: HostState, asked: Proposal, context: PlanContext): Plan | null {
  const proposal = named(state, asked);
  const noStack = againstStack(state, proposal.netstack);
  const diff = proposal.change === null ? NOTHING : noStack.length > 0 ? NOTHING : whatIf(state, proposal.change);
  return diff === null ? null : assembled(state, proposal, context, diff, noStack);
}

const NOTHING: ForwardingDiff = {
  ...{ changes: [], refusals: [], protected: [], certainty: 'documented', missing: [], notes: [] },
};

/** The stack by the key that this host has for it. */
function named({ netstacks }: HostState, proposal: Proposal): Proposal {
  const netstack = netstackKey(
    proposal.netstack,
    netstacks.map(({ key }) => key),
  );
  return { ...proposal, netstack, change: proposal.change === null ? null : { ...proposal.change, netstack } };
}

function assembled(
  state: HostState,
  proposal: Proposal,
  context: PlanContext,
  diff: ForwardingDiff,
  noStack: readonly PlanRefusal[],
): Plan {
  const { change, netstack } = proposal;
  const live = state.host.readAt !== undefined;
  const access = context.access ?? (live ? accessOf(state) : null);
  const made = change === null ? { commands: [], replaces: false, refusals: [] } : commandsFor(state, change);
  const listing = listingOf(state);
  const undo = undoSteps(made.commands, listing.routes);
  const fates = blast(state, netstack, diff, peersOf(state, { session: sessionOf(state), ...context }));
  const owner = change === null ? null : ownerOf(state, change);
  const refusals = [
    ...noStack,
    ...diff.refusals.filter(({ code }) => code !== 'already-present' || (!made.replaces && !isDefault(change))),
    ...made.refusals,
    ...againstCommands(state, made.commands, undo),
    ...againstFates(fates, live),
    ...(change === null || change.kind === 'remove' || diff.refusals.length > 0
      ? []
      : againstSilence(state, { netstack, gateway: change.gateway, owner })),
    ...(change === null ? [] : againstAccess(access)),
  ];
  const listed = isListed(state, netstack);
  const gateway = change === null || change.kind === 'remove' ? null : linkOf(state, netstack, change.gateway, owner);
  const checks =
    change === null
      ? []
      : checksOf({ state, commands: made.commands, diff, fates, refusals, access, live, listed, gateway });
  const confidence = confidenceOf(proposal, checks, diff);
  const notApplicable = reasonsAgainst(state, live, listed, confidence);
  const persistence = persistenceOfAll(made.commands, versionOf(state));
  const safe = refusals.length === 0;
  const kind =
    made.commands[0] === undefined
      ? change?.kind === 'gateway'
        ? 'gateway'
        : 'route'
      : kindOfChange(made.commands[0]);
  const body = {
    host: context.host,
    product: state.host.product ?? null,
    version: state.host.version ?? null,
    ...(state.host.readAt === undefined ? {} : { readAt: state.host.readAt }),
    kind,
    netstack,
    change,
    replaces: made.replaces,
    rule: proposal.rule,
    missing: proposal.missing,
    questions: [...proposal.questions, ...checks.filter((check) => check.state === 'asked').map(({ text }) => text)],
    // What is refused is not shown as something to type.
    steps: safe ? made.commands : [],
    undoSteps: safe ? undo : [],
    expects: safe ? made.commands.map(expectationOf) : [],
    commands: safe ? wordsAll(state, made.commands) : [],
    undo: safe
      ? wordsAll(
          state,
          undo.map(({ command }) => command),
        )
      : [],
    verify: verifyWords(state, netstack, checks),
    diff: { ...diff, refusals: [] },
    protected: fates,
    persistent: persistence.persistent,
    persistence,
    checks,
    refusals,
    confidence,
    applicable: safe && notApplicable.length === 0,
    notApplicable,
    timer: (typeof context.timer === 'object' ? context.timer?.[kind] : context.timer) ?? null,
    listing,
    basis: basisOf(listing, context.sha256),
  } as const;
  return { ...body, digest: digestOf(body, context.sha256) };
}

/** That there is a default route already is no reason beside the one that it is not set as a route. */
const isDefault = (change: Change | null) => change?.kind === 'add' && change.network === DEFAULT_ROUTE;

/** The session that read the host is ours where it was read live; in a paste it is somebody else's. */
function sessionOf({ host, session }: HostState): Session | null {
  return host.readAt === undefined ? null : (session ?? null);
}

function ownerOf(state: HostState, { netstack, gateway }: Change): string | null {
  return gateway === null ? null : decide(state, { destination: gateway, netstack }).vmknic;
}

function confidenceOf({ change, questions }: Proposal, checks: readonly Check[], diff: ForwardingDiff): Confidence {
  if (change === null) return 'needs-values';
  const open = checks.some(({ state }) => state === 'asked' || state === 'not-known' || state === 'refused');
  return open || questions.length > 0 || diff.certainty !== 'documented' ? 'check-first' : 'sure';
}

/** Output that was read with an assumption explains, and never authorises a change. */
function reasonsAgainst(state: HostState, live: boolean, listed: boolean, confidence: Confidence): string[] {
  const reasons: string[] = [];
  if (!live) reasons.push('It was planned from a paste; a change is made from a live read only.');
  const [assumed] = assumptionsAgainst(state);
  if (assumed !== undefined)
    reasons.push(`Line ${assumed.line} was read with an assumption: \`${assumed.read}\` as \`${assumed.as}\`.`);
  if (state.contradictions.length > 0) reasons.push('Two outputs of this host contradict each other.');
  if (!listed) reasons.push('The routing table of the stack was not read.');
  if (state.vmknics === undefined) reasons.push('The adapters were not read.');
  const [unread] = state.unread.filter(({ text }) => /[\dOoIl]\.[\dOoIl]{1,3}\./.test(text));
  if (unread !== undefined) reasons.push(`Line ${unread.line} could not be read; it may be a line of a table.`);
  if (confidence === 'needs-values') reasons.push('A value is missing.');
  return reasons;
}

/** Where a name ends, or the text does, matters only on the lines that a plan rests on; repaired text matters anywhere. */
function assumptionsAgainst({
  assumptions,
  host,
  netstacks,
  routes = [],
  vmknics = [],
}: HostState): readonly Assumption[] {
  if (assumptions.length === 0) return [];
  const whole = [host, ...netstacks, ...routes].flatMap(({ evidence }) => Object.values(evidence));
  const addresses = vmknics.flatMap(({ evidence }) => ADDRESSING.flatMap((key) => evidence[key] ?? []));
  const lines = new Set([...whole, ...addresses].map(({ line }) => line));
  return assumptions.filter(({ kind, line }) => (kind !== 'boundary' && kind !== 'end') || lines.has(line));
}

const ADDRESSING = ['name', 'netstack', 'ipv4', 'prefixLength', 'enabled', 'gateway'] as const;

function wordsAll(state: HostState, commands: readonly HostCommand[]): Words[] {
  return commands.flatMap((command) => {
    const worded = wordsOf(command, versionOf(state));
    return 'words' in worded ? [worded.words] : [];
  });
}

/** The listing, and what else a check would ask the host for. */
function verifyWords(state: HostState, netstack: string, checks: readonly Check[]): Words[] {
  const version = versionOf(state);
  if (version === undefined || !isKnown(version)) return [];
  const pings = checks.filter(({ id }) => id === 'C9' || id === 'C10').flatMap(({ run }) => run);
  return [listingWays(netstack, version)[0]!, ...pings];
}
