/** Whether those who must still be reached are reached: from the host over ARP, from here over TCP. */
import { connect } from 'node:net';
import type { HostState } from '../core/esxi/host-state.ts';
import { decide } from '../core/routing/decide.ts';
import type { Probed, Router } from './change.ts';
import type { Reached } from './ports.ts';
import type { Work } from './work.ts';

/** The routers that the plan newly sends to, with the adapter on whose link each is. */
export function routersOf({ plan }: Work, state: HostState): readonly Router[] {
  const added = plan.expects.filter(({ present, gateway }) => present && gateway !== null);
  return added.flatMap(({ netstack, gateway }) => {
    const { vmknic } = decide(state, { destination: gateway!, netstack });
    return vmknic === null ? [] : [{ address: gateway!, netstack, vmknic }];
  });
}

/** A router answers where the host learns its MAC; that it answers the ping is not asked for. */
export async function probe(work: Work, routers: readonly Router[]): Promise<readonly Probed[]> {
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
  return [...answered, ...(await Promise.all(outside))];
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
