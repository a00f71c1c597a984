import { attachmentOf, isInternal } from '../esxi/attachment.ts';
import type { HostState, IscsiBinding } from '../esxi/host-state.ts';
import { atLeast } from '../esxi/version.ts';
import { networkOf, readIpv4 } from '../net/address.ts';
import { type Adapter, adaptersOf } from './adapters.ts';

/** Stacks of NSX, in which several tunnel endpoints of one subnet are by design. */
const OVERLAY_STACKS: ReadonlySet<string> = new Set(['vxlan', 'hyperbus', 'nsx']);
/** The private network between a Nutanix host and its storage machine. */
const HYPERVISOR_INTERNAL = readIpv4('192.168.5.0')!;

type Vmknics = Pick<HostState, 'vmknics'>;
type Switching = Pick<HostState, 'vswitches' | 'portgroups'>;

const groups = new WeakMap<object, readonly (readonly Adapter[])[]>();

/** The enabled adapters that have one subnet of one stack in common, in the order of their numbers. */
export function sharingGroups(state: Vmknics): readonly (readonly Adapter[])[] {
  if (state.vmknics === undefined) return [];
  let sharing = groups.get(state.vmknics);
  if (sharing === undefined) {
    sharing = toGroups(adaptersOf(state));
    groups.set(state.vmknics, sharing);
  }
  return sharing;
}

/** Tunnel endpoints and other adapters of an NSX stack. */
export function isOverlay({ netstack }: { readonly netstack: string }): boolean {
  return OVERLAY_STACKS.has(netstack);
}

/** An adapter that serves the host's own storage machine on a switch without uplinks: nothing of it leaves the host. */
export function isHypervisorInternal(state: Switching, { nic, address }: Adapter): boolean {
  return networkOf(address, 24) === HYPERVISOR_INTERNAL && isInternal(attachmentOf(state, nic));
}

/** What makes one subnet right for all of these: each chooses its adapter itself and does not ask the table. */
export type Exemption = 'iscsi-bound' | 'multi-nic-vmotion' | 'multi-nic-vmotion-version-unknown';

/** What an exception is judged by: the bindings by adapter, and whether the host runs 5.0 or newer where that is known. */
export interface Bound {
  readonly bindings: ReadonlyMap<string, IscsiBinding>;
  readonly from50: boolean | undefined;
}

export function boundOf(state: Pick<HostState, 'host' | 'iscsi'>): Bound {
  return { bindings: new Map(state.iscsi?.map((each) => [each.vmknic, each])), from50: atLeast(state, '5.0') };
}

/**
 * The exception that covers all of them, or null. One more adapter, or one more service on any of them, voids it for what is
 * sent by the table.
 */
export function exemptionOf({ bindings, from50 }: Bound, sharing: readonly Adapter[]): Exemption | null {
  if (sharing.every(({ name, nic }) => bindings.has(name) && (nic.services ?? []).length === 0)) return 'iscsi-bound';
  if (!sharing.every(carriesOnlyVmotion)) return null;
  const multiNic = sharing.some(({ nic }) => nic.tagsRead || nic.netstack === 'vmotion') || from50;
  if (multiNic === undefined) return 'multi-nic-vmotion-version-unknown';
  return multiNic ? 'multi-nic-vmotion' : null;
}

/** The command that lists addresses, where an enabled adapter is known without its address or mask being shown. */
export function addressesUnknown({ vmknics = [] }: Vmknics, command: string): readonly string[] {
  const unknown = vmknics.some(
    ({ ipv4, prefixLength, enabled }) =>
      enabled !== false && (ipv4 === undefined || (ipv4 !== null && prefixLength === undefined)),
  );
  return unknown ? [command] : [];
}

/** In the stack of this name nothing but vMotion runs, whether or not the tag was shown. */
function carriesOnlyVmotion({ nic, netstack }: Adapter): boolean {
  const services = nic.services ?? (netstack === 'vmotion' ? ['vmotion'] : []);
  return services.length > 0 && services.every((service) => service === 'vmotion');
}

function toGroups(adapters: readonly Adapter[]): Adapter[][] {
  const bySubnet = new Map<string, Map<string, Adapter>>();
  for (const adapter of adapters) {
    const key = `${adapter.netstack} ${adapter.subnet}`;
    const sharing = bySubnet.get(key);
    if (sharing === undefined) bySubnet.set(key, new Map([[adapter.name, adapter]]));
    else if (!sharing.has(adapter.name)) sharing.set(adapter.name, adapter);
  }
  return [...bySubnet.values()].filter(({ size }) => size > 1).map((sharing) => [...sharing.values()].sort(byNumber));
}

function byNumber(a: Adapter, b: Adapter): number {
  return Number(a.name.slice(3)) - Number(b.name.slice(3));
}
