import type { HostState, Ping, Vmknic } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { readIpv4 } from '../net/address.ts';
import { adaptersOf, holds } from './adapters.ts';

/** The stack of the tunnel endpoints, of VXLAN and of Geneve alike. */
export const OVERLAY_STACK = 'vxlan';
/** The vendor's minimum end to end, and the payload of a ping that fills it. */
export const OVERLAY_MTU = 1600;
export const OVERLAY_PAYLOAD = OVERLAY_MTU - 28;

/**
 * What a ping between tunnel endpoints shows. `passes`, `lost`: full size, without fragmentation. `too-long`: this host's own MTU
 * does not carry it. `small`: answered, but too small or cut into pieces, so it proves no size. `unreachable`: not even that is
 * answered. `other-stack`: it left by another stack and tested nothing of the overlay; `never-left`: that stack does not know its
 * adapter. `cut`: its result or its command is not shown.
 */
export type OverlayResult =
  | 'passes'
  | 'lost'
  | 'too-long'
  | 'small'
  | 'unreachable'
  | 'other-stack'
  | 'never-left'
  | 'cut';

export interface OverlayTest {
  readonly ping: Ping;
  readonly result: OverlayResult;
}

type Looked = Pick<HostState, 'pings' | 'vmknics'>;

export function endpointsOf({ vmknics = [] }: Pick<HostState, 'vmknics'>): readonly Vmknic[] {
  return vmknics.filter(({ netstack, enabled }) => netstack === OVERLAY_STACK && enabled !== false);
}

/** The pings from an endpoint, from its stack or into its subnet. */
export function overlayTests(state: Looked): readonly OverlayTest[] {
  return (state.pings ?? [])
    .filter((ping) => isOfOverlay(state, ping))
    .map((ping) => ({ ping, result: resultOf(ping) }));
}

function isOfOverlay(state: Looked, { netstack, vmknic, destination }: Ping): boolean {
  if (netstack === OVERLAY_STACK || endpointsOf(state).some(({ name }) => name === vmknic)) return true;
  const address = readIpv4(destination);
  return address !== null && adaptersOf(state, OVERLAY_STACK).some((each) => holds(each, address));
}

function resultOf({ netstack = DEFAULT_STACK, payload, dontFragment, received, error }: Ping): OverlayResult {
  if (error === 'unknown-interface') return 'never-left';
  if (dontFragment === undefined || (received === undefined && error === null)) return 'cut';
  if (netstack !== OVERLAY_STACK) return 'other-stack';
  if (error === 'message-too-long') return 'too-long';
  const full = dontFragment && payload !== undefined && payload >= OVERLAY_PAYLOAD;
  if (error !== null || received === 0) return full && error === null ? 'lost' : 'unreachable';
  return full ? 'passes' : 'small';
}
