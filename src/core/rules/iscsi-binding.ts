import type { IscsiBinding, Teaming } from '../esxi/host-state.ts';
import { atLeast } from '../esxi/version.ts';
import { subnetOf } from '../net/address.ts';
import { adaptersOf, shown } from '../services/adapters.ts';
import { list, unique } from '../services/choice.ts';
import { type Found, type Having, rule } from './rule.ts';

type Reason = 'not-compliant' | 'path-not-active' | 'different-subnets' | 'different-switches' | 'not-one-uplink';

type Facts = {
  readonly service: 'iscsi';
  readonly adapter: string | null;
  readonly vmknics: readonly string[];
  readonly subnets: readonly string[];
  readonly reason: Reason;
  /** What the host prints, where the finding rests on that. */
  readonly status: string | null;
};

type State = Having<'iscsi', 'vmknics' | 'portgroups'>;

/** A bound adapter that software iSCSI cannot use as bound. */
export const iscsiBinding = rule({
  id: 'iscsi-binding',
  title: 'iSCSI port binding does not hold',
  severity: 'error',
  certainty: 'documented',
  sources: ['KB2038869', 'KB429518', 'ISC67', 'ISCM65'],
  needs: [{ section: 'iscsi', command: 'esxcli iscsi networkportal list' }],
  also: ['vmknics', 'portgroups'],

  check(state) {
    const single = state.iscsi.flatMap((each) => [
      ...notCompliant(each),
      ...pathNotActive(each),
      ...uplinks(state, each),
    ]);
    const adapters = unique(state.iscsi.map(({ adapter }) => adapter ?? null));
    const together = adapters.flatMap((adapter) => {
      const bound = state.iscsi.filter((each) => (each.adapter ?? null) === adapter);
      return bound.length < 2 ? [] : [...differentSubnets(state, bound), ...differentSwitches(state, bound)];
    });
    return [...single, ...together];
  },

  explain({ adapter, vmknics, subnets, reason, status }) {
    const to = adapter === null ? 'software iSCSI' : adapter;
    const names = list(vmknics);
    switch (reason) {
      case 'not-compliant':
        return {
          problem: `${names} is bound to ${to}, and the host calls the binding not compliant.`,
          why: 'A bound adapter has to have exactly one active uplink and no standby one; the host does not use it otherwise.',
          todo: `Set one active uplink and no standby one for the port group of ${names}, then list the bindings again.`,
        };
      case 'path-not-active':
        return {
          problem: `${names} is bound to ${to}, and its path status is ${status}.`,
          why: 'A bound adapter without an active path carries no session.',
          todo: `Check that ${names} reaches the targets: vmkping -I ${vmknics[0]} to a portal (5.1 and newer), then rescan.`,
        };
      case 'not-one-uplink':
        return {
          problem: `${names} is bound to ${to}, and its port group does not have exactly one active uplink.`,
          why: 'Binding ties sessions to an uplink; with a second or a standby one the host cannot tell a path from its failover.',
          todo: `Override the teaming of the port group of ${names}: one active uplink, the others unused.`,
        };
      case 'different-subnets':
        return {
          problem: `${names} are bound to ${to} and are in different subnets (${list(subnets)}).`,
          why: 'Every bound adapter is tried against every portal. Up to 6.0 bound traffic is not routed, so such a binding gives long rescans and wrong path counts; on 6.5 and newer the guides disagree.',
          todo: 'Where each adapter has portals of its own subnet only, remove the binding: the table then picks the right adapter for each. Otherwise bring adapters and portals into one subnet.',
        };
      case 'different-switches':
        return {
          problem: `${names} are bound to ${to} and are on different virtual switches.`,
          why: 'The article on port binding (4.0 to 6.0) asks for all bound adapters on one switch.',
          todo: 'Where paths are missing, move the bound adapters to one virtual switch; otherwise nothing has to change.',
        };
    }
  },
});

function found(
  bound: readonly IscsiBinding[],
  reason: Reason,
  more: Partial<Found<Facts>> & { status?: string; subnets?: readonly string[] },
  ...keys: string[]
): Found<Facts>[] {
  const { status = null, subnets = [], ...rest } = more;
  const vmknics = bound.map(({ vmknic }) => vmknic);
  const facts: Facts = { service: 'iscsi', adapter: bound[0]!.adapter ?? null, vmknics, subnets, reason, status };
  return [{ facts, evidence: bound.flatMap((each) => shown(each, ...keys)), ...rest }];
}

function notCompliant(bound: IscsiBinding): Found<Facts>[] {
  return bound.compliant === false ? found([bound], 'not-compliant', {}, 'compliant', 'vmknic') : [];
}

/** `unused` is normal before the first login. */
function pathNotActive(bound: IscsiBinding): Found<Facts>[] {
  const status = bound.pathStatus?.trim().toLowerCase();
  if (status === undefined || status === '' || status === 'active' || bound.compliant === false) return [];
  const severity = status === 'unused' ? 'note' : 'risk';
  return found([bound], 'path-not-active', { severity, status, certainty: 'reported' }, 'pathStatus', 'vmknic');
}

/** Only the port group's own policy counts: what its switch has, it may override. */
function uplinks({ portgroups, vmknics }: State, bound: IscsiBinding): Found<Facts>[] {
  const name = bound.portgroup ?? vmknics?.find((nic) => nic.name === bound.vmknic)?.portgroup;
  const portgroup = portgroups?.find((each) => each.name === name);
  if (portgroup?.teaming === undefined || oneUplink(portgroup.teaming)) return [];
  const [each] = found([bound], 'not-one-uplink', { severity: 'risk' }, 'vmknic');
  return [{ ...each!, evidence: [...each!.evidence, ...shown(portgroup, 'teaming', 'name')] }];
}

function oneUplink({ active, standby }: Teaming): boolean {
  return active === undefined || (active.length === 1 && (standby?.length ?? 0) === 0);
}

/** Documented as wrong up to 6.0; later the documents contradict each other, so it is reported as a note. */
function differentSubnets(state: State, bound: readonly IscsiBinding[]): Found<Facts>[] {
  const subnets = bound.map((each) => subnetOfBinding(state, each));
  if (subnets.some((each) => each === undefined) || unique(subnets).length < 2) return [];
  const old = atLeast(state, '6.5') === false;
  const gravity = old
    ? ({ severity: 'risk', certainty: 'documented' } as const)
    : ({ severity: 'note', certainty: 'reported' } as const);
  return found(bound, 'different-subnets', { ...gravity, subnets: unique(subnets as string[]) }, 'ipv4', 'vmknic');
}

function subnetOfBinding(state: State, { vmknic, ipv4, prefixLength }: IscsiBinding): string | undefined {
  if (ipv4 !== undefined && prefixLength !== undefined) return subnetOf(ipv4, prefixLength);
  return adaptersOf(state).find(({ name }) => name === vmknic)?.subnet;
}

function differentSwitches(state: State, bound: readonly IscsiBinding[]): Found<Facts>[] {
  if (atLeast(state, '6.5') !== false) return [];
  const switches = bound.map(({ vswitch }) => vswitch);
  if (switches.some((each) => each === undefined) || unique(switches).length < 2) return [];
  return found(bound, 'different-switches', { severity: 'note' }, 'vswitch', 'vmknic');
}
