import { attachmentOf } from '../esxi/attachment.ts';
import type { HostState } from '../esxi/host-state.ts';
import { type Adapter, shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { boundOf, exemptionOf, isOverlay, sharingGroups } from '../services/sharing.ts';
import { rule } from './rule.ts';

const PORTGROUPS = 'esxcli network vswitch standard portgroup list';
/** On a port group the tag of the guest is passed on, so its VLAN says nothing of the adapter's. */
const GUEST_TAGGED = 4095;

/** One subnet lies in two VLANs: its adapters share a prefix, but their port groups do not share a segment. */
export const splitVlanSubnet = rule({
  id: 'split-vlan-subnet',
  title: 'One subnet is spread over several VLANs',
  severity: 'error',
  certainty: 'reported',
  sources: ['S004', 'KB318546'],
  needs: [
    { section: 'vmknics', command: 'esxcli network ip interface ipv4 get' },
    { section: 'portgroups', command: PORTGROUPS },
  ],
  also: ['vswitches', 'iscsi'],
  lacks: (state) =>
    groups(state).some((sharing) => tagged(state, sharing).length < sharing.length) ? [PORTGROUPS] : [],

  check: (state) =>
    groups(state).flatMap((sharing) => {
      const known = tagged(state, sharing);
      if (new Set(known.map(({ vlan }) => vlan)).size < 2) return [];
      return [
        {
          severity: exemptionOf(boundOf(state), sharing) === null ? ('error' as const) : ('risk' as const),
          facts: {
            netstack: sharing[0]!.netstack,
            subnet: sharing[0]!.subnet,
            vmknics: known.map(({ adapter }) => adapter.name),
            vlans: Object.fromEntries(known.map(({ adapter, vlan }) => [adapter.name, vlan])),
          },
          evidence: known.flatMap(({ adapter, lines }) => [...shown(adapter.nic, 'ipv4', 'portgroup'), ...lines]),
        },
      ];
    }),

  explain: ({ subnet, vmknics, vlans }) => ({
    problem: `${list(vmknics.map((name) => `${name} (VLAN ${vlans[name]})`))} have addresses in ${subnet} but are in different VLANs.`,
    why: `The table sends all of ${subnet} out of one adapter, and a peer that is in the VLAN of another cannot be reached that way: such traffic does not arrive at all.`,
    todo: 'Give each VLAN a subnet of its own and readdress the adapters in it.',
  }),
});

function groups(state: Pick<HostState, 'vmknics'>): readonly (readonly Adapter[])[] {
  return sharingGroups(state).filter(([first]) => !isOverlay(first!));
}

/** The adapters whose VLAN is shown by their port group. */
function tagged(state: Pick<HostState, 'vswitches' | 'portgroups'>, sharing: readonly Adapter[]) {
  return sharing.flatMap((adapter) => {
    const { portgroup } = attachmentOf(state, adapter.nic);
    if (portgroup?.vlan === undefined || portgroup.vlan === GUEST_TAGGED) return [];
    return [{ adapter, vlan: portgroup.vlan, lines: shown(portgroup, 'vlan') }];
  });
}
