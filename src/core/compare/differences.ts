import { attachmentOf } from '../esxi/attachment.ts';
import type { Proof, Vmknic } from '../esxi/host-state.ts';
import { subnetOf } from '../net/address.ts';
import { shown } from '../services/adapters.ts';
import type { Difference } from './comparison.ts';
import type { End } from './end.ts';
import { of, type Party } from './sides.ts';

type Shown = { readonly evidence: Proof };

/** What both hosts show and what is not the same: version, stacks, gateways, and adapter by adapter. */
export function differencesOf(a: Party, b: Party, pairs: readonly (readonly [End, End])[]): readonly Difference[] {
  return [...versions(a, b), ...stacks(a, b), ...adapters(a, b, pairs)];
}

function versions(a: Party, b: Party): Difference[] {
  const [x, y] = [a.state.host, b.state.host];
  return (['product', 'version', 'build'] as const).flatMap((key) =>
    differ({ what: key, where: null }, [a, x, x[key], key], [b, y, y[key], key]),
  );
}

function stacks(a: Party, b: Party): Difference[] {
  const own = (party: Party) => new Map(party.state.netstacks.map((each) => [each.key, each]));
  const [inA, inB] = [own(a), own(b)];
  return [...new Set([...inA.keys(), ...inB.keys()])].flatMap((key) => {
    const [x, y] = [inA.get(key), inB.get(key)];
    if (x !== undefined && y !== undefined) {
      return differ({ what: 'gateway', where: key }, [a, x, x.gateway, 'gateway'], [b, y, y.gateway, 'gateway']);
    }
    const lines = [...(x ? of(a, shown(x, 'key')) : []), ...(y ? of(b, shown(y, 'key')) : [])];
    return [{ what: 'stack', where: null, a: x?.key ?? null, b: y?.key ?? null, evidence: lines }];
  });
}

/** Adapters of one purpose are held against each other, whatever they are called; the others by name. */
function adapters(a: Party, b: Party, pairs: readonly (readonly [End, End])[]): Difference[] {
  if (a.state.vmknics === undefined || b.state.vmknics === undefined) return [];
  const met = new Map(
    pairs.map(([x, y]) => [`${x.adapter.name} ${y.adapter.name}`, [x.adapter.nic, y.adapter.nic] as const]),
  );
  const taken = new Set([...met.values()].flat());
  const named = new Map(b.state.vmknics.filter((nic) => !taken.has(nic)).map((nic) => [nic.name, nic]));
  const rest = a.state.vmknics.filter((nic) => !taken.has(nic));
  const inA = new Set(rest.map(({ name }) => name));
  const byName = rest.flatMap((nic) => (named.has(nic.name) ? [[nic, named.get(nic.name)!] as const] : []));
  return [
    ...[...met.values(), ...byName].flatMap(([x, y]) => adapter(a, b, x, y)),
    ...alone(
      a,
      rest.filter(({ name }) => !named.has(name)),
    ),
    ...alone(
      b,
      [...named.values()].filter(({ name }) => !inA.has(name)),
    ),
  ];
}

function alone(party: Party, nics: readonly Vmknic[]): Difference[] {
  return nics.map((nic) => ({
    what: 'adapter',
    where: nic.name,
    a: party.side === 'a' ? nic.name : null,
    b: party.side === 'b' ? nic.name : null,
    evidence: of(party, shown(nic, 'name')),
  }));
}

function adapter(a: Party, b: Party, x: Vmknic, y: Vmknic): Difference[] {
  const where = x.name === y.name ? x.name : `${x.name} / ${y.name}`;
  const [groupX, groupY] = [attachmentOf(a.state, x).portgroup, attachmentOf(b.state, y).portgroup];
  return [
    ...differ({ what: 'stack', where }, [a, x, x.netstack, 'netstack'], [b, y, y.netstack, 'netstack']),
    ...differ({ what: 'subnet', where }, [a, x, subnetShown(x), 'ipv4'], [b, y, subnetShown(y), 'ipv4']),
    ...differ({ what: 'vlan', where }, [a, groupX, groupX?.vlan, 'vlan'], [b, groupY, groupY?.vlan, 'vlan']),
    ...differ({ what: 'mtu', where }, [a, x, x.mtu, 'mtu'], [b, y, y.mtu, 'mtu']),
    ...differ({ what: 'tag', where }, [a, x, tagsOf(x), 'services'], [b, y, tagsOf(y), 'services']),
    ...differ({ what: 'enabled', where }, [a, x, x.enabled, 'enabled'], [b, y, y.enabled, 'enabled']),
  ];
}

type Value = readonly [Party, Shown | undefined, unknown, string];

/** A value that one of them does not show is not a difference. */
function differ(at: Pick<Difference, 'what' | 'where'>, a: Value, b: Value): Difference[] {
  const [[, , valueA], [, , valueB]] = [a, b];
  if (valueA === undefined || valueB === undefined || String(valueA) === String(valueB)) return [];
  const lines = [a, b].flatMap(([party, entry, , key]) => (entry === undefined ? [] : of(party, shown(entry, key))));
  return [{ ...at, a: valueA, b: valueB, evidence: lines }];
}

function subnetShown({ ipv4, prefixLength }: Vmknic): string | null | undefined {
  if (ipv4 === null) return null;
  return ipv4 === undefined || prefixLength === undefined ? undefined : subnetOf(ipv4, prefixLength);
}

/** Only where all tags of the adapter were read. */
function tagsOf({ services, tagsRead }: Vmknic): readonly string[] | undefined {
  return tagsRead ? [...(services ?? [])].sort() : undefined;
}
