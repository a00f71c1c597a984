import { attachmentOf } from '../esxi/attachment.ts';
import type { HostState, Vmknic } from '../esxi/host-state.ts';
import { shown } from '../services/adapters.ts';
import { endpointsOf, OVERLAY_MTU } from '../services/overlay.ts';
import { type Found, rule } from './rule.ts';

const INTERFACES = 'esxcli network ip interface list';
/** What encapsulation of full frames really takes. */
const NEEDED = 1550;

interface Small extends Record<string, unknown> {
  readonly vmknic: string;
  readonly mtu: number | null;
  readonly vswitch: string | null;
  readonly vswitchMtu: number | null;
  readonly minimum: number;
}

type Looked = Pick<HostState, 'vmknics' | 'vswitches' | 'portgroups'>;

/** A tunnel endpoint of NSX, or its switch, has an MTU below what encapsulation needs. */
export const overlayMtu = rule({
  id: 'overlay-mtu',
  title: 'The MTU of an overlay endpoint is too small',
  severity: 'error',
  certainty: 'reported',
  sources: ['VSZ'],
  needs: [{ section: 'vmknics', command: INTERFACES }],
  also: ['vswitches', 'portgroups'],
  follows: ['mtu-mismatch'],
  lacks: (state) => (endpointsOf(state).some(({ mtu }) => mtu === undefined) ? [INTERFACES] : []),
  check: (state) => endpointsOf(state).flatMap((nic) => found(state, nic)),

  explain: ({ vmknic, mtu, vswitch, vswitchMtu, minimum }) => ({
    problem: `The overlay endpoint ${vmknic} ${mtu !== null && mtu < minimum ? `has MTU ${mtu}` : `is on ${vswitch} with MTU ${vswitchMtu}`}; the minimum is ${minimum}.`,
    why: 'Encapsulation adds about 50 bytes to every frame, so full frames of the guests do not fit, while small pings pass.',
    todo: `Set ${minimum} or more on the endpoint, its switch and every hop, then test with vmkping ++netstack=vxlan -I ${vmknic} -d -s ${minimum - 28} to a peer.`,
  }),
});

function found(state: Looked, nic: Vmknic): Found<Small>[] {
  const { vswitch } = attachmentOf(state, nic);
  const smallest = Math.min(nic.mtu ?? OVERLAY_MTU, vswitch?.mtu ?? OVERLAY_MTU);
  if (smallest >= OVERLAY_MTU) return [];
  return [
    {
      severity: smallest < NEEDED ? 'error' : 'risk',
      facts: {
        vmknic: nic.name,
        mtu: nic.mtu ?? null,
        vswitch: vswitch?.name ?? null,
        vswitchMtu: vswitch?.mtu ?? null,
        minimum: OVERLAY_MTU,
      },
      evidence: [...shown(nic, 'mtu'), ...(vswitch === undefined ? [] : shown(vswitch, 'mtu'))],
    },
  ];
}
