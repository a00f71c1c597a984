/** Whether those who must still be reached are reached: from the host over ARP and ICMP, from here over TCP. */
import { connect } from 'node:net';
import type { HostState } from '../core/esxi/host-state.ts';
import { DEFAULT_STACK } from '../core/esxi/netstacks.ts';
import type { Fated } from '../core/plans/blast.ts';
import { decide } from '../core/routing/decide.ts';
import type { Probed, Router } from './change.ts';
import type { Reached } from './ports.ts';
import type { Work } from './work.ts';

/** The routers that the plan newly sends to, with the adapter on whose link each is. */
export function routersOf({ plan }: Work, state: HostState): readonly Router[] {
  if (plan.kind === 'ntp') return [];
  const added = plan.expects.filter(({ present, gateway }) => present && gateway !== null);
  return added.flatMap(({ netstack, gateway }) => {
    const { vmknic } = decide(state, { destination: gateway!, netstack });
    return vmknic === null ? [] : [{ address: gateway!, netstack, vmknic }];
  });
}

/** A peer that nobody can do without is asked by a ping, which takes a second or two; so no more are. */
const MOST_PEERS = 4;

/**
 * Protected peers that the host itself begins to talk to and that the plan sends another way: of them the table alone does not tell
 * whether the new way leads there. Whoever dials the host is the aim of a change rather than in its way.
 */
export function movedPeers({ plan }: Pick<Work, 'plan'>): readonly Fated[] {
  const moved = plan.protected.filter(
    ({ fate, role, dialled, netstack, address }) =>
      fate === 'moves' && role !== 'this-bot' && dialled === null && netstack === DEFAULT_STACK && address !== null,
  );
  const distinct = [...new Map(moved.map((peer) => [peer.address, peer])).values()];
  return distinct
    .sort((a, b) => Number(b.role === 'configured') - Number(a.role === 'configured'))
    .slice(0, MOST_PEERS);
}

/** A router answers where the host learns its MAC; that it answers the ping is not asked for. `when` tells by which way peers are. */
export async function probe(
  work: Work,
  routers: readonly Router[],
  when: 'before' | 'after',
): Promise<readonly Probed[]> {
  const outside = work.parts.reached.map((each) => reaches(each, work.parts.patience.probe, work.signal));
  const asked: Router[] = [];
  for (const router of routers) {
    const { vmknic, netstack, address } = router;
    // Where this version cannot be asked so, nothing is known of it.
    if ((await work.ask({ kind: 'ping-gateway', vmknic, netstack, gateway: address })) !== null) asked.push(router);
  }
  const neighbors = asked.length === 0 ? [] : ((await work.read(['neighbors'])).neighbors ?? []);
  const answered = asked.map(({ address, netstack }) => ({
    name: address,
    way: 'arp' as const,
    ok: neighbors.some((each) => each.address === address && each.netstack === netstack && each.mac !== null),
  }));
  const pinged: Probed[] = [];
  for (const peer of movedPeers(work)) pinged.push(...(await pings(work, peer, when)));
  return [...answered, ...pinged, ...(await Promise.all(outside))];
}

/** Nothing where the host cannot be asked so. */
async function pings(work: Work, { name, address, ...ways }: Fated, when: 'before' | 'after'): Promise<Probed[]> {
  const vmknic = ways[when]?.vmknic ?? null;
  const said = vmknic === null ? null : await work.ask({ kind: 'ping-peer', vmknic, peer: address! });
  if (said === null) return [];
  const received = /(\d+) (?:packets )?received/.exec(said)?.[1];
  return [{ name: name === address ? name : `${name} (${address})`, way: 'ping', ok: Number(received ?? 0) > 0 }];
}

/** Those who answered before and do not now. */
export function lost(before: readonly Probed[], after: readonly Probed[]): readonly Probed[] {
  const isOk = ({ name, way }: Probed) => before.some((each) => each.name === name && each.way === way && each.ok);
  return after.filter((each) => !each.ok && isOk(each));
}

async function reaches({ name, address, port }: Reached, ms: number, signal: AbortSignal): Promise<Probed> {
  const ok = await new Promise<boolean>((resolve) => {
    const socket = connect({ host: address, port });
    const end = (answer: boolean) => {
      signal.removeEventListener('abort', stop);
      socket.destroy();
      resolve(answer);
    };
    const stop = () => end(false);
    socket.setTimeout(ms, () => end(false));
    socket.once('connect', () => end(true));
    socket.on('error', () => end(false));
    signal.addEventListener('abort', stop, { once: true });
  });
  return { name: `${name} (${address}:${port})`, way: 'tcp', ok };
}
