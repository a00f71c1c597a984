import type { HostState, Portgroup, Vmknic, Vswitch } from './host-state.ts';

/** The port group and switch that an adapter is plugged into, as far as the output tells. */
export interface Attachment {
  readonly vswitch?: Vswitch;
  readonly portgroup?: Portgroup;
}

type Switching = Pick<HostState, 'vswitches' | 'portgroups'>;

interface Plan {
  readonly byName: ReadonlyMap<string, Vswitch>;
  /** The switches that have a port group of this name. */
  readonly byPortgroup: ReadonlyMap<string, ReadonlySet<string>>;
  /** The switch a client (`vmk0`) is plugged into: distributed switches list their ports. */
  readonly byClient: ReadonlyMap<string, Vswitch>;
  readonly portgroups: ReadonlyMap<string, readonly Portgroup[]>;
}

const plans = new WeakMap<Switching, Plan>();

/** Where an adapter is plugged in. A port group name that stands on several switches tells nothing without the adapter's switch. */
export function attachmentOf(state: Switching, { name, vswitch, portgroup }: Vmknic): Attachment {
  const plan = planOf(state);
  const owners = typeof portgroup === 'string' ? plan.byPortgroup.get(portgroup) : undefined;
  const only = owners?.size === 1 ? [...owners][0] : undefined;
  const found = plan.byName.get(vswitch ?? '') ?? plan.byClient.get(name) ?? plan.byName.get(only ?? '');
  const group = typeof portgroup === 'string' ? groupOf(plan, portgroup, found?.name ?? vswitch) : undefined;
  return { ...(found === undefined ? {} : { vswitch: found }), ...(group === undefined ? {} : { portgroup: group }) };
}

/** A switch known to have no uplink: what is plugged in there never leaves the host. */
export function isInternal({ vswitch }: Attachment): boolean {
  return vswitch?.uplinks?.length === 0;
}

function groupOf({ portgroups }: Plan, name: string, vswitch: string | undefined): Portgroup | undefined {
  const named = portgroups.get(name) ?? [];
  const here = vswitch === undefined ? named : named.filter((each) => each.vswitch === vswitch);
  const candidates = here.length > 0 ? here : named.filter((each) => each.vswitch === undefined);
  return candidates.length === 1 ? candidates[0] : undefined;
}

function planOf(state: Switching): Plan {
  let plan = plans.get(state);
  if (plan === undefined) {
    plan = toPlan(state);
    plans.set(state, plan);
  }
  return plan;
}

function toPlan({ vswitches = [], portgroups = [] }: Switching): Plan {
  const byPortgroup = new Map<string, Set<string>>();
  const byClient = new Map<string, Vswitch>();
  const named = new Map<string, Portgroup[]>();
  const own = (portgroup: string, vswitch: string) =>
    (byPortgroup.get(portgroup) ?? byPortgroup.set(portgroup, new Set()).get(portgroup)!).add(vswitch);
  for (const vswitch of vswitches) {
    for (const portgroup of vswitch.portgroups ?? []) own(portgroup, vswitch.name);
    for (const { client } of vswitch.ports ?? []) if (client !== null) byClient.set(client, vswitch);
  }
  for (const portgroup of portgroups) {
    if (portgroup.vswitch !== undefined) own(portgroup.name, portgroup.vswitch);
    (named.get(portgroup.name) ?? named.set(portgroup.name, []).get(portgroup.name)!).push(portgroup);
  }
  return { byName: new Map(vswitches.map((each) => [each.name, each])), byPortgroup, byClient, portgroups: named };
}
