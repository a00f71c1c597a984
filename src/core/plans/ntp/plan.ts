/** A plan for a host's time: the same shape and the same road as a plan for its table. */
import type { HostState } from '../../esxi/host-state.ts';
import { DEFAULT_STACK } from '../../esxi/netstacks.ts';
import { versionOf } from '../../esxi/version.ts';
import { readIpv4 } from '../../net/address.ts';
import { isListed } from '../../routing/forwarding.ts';
import type { ForwardingDiff } from '../../routing/what-if.ts';
import { digestOf } from '../canonical.ts';
import type { Check } from '../checks.ts';
import type { Persistence } from '../persistence.ts';
import type { Confidence, Plan, PlanContext } from '../plan.ts';
import { type Access, accessOf, againstAccess, type PlanRefusal } from '../refusals.ts';
import { type Words, words } from '../words.ts';
import { type Resolved, timeChecks } from './checks.ts';
import { hasNtpSet, isKeptInStore, isOld, RULESET, type TimeCommand, timeWords } from './command.ts';
import type { TimeExpectation, TimeUndo } from './expectation.ts';
import { SERVERS_MISSING } from './fixes.ts';
import { type Off, offOf } from './guests.ts';
import { type TimeListing, timeListing } from './listing.ts';
import { againstHost, againstNames, againstStep, againstSteps, type TimeRefusal } from './refusals.ts';
import { type TimeSteps, timeSteps } from './steps.ts';

/** The full list of servers; NTP is to run, to start with the host, and to get through the firewall. */
export interface TimeChange {
  readonly kind: 'ntp';
  readonly servers: readonly string[];
  /** Somebody says that guests were thought of, where the clock would step. */
  readonly guestsConsidered: boolean;
}

/** One thing that differs between what is and what is wanted; null: not read. */
export interface Differing {
  readonly what: 'servers' | 'start with the host' | 'daemon' | 'firewall' | 'allowed addresses';
  readonly before: string | null;
  readonly after: string;
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
  const { servers, guestsConsidered } = change ?? { servers: [], guestsConsidered: false };
  const live = state.host.readAt !== undefined;
  const access: Access | null = context.access ?? (live ? accessOf(state) : null);
  const listing = timeListing(state);
  const resolved = servers.map((server) => resolvedOf(state, server));
  const unfit = againstHost(state, servers);
  const owned = state.firewall?.rulesets?.find(({ id }) => id === RULESET)?.configurable === false;
  const addresses = resolved.flatMap(({ address }) => (typeof address === 'string' ? [address] : []));
  const isOpen = change === null;
  const made = unfit.length > 0 || isOpen ? NONE : timeSteps(listing, servers, addresses, versionOf(state)!, owned);
  const off = offOf(state);
  const refusals = [
    ...(unfit.length > 0 || isOpen
      ? unfit
      : [
          ...againstSteps(state, made),
          ...againstNames(
            state,
            resolved.filter(({ address }) => address === false).map(({ server }) => server),
          ),
          ...againstStep(state, off, guestsConsidered),
        ]),
    ...againstAccess(access),
  ];
  const timed = refusals as readonly TimeRefusal[];
  const checks =
    unfit.length > 0 || isOpen
      ? []
      : timeChecks({ state, listing, resolved, off, considered: guestsConsidered, owned, refusals: timed, live });
  const safe = refusals.length === 0;
  const notApplicable = [...reasonsAgainst(state, listing, live), ...(isOpen ? ['A value is missing.'] : [])];
  const persistence = persistenceOf(state);
  const body = {
    host: context.host,
    product: state.host.product ?? null,
    version: state.host.version ?? null,
    ...(state.host.readAt === undefined ? {} : { readAt: state.host.readAt }),
    kind: 'ntp',
    netstack: DEFAULT_STACK,
    change,
    replaces: (listing.servers ?? []).length > 0,
    rule,
    missing: isOpen ? [SERVERS_MISSING] : [],
    questions: checks.filter((check) => check.state === 'asked').map(({ text }) => text),
    differs: differing(listing, made),
    off,
    // What is refused is not shown as something to type.
    steps: safe ? made.commands : [],
    undoSteps: safe ? made.undo : [],
    expects: safe ? made.expects : [],
    commands: safe ? wordsAll(state, made.commands) : [],
    undo: safe
      ? wordsAll(
          state,
          made.undo.map(({ command }) => command),
        )
      : [],
    verify: verifyWords(state),
    diff: NOTHING,
    protected: [],
    persistent: persistence.persistent,
    persistence,
    checks,
    refusals,
    confidence: isOpen ? 'needs-values' : confidenceOf(checks),
    applicable: safe && notApplicable.length === 0,
    notApplicable,
    timer: (typeof context.timer === 'object' ? context.timer?.ntp : context.timer) ?? null,
    listing,
    basis: digestOf(listing, context.sha256),
  } as const;
  return { ...body, digest: digestOf(body, context.sha256) };
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

/** What was read with an assumption explains, and never authorises a change. */
function reasonsAgainst(state: HostState, listing: TimeListing, live: boolean): string[] {
  const reasons: string[] = [];
  if (!live) reasons.push('It was planned from a paste; a change is made from a live read only.');
  const lines = new Set(Object.values(state.ntp?.evidence ?? {}).map(({ line }) => line));
  const assumed = state.assumptions.find(({ kind, line }) => kind === 'characters' || lines.has(line));
  if (assumed !== undefined)
    reasons.push(`Line ${assumed.line} was read with an assumption: \`${assumed.read}\` as \`${assumed.as}\`.`);
  const disputed = state.contradictions.find(({ section }) => ['ntp', 'firewall', 'rulesets'].includes(section));
  if (disputed !== undefined) reasons.push('Two outputs of this host contradict each other on its time.');
  if (listing.servers === null)
    reasons.push('The servers that the host has now were not read, so nothing could give them back.');
  if (listing.enabled === null) reasons.push('Whether NTP starts with the host now was not read.');
  const version = versionOf(state);
  if (version !== undefined && !isOld(version) && listing.ruleset === null && listing.firewall !== false)
    reasons.push(`The ruleset ${RULESET} of the firewall was not read.`);
  if (!isListed(state, DEFAULT_STACK) && version !== undefined && !isOld(version))
    reasons.push('The routing table of the stack was not read.');
  return reasons;
}

function confidenceOf(checks: readonly Check[]): Confidence {
  const open = checks.some(({ state }) => state === 'asked' || state === 'not-known' || state === 'refused');
  return open ? 'check-first' : 'sure';
}

/** From 7.0 Update 3 on the ConfigStore keeps it; how 7.0 does before that is not told. A file and a ruleset reach the boot device with the next save; a console has a disk. */
function persistenceOf(state: HostState): Persistence {
  const version = versionOf(state);
  if (version === undefined) return { persistent: 'unknown', certainty: 'unknown', sources: [] };
  if (isOld(version)) return { persistent: true, certainty: 'inferred', sources: [] };
  if (isKeptInStore(version)) return { persistent: true, certainty: 'reported', sources: ['KB313808'] };
  if (hasNtpSet(version)) return { persistent: true, certainty: 'inferred', sources: [] };
  return { persistent: true, certainty: 'reported', sources: ['KB313072'] };
}

function wordsAll(state: HostState, commands: readonly TimeCommand[]): Words[] {
  return commands.flatMap((command) => {
    const worded = timeWords(command, versionOf(state));
    return 'words' in worded ? [worded.words] : [];
  });
}

/** What is read again afterwards: the settings, then whom the daemon follows, which takes 1 to 15 minutes. */
function verifyWords(state: HostState): Words[] {
  const version = versionOf(state);
  if (version === undefined) return [];
  if (isOld(version)) return ['cat /etc/ntp.conf', 'chkconfig --list ntpd', 'ntpq -p'].map(words);
  const own = hasNtpSet(version)
    ? ['esxcli system ntp get']
    : ['cat /etc/ntp.conf', 'chkconfig --list ntpd', '/etc/init.d/ntpd status'];
  const firewall = ['list', 'allowedip list'].map(
    (each) => `esxcli network firewall ruleset ${each} --ruleset-id=${RULESET}`,
  );
  return [...own, ...firewall, 'ntpq -pn'].map(words);
}

/** Of each thing that is changed what it was and what it becomes. */
function differing({ servers, enabled, running, ruleset }: TimeListing, { expects }: TimeSteps): readonly Differing[] {
  const seen = new Map<string, Differing>();
  const allowed = expects.flatMap((each) => (each.about === 'allowed' ? [each.address] : []));
  for (const each of expects) {
    const one = differingOf(each);
    if (one !== null && one.before !== one.after) seen.set(one.what, one);
  }
  return [...seen.values()];

  function differingOf(expected: TimeExpectation): Differing | null {
    switch (expected.about) {
      case 'servers':
        return { what: 'servers', before: servers === null ? null : named(servers), after: named(expected.servers) };
      case 'directives':
        return null;
      case 'enabled':
        return { what: 'start with the host', before: onOff(enabled), after: 'on' };
      case 'running':
        return { what: 'daemon', before: running === null ? null : running ? 'runs' : 'stopped', after: 'runs' };
      case 'ruleset': {
        const is = ruleset?.enabled ?? null;
        return { what: 'firewall', before: is === null ? null : is ? 'open' : 'closed', after: 'open' };
      }
      case 'allowed': {
        const before = ruleset?.allowedIps ?? [];
        return { what: 'allowed addresses', before: named(before), after: named([...before, ...allowed]) };
      }
    }
  }
}

const named = (servers: readonly string[]) => (servers.length === 0 ? 'none' : servers.join(', '));
const onOff = (value: boolean | null) => (value === null ? null : value ? 'on' : 'off');
