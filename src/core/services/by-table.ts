import { adapterList, capturePeer, routeList } from '../esxi/commands.ts';
import type { HostState } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import type { Certainty } from '../evidence.ts';
import { formatIpv4, readIpv4, readIpv6, readPrefix } from '../net/address.ts';
import { decide } from '../routing/decide.ts';
import { type Decision, disabledReason } from '../routing/decision.ts';
import type { Step } from '../step.ts';
import { adaptersOf, type Entry, entriesOf, nicNamed, onlyNicOf, shown } from './adapters.ts';
import { list, step, unique } from './choice.ts';

/** What a stack's table says of a service's peers: the part of an answer that every service by table shares. */
export interface TableAnswer {
  readonly vmknics: readonly string[];
  readonly decidedBy: 'table' | 'unknown';
  readonly netstack: string;
  readonly certainty: Certainty;
  /** How it leaves, to follow the service's title: `leaves by vmk0`. */
  readonly verdict: string;
  readonly steps: readonly Step[];
  readonly prove: readonly string[];
  readonly missing: readonly string[];
}

/** Looks each peer up; without peers, says what the table says of any peer. */
export function byTable(state: HostState, netstack: string, peers: readonly string[]): TableAnswer {
  return peers.length === 0 ? forAnyPeer(state, netstack) : forPeers(state, netstack, peers);
}

/** The address to look up for a peer as asked: an address, or the first of a prefix. */
export function addressOf(peer: string): string | null {
  if (readIpv4(peer) !== null || readIpv6(peer) !== null) return peer;
  const prefix = readPrefix(peer);
  if (prefix === null) return null;
  return formatIpv4(prefix.length < 31 ? prefix.network + 1 : prefix.network);
}

/** How one lookup ends, in words that follow `it`. */
export function outcomeOf(decision: Decision): string {
  const { outcome, destination, vmknic, nextHop, netstack, route } = decision;
  const disabled = disabledReason(decision)?.replace(/\.$/, '');
  const by = vmknic === null ? 'by an adapter that the output does not name' : `by ${vmknic}`;
  switch (outcome) {
    case 'on-link':
      return `leaves ${by} for ${destination}, which is on the link${route === null ? '' : ` (${route.network})`}`;
    case 'via-gateway':
      return `leaves ${by} for ${destination}, through the gateway ${nextHop}`;
    case 'no-route':
      if (disabled !== undefined) return `does not leave the host for ${destination}: ${disabled}`;
      return `does not leave the host for ${destination}: the routing table${ofStack(netstack)} has no entry for it`;
    case 'gateway-unreachable':
      if (disabled !== undefined) return `does not reach ${destination}: ${disabled}`;
      return `does not reach ${destination}: the gateway ${nextHop} is on no subnet of an adapter${ofStack(netstack)}`;
    case 'ambiguous':
      return `leaves for ${destination} by an adapter that the output does not settle`;
    case 'not-enough-known':
      return `leaves for ${destination} by an adapter that the output does not show`;
  }
}

function forPeers(state: HostState, netstack: string, peers: readonly string[]): TableAnswer {
  const decisions = unique(peers.map(addressOf).filter((peer) => peer !== null)).map((destination) =>
    decide(state, { destination, netstack }),
  );
  const named = peers.filter((peer) => addressOf(peer) === null);
  const known = decisions.filter(({ vmknic }) => vmknic !== null);
  const vmknics = unique(known.map(({ vmknic }) => vmknic!));
  const settled = decisions.filter((each) => each.vmknic !== null || isDead(each));
  const certain = settled.length === decisions.length && named.length === 0;
  return {
    vmknics: certain ? vmknics : [],
    decidedBy: settled.length > 0 ? 'table' : 'unknown',
    netstack,
    certainty: certain ? weakest(decisions.map(({ certainty }) => certainty)) : 'unknown',
    verdict:
      decisions.length > 0 ? list(decisions.map(outcomeOf)) : 'leaves by an adapter that the output does not show',
    steps: [
      ...decisions.map((each) => step(`It ${outcomeOf(each)}.`, each.certainty, each.evidence)),
      ...decisions.flatMap(({ notes }) => notes.map((note) => step(note, 'inferred'))),
      ...named.map((name) => step(`The address of ${name} is not known.`, 'unknown')),
    ],
    prove: known.map(({ vmknic, destination }) => capturePeer(vmknic!, destination)),
    missing: unique(decisions.flatMap(({ missing }) => missing)),
  };
}

function isDead({ outcome }: Decision): boolean {
  return outcome === 'no-route' || outcome === 'gateway-unreachable';
}

/** Whether the table is known to lead none of the peers anywhere. */
export function leadsNowhere({ vmknics, decidedBy, certainty }: TableAnswer): boolean {
  return vmknics.length === 0 && decidedBy === 'table' && certainty !== 'unknown';
}

function forAnyPeer(state: HostState, netstack: string): TableAnswer {
  return usable(state, netstack).some(({ route }) => route.vmknic !== undefined)
    ? fromListing(state, netstack)
    : fromAdapters(state, netstack);
}

/** The entries of a stack; those of an adapter known to be disabled carry nothing. */
function usable(state: HostState, netstack: string): readonly Entry[] {
  return entriesOf(state, netstack).filter(
    ({ route: { vmknic } }) => vmknic === undefined || nicNamed(state, vmknic)?.enabled !== false,
  );
}

function fromListing(state: HostState, netstack: string): TableAnswer {
  const all = usable(state, netstack);
  const entries = all.filter(({ route }) => route.vmknic !== undefined);
  const owners = unique(entries.map(({ route }) => route.vmknic!));
  const byDefault = all.find(({ prefix, gateway }) => prefix.length === 0 && gateway !== null)?.route;
  const steps = entries
    .slice(0, 8)
    .map(({ route }) =>
      step(
        `What goes to ${route.network === '0.0.0.0/0' ? 'any other network' : route.network} leaves by ${route.vmknic}${route.gateway === null ? '' : ` through ${route.gateway}`}.`,
        'documented',
        shown(route, 'network', 'vmknic'),
        ['S002', 'KB344105'],
      ),
    );
  const answer = { netstack, steps, prove: [], missing: [], decidedBy: 'table' as const };
  if (owners.length === 1) {
    const beyond = byDefault === undefined ? ', and there is no default gateway for what lies beyond its subnet' : '';
    const verdict = `leaves by ${owners[0]}: every entry of the routing table names it${beyond}`;
    return { ...answer, vmknics: owners, certainty: 'documented', verdict };
  }
  const rest =
    byDefault?.vmknic === undefined ? 'nothing beyond them has a route' : `all else leaves by ${byDefault.vmknic}`;
  const verdict = `leaves by the adapter that the routing table names for each peer: ${list(owners)} for their own subnets, ${rest}`;
  return { ...answer, vmknics: [], certainty: 'documented', verdict };
}

/** Without a listing only a stack with a single adapter leaves no choice. */
function fromAdapters(state: HostState, netstack: string): TableAnswer {
  const adapters = adaptersOf(state, netstack);
  const missing = [...(state.vmknics === undefined ? [adapterList(state)] : []), routeList(state, netstack)];
  const nic = onlyNicOf(state, netstack);
  const only = adapters.find((each) => each.nic === nic);
  if (only !== undefined) {
    const text = `${only.name} is the only adapter of ${netstackName(netstack)} that was read.`;
    return {
      vmknics: [only.name],
      decidedBy: 'table',
      netstack,
      certainty: 'inferred',
      verdict: `leaves by ${only.name}, the only adapter of ${netstackName(netstack)} that was read`,
      steps: [step(text, 'inferred', shown(only.nic, 'name', 'ipv4'))],
      prove: [],
      missing,
    };
  }
  return {
    vmknics: [],
    decidedBy: 'unknown',
    netstack,
    certainty: 'unknown',
    verdict: 'leaves by the adapter that the routing table names, which was not read',
    steps: adapters
      .slice(0, 8)
      .map(({ nic, name, subnet }) => step(`${name} has an address in ${subnet}.`, 'documented', shown(nic, 'ipv4'))),
    prove: [],
    missing,
  };
}

/** Which stack, behind what is in it; nothing for the default one, since hosts before 5.1 know no stacks. */
export function ofStack(netstack: string): string {
  return netstack === DEFAULT_STACK ? '' : ` of the netstack ${netstack}`;
}

export function netstackName(netstack: string): string {
  return netstack === DEFAULT_STACK ? 'the default stack' : `the ${netstack} stack`;
}

const ORDER: readonly Certainty[] = ['documented', 'reported', 'inferred', 'unknown'];

export function weakest(certainties: readonly Certainty[]): Certainty {
  return ORDER[Math.max(0, ...certainties.map((each) => ORDER.indexOf(each)))]!;
}
