/** Whom a change moves: the exact difference of the two tables, met with those who must still be reached. */
import type { HostState } from '../esxi/host-state.ts';
import { readIpv4 } from '../net/address.ts';
import { decide } from '../routing/decide.ts';
import type { ForwardingDiff, Path } from '../routing/what-if.ts';
import { NO_STACK, type Peer } from './peers.ts';

/**
 * `unchanged`; `moves` to another way that may well work; `cut`: no way afterwards, or the answers leave by another adapter than
 * the one that the peer dialled, where they did not before; `not-known`: a name without an address, or a way not known.
 */
export type Fate = 'unchanged' | 'moves' | 'cut' | 'not-known';

export interface Fated extends Peer {
  readonly fate: Fate;
  readonly before: Path | null;
  readonly after: Path | null;
}

/** The fate of every peer; those of other stacks are out of reach of a change. */
export function blast(
  state: HostState,
  netstack: string,
  diff: ForwardingDiff,
  peers: readonly Peer[],
): readonly Fated[] {
  return peers.map((peer) => ({ ...peer, ...fateOf(state, netstack, diff, peer) }));
}

function fateOf(
  state: HostState,
  netstack: string,
  { changes }: ForwardingDiff,
  peer: Peer,
): Pick<Fated, 'fate' | 'before' | 'after'> {
  if (peer.address === null) return { fate: 'not-known', before: null, after: null };
  const address = readIpv4(peer.address);
  if (address === null) return { fate: 'unchanged', before: null, after: null };
  if (peer.netstack === NO_STACK) return { fate: 'not-known', before: null, after: null };
  if (peer.netstack !== netstack) return { fate: 'unchanged', before: null, after: null };
  const change = changes.find(({ first, last }) => readIpv4(first)! <= address && address <= readIpv4(last)!);
  if (change === undefined) {
    const { outcome, vmknic, nextHop } = decide(state, { destination: peer.address, netstack });
    const path = { outcome, vmknic, nextHop };
    return { fate: outcome === 'not-enough-known' ? 'not-known' : 'unchanged', before: path, after: path };
  }
  const { before, after } = change;
  return { fate: isCut(state, peer, before, after) ? 'cut' : 'moves', before, after };
}

/** Answers keep the address that was dialled; by another adapter they are likely to be lost where they were not before. */
function isCut(state: HostState, { dialled }: Peer, before: Path, after: Path): boolean {
  if (after.outcome !== 'on-link' && after.outcome !== 'via-gateway') return isWay(before) || dialled !== null;
  const vmknic = state.vmknics?.find(({ ipv4 }) => ipv4 === dialled)?.name;
  return dialled !== null && vmknic !== undefined && before.vmknic === vmknic && after.vmknic !== vmknic;
}

const isWay = ({ outcome }: Path) => outcome === 'on-link' || outcome === 'via-gateway';
