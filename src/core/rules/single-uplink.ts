import { attachmentOf } from '../esxi/attachment.ts';
import type { Portgroup, Vmknic } from '../esxi/host-state.ts';
import { usableUplinks } from '../esxi/team.ts';
import { shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { type Found, type Having, rule } from './rule.ts';

const MANAGEMENT = 'Management Network';

type State = Having<'vswitches', 'vmknics' | 'portgroups' | 'iscsi'>;

type Facts = {
  readonly vswitch: string;
  readonly uplink: string;
  readonly vmknics: readonly string[];
  readonly portgroups: readonly string[];
  /** Uplinks of the switch that the teaming leaves no part in it. */
  readonly unused: readonly string[];
};

/** A switch that carries a vmkernel adapter has one uplink, or one that its teaming uses: one cable or port takes it away. */
export const singleUplink = rule({
  id: 'single-uplink',
  title: 'A switch has one uplink only',
  severity: 'note',
  certainty: 'documented',
  sources: ['NET80', 'S004'],
  needs: [{ section: 'vswitches', command: 'esxcli network vswitch standard list' }],
  also: ['vmknics', 'portgroups', 'iscsi'],

  check: (state) => {
    const switches = state.vswitches.filter((each) => usableUplinks(each).length === 1);
    const alone = switches.map(({ name }) => name);
    const groups = (state.portgroups ?? []).filter(({ vswitch }) => vswitch !== undefined && !alone.includes(vswitch));
    return [...switches.flatMap((each) => ofSwitch(state, each)), ...groups.flatMap((each) => ofGroup(state, each))];
  },

  explain: ({ vswitch, uplink, vmknics, portgroups, unused }) => ({
    problem:
      unused.length === 0
        ? `${vswitch} has one uplink, ${uplink}, and carries ${list(vmknics.length > 0 ? vmknics : portgroups)}.`
        : `${list(vmknics.length > 0 ? vmknics : portgroups)} on ${vswitch} may leave by ${uplink} only: the teaming leaves ${list(unused)} unused.`,
    why: 'One uplink means no redundancy: when its cable, its switch port or the NIC fails, all of that is cut off.',
    todo:
      unused.length === 0
        ? `Add a second uplink to ${vswitch}, on another physical switch where there is one.`
        : `Where ${list(unused)} ${unused.length === 1 ? 'works' : 'work'} and nothing asks for one uplink, make ${unused.length === 1 ? 'it' : 'one of them'} active or standby there.`,
  }),
});

function ofSwitch(state: State, vswitch: State['vswitches'][number]): Found<Facts>[] {
  const carried = enabled(state).filter((nic) => attachmentOf(state, nic).vswitch === vswitch);
  const management = vswitch.portgroups?.includes(MANAGEMENT) ?? false;
  if (carried.length === 0 && !management) return [];
  return [
    found(vswitch, carried, { vswitch: vswitch.name, portgroups: management ? [MANAGEMENT] : [] }, vswitch.uplinks),
  ];
}

/** A port group whose own teaming leaves one; a binding of iSCSI asks for just that, so it is only told where those were read. */
function ofGroup(state: State, group: Portgroup): Found<Facts>[] {
  const { iscsi } = state;
  if (iscsi === undefined || group.teaming === undefined || usableUplinks(group).length !== 1) return [];
  const carried = enabled(state).filter(
    (nic) => attachmentOf(state, nic).portgroup === group && !iscsi.some(({ vmknic }) => vmknic === nic.name),
  );
  const vswitch = state.vswitches.find(({ name }) => name === group.vswitch);
  if (carried.length === 0 || vswitch === undefined) return [];
  return [found(group, carried, { vswitch: vswitch.name, portgroups: [group.name] }, vswitch.uplinks)];
}

function found(
  of: State['vswitches'][number] | Portgroup,
  carried: readonly Vmknic[],
  at: Pick<Facts, 'vswitch' | 'portgroups'>,
  uplinks: readonly string[] = [],
): Found<Facts> {
  const uplink = usableUplinks(of)[0]!;
  const unused = uplinks.filter((each) => each !== uplink);
  return {
    facts: { ...at, uplink, vmknics: carried.map(({ name }) => name), unused },
    evidence: [...shown(of, 'uplinks', 'teaming'), ...carried.flatMap((nic) => shown(nic, 'portgroup'))],
  };
}

function enabled({ vmknics = [] }: State): readonly Vmknic[] {
  return vmknics.filter((nic) => nic.enabled !== false);
}
