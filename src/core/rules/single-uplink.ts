import { attachmentOf } from '../esxi/attachment.ts';
import { shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { rule } from './rule.ts';

const MANAGEMENT = 'Management Network';

/** A switch that carries a vmkernel adapter has one uplink, so one cable or port takes it away. */
export const singleUplink = rule({
  id: 'single-uplink',
  title: 'A switch has one uplink only',
  severity: 'note',
  certainty: 'documented',
  sources: ['NET80', 'S004'],
  needs: [{ section: 'vswitches', command: 'esxcli network vswitch standard list' }],
  also: ['vmknics', 'portgroups'],

  check: (state) => {
    const nics = (state.vmknics ?? []).filter(({ enabled }) => enabled !== false);
    return state.vswitches
      .filter(({ uplinks }) => uplinks?.length === 1)
      .flatMap((vswitch) => {
        const carried = nics.filter((nic) => attachmentOf(state, nic).vswitch === vswitch);
        const management = vswitch.portgroups?.includes(MANAGEMENT) ?? false;
        if (carried.length === 0 && !management) return [];
        return [
          {
            facts: {
              vswitch: vswitch.name,
              uplink: vswitch.uplinks![0]!,
              vmknics: carried.map(({ name }) => name),
              portgroups: management ? [MANAGEMENT] : [],
            },
            evidence: [...shown(vswitch, 'uplinks'), ...carried.flatMap((nic) => shown(nic, 'portgroup'))],
          },
        ];
      });
  },

  explain: ({ vswitch, uplink, vmknics, portgroups }) => ({
    problem: `${vswitch} has one uplink, ${uplink}, and carries ${list(vmknics.length > 0 ? vmknics : portgroups)}.`,
    why: 'One uplink means no redundancy: when its cable, its switch port or the NIC fails, all of that is cut off.',
    todo: `Add a second uplink to ${vswitch}, on another physical switch where there is one.`,
  }),
});
