import { type Attachment, attachmentOf } from './attachment.ts';
import type { HostState, Portgroup, Teaming, Vmknic, Vswitch } from './host-state.ts';

type Switching = Pick<HostState, 'vswitches' | 'portgroups'>;

/** The teaming that counts for a port group: its own, which `get` prints whole, else its switch's. */
export function teamingOf({ vswitch, portgroup }: Attachment): Teaming | undefined {
  return portgroup?.teaming ?? vswitch?.teaming;
}

/** The uplinks that may carry traffic: active and standby where the team was shown, all of the switch's otherwise. */
export function usableUplinks({ teaming, uplinks = [] }: Pick<Vswitch | Portgroup, 'teaming' | 'uplinks'>) {
  const { active, standby = [], unused = [] } = teaming ?? {};
  if (active !== undefined) return [...active, ...standby];
  return unused.length === 0 ? uplinks : uplinks.filter((name) => !unused.includes(name));
}

/** The uplinks that an adapter may leave by, as far as its switch was shown. */
export function uplinksFor(state: Switching, nic: Vmknic): readonly string[] {
  const at = attachmentOf(state, nic);
  const teaming = teamingOf(at);
  const uplinks = at.vswitch?.uplinks ?? at.portgroup?.uplinks ?? [];
  return usableUplinks({ uplinks, ...(teaming && { teaming }) });
}

/**
 * The uplink that an adapter leaves by, and how that is known: `shown` by esxtop, the `only` one of its team, the first of an
 * explicit `order`; null where the switch spreads by port number, which no listing of the host tells.
 */
export type Pin = { readonly uplink: string; readonly by: 'shown' | 'only' | 'order' } | null;

/** Which uplink an adapter is pinned to. */
export function pinOf(state: Switching & Pick<HostState, 'portUplinks'>, nic: Vmknic): Pin {
  const seen = state.portUplinks?.find(({ client }) => client === nic.name)?.uplink;
  if (typeof seen === 'string') return { uplink: seen, by: 'shown' };
  const usable = uplinksFor(state, nic);
  if (usable.length === 1) return { uplink: usable[0]!, by: 'only' };
  const teaming = teamingOf(attachmentOf(state, nic));
  const [first, ...more] = teaming?.active ?? [];
  return first !== undefined && (more.length === 0 || teaming?.loadBalancing === 'explicit')
    ? { uplink: first, by: 'order' }
    : null;
}
