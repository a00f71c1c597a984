import type { HostState, Portgroup } from '../esxi/host-state.ts';
import type { Evidence } from '../evidence.ts';
import { shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { rule } from './rule.ts';

/** What NLB in unicast mode needs of a port group and does not have; null where the policy was not shown. */
export interface NlbFaults {
  readonly notify: boolean | null;
  readonly macChanges: boolean | null;
  readonly forgedTransmits: boolean | null;
}

/** `Web-NLB`, `NLB_prod`, `nlb 10`: the word, not three letters of another one. */
const NAMED = /(?:^|[^a-z])nlb(?:$|[^a-z])/i;

export const isNamedForNlb = ({ name }: Portgroup) => NAMED.test(name);

/** Whether each of the three settings stands in the way. */
export function nlbFaults({ teaming, security }: Portgroup): NlbFaults {
  const against = (value: boolean | undefined, wanted: boolean) => (value === undefined ? null : value !== wanted);
  return {
    notify: against(teaming?.notifySwitches, false),
    macChanges: against(security?.macChanges, true),
    forgedTransmits: against(security?.forgedTransmits, true),
  };
}

/** In words, as the client names the settings. */
export function nlbSettings({ notify, macChanges, forgedTransmits }: NlbFaults): readonly string[] {
  return [
    ...(notify === true ? ['Notify switches is Yes'] : []),
    ...(macChanges === true ? ['MAC address changes are rejected'] : []),
    ...(forgedTransmits === true ? ['forged transmits are rejected'] : []),
  ];
}

/** The lines of the settings that stand in the way, or of those that do not. */
export function policyLines(group: Portgroup, against: boolean, faults = nlbFaults(group)): readonly Evidence[] {
  const keys = (['notify', 'macChanges', 'forgedTransmits'] as const).filter((key) => faults[key] === against);
  return keys.length === 0 ? [] : shown(group, ...keys.map((key) => (key === 'notify' ? 'notifySwitches' : key)));
}

/** A name that a command may hold between quotes. */
export const quoted = (name: string) => (/^[\w .()[\]#+,:@-]+$/.test(name) ? `"${name}"` : '"PORTGROUP"');

/** Commands that show both policies of a port group. */
export function policyCommands(name: string): readonly string[] {
  return ['failover', 'security'].map(
    (policy) => `esxcli network vswitch standard portgroup policy ${policy} get -p ${quoted(name)}`,
  );
}

/** How the address of a cluster starts in each mode; recalled, not read. */
const STARTS = { unicast: '02:bf:', multicast: '03:bf:', igmp: '01:00:5e:' } as const;

/** Neighbours whose address looks like that of a cluster in this mode. */
export const clusterMacs = ({ neighbors = [] }: Pick<HostState, 'neighbors'>, mode: keyof typeof STARTS) =>
  neighbors.filter(({ mac }) => mac?.toLowerCase().startsWith(STARTS[mode]));

/** The announcement is in the article; what the security policy has to accept is reported by a practitioner. */
export const nlbCertainty = ({ macChanges, forgedTransmits }: NlbFaults) =>
  macChanges === true || forgedTransmits === true ? 'reported' : 'documented';

/** A port group that is named for NLB and does not let its unicast mode work. */
export const nlbUnicastPolicy = rule({
  id: 'nlb-unicast-policy',
  title: 'A port group for NLB does not let unicast mode work',
  severity: 'risk',
  certainty: 'documented',
  sources: ['KB1556', 'S004', 'NET65'],
  needs: [{ section: 'portgroups', command: 'esxcli network vswitch standard portgroup list' }],
  also: ['neighbors'],

  lacks: ({ portgroups }) =>
    portgroups
      .filter(isNamedForNlb)
      .filter((group) => Object.values(nlbFaults(group)).includes(null))
      .flatMap(({ name }) => policyCommands(name)),

  check: (state) => {
    if (clusterMacs(state, 'multicast').length > 0 && clusterMacs(state, 'unicast').length === 0) return [];
    return state.portgroups.filter(isNamedForNlb).flatMap((group) => {
      const faults = nlbFaults(group);
      const settings = nlbSettings(faults);
      if (settings.length === 0) return [];
      return [
        {
          certainty: nlbCertainty(faults),
          facts: { portgroup: group.name, vswitch: group.vswitch ?? null, settings, ...faults },
          evidence: [...shown(group, 'name', 'vswitch'), ...policyLines(group, true)],
        },
      ];
    });
  },

  explain: ({ portgroup, settings, notify, macChanges, forgedTransmits }) => ({
    problem: `On the port group ${portgroup}, which is named for NLB, ${list(settings)}.`,
    why: `In unicast mode all nodes share one MAC address.${notify === true ? ' With Notify switches the host announces it at power-on, at failover and at some migrations, and the physical switch then sends all traffic to one node.' : ''}${macChanges === true || forgedTransmits === true ? ' A node that may not change its address, or not send with another one, is cut off by the port group.' : ''} In multicast mode none of this is needed.`,
    todo: `Where the cluster runs in unicast mode: ${list(changes({ notify, macChanges, forgedTransmits }))}, on this port group alone; other machines on it would be learned later after a migration.`,
  }),
});

function changes({ notify, macChanges, forgedTransmits }: NlbFaults): readonly string[] {
  return [
    ...(notify === true ? ['set Notify switches to No'] : []),
    ...(macChanges === true ? ['accept MAC address changes'] : []),
    ...(forgedTransmits === true ? ['accept forged transmits'] : []),
  ];
}
