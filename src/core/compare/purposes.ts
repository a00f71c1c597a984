import { bindingList } from '../esxi/commands.ts';
import type { HostState, NfsMount, Vmknic } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { decide } from '../routing/decide.ts';
import { adaptersOf, shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { bestPath, type Carriers, carriersOf, endsOf } from './carriers.ts';
import { type End, eachOf, nameOf } from './end.ts';
import { type Findings, missingOf, NOTHING, of, type Party, step, together } from './sides.ts';

/** A purpose's findings, and the pair of adapters they are about where there is one. */
export interface Met {
  readonly findings: Findings;
  readonly pair?: readonly [End, End];
}

/** vMotion goes from adapter to adapter; both hosts must keep it in the same kind of stack. */
export function vmotion(a: Party, b: Party): Met {
  const met = between('vMotion', (party) => carriersOf(party, 'vmotion', 'vMotion', 'vmotion'), a, b);
  if (met.pair === undefined) return met;
  const [x, y] = met.pair;
  if (x.adapter.netstack === y.adapter.netstack) return met;
  const text = `${nameOf(x)} is in the netstack ${x.adapter.netstack}, ${nameOf(y)} in ${y.adapter.netstack}; both hosts belong in the same kind of stack.`;
  const lines = [x, y].flatMap(({ party, adapter }) => of(party, shown(adapter.nic, 'netstack')));
  const because = ['netstacks', eachOf([x, y], ({ adapter }) => adapter.netstack)];
  return {
    ...met,
    findings: together({ steps: [step('risk', text, 'inferred', lines, { because })], missing: [] }, met.findings),
  };
}

/** Management lies in the default stack; on classic ESX it is in the Service Console, beside the VMkernel. */
export function management(a: Party, b: Party): Met {
  const classic = [a, b].filter(({ state }) => state.serviceConsole !== undefined);
  if (classic.length > 0) {
    const text = `${list(classic.map(({ name }) => name))} is classic ESX: management is in the Service Console, whose own table decides; it is not compared here.`;
    const lines = classic.flatMap((party) =>
      (party.state.serviceConsole?.interfaces ?? []).flatMap((each) => of(party, shown(each, 'ipv4'))),
    );
    return { findings: { steps: [step('cannot-tell', text, 'documented', lines)], missing: [] } };
  }
  return between('management', managing, a, b);
}

/** Without tags an only adapter of the default stack must be the one; of several it is not known. */
function managing(party: Party): Carriers {
  const carriers = carriersOf(party, 'management', 'management');
  if (carriers.kind !== 'unknown') return carriers;
  const nics = (party.state.vmknics ?? []).filter(isInDefault);
  const ends = nics.length === 1 ? endsOf(party, nics) : [];
  return ends.length === 1 ? { kind: 'known', ends } : carriers;
}

function isInDefault({ netstack, enabled }: Vmknic): boolean {
  return netstack === DEFAULT_STACK && enabled !== false;
}

/** vSAN goes between the hosts; iSCSI and NFS meet at the storage. What neither host shows is not asked of them. */
export function storage(a: Party, b: Party): Met {
  const vsan = uses(a, b, ({ vmknics = [] }) => vmknics.some(({ services = [] }) => services.includes('vsan')))
    ? between('vSAN', (party) => carriersOf(party, 'vsan', 'vSAN'), a, b)
    : { findings: NOTHING };
  const findings = together(vsan.findings, iscsi(a, b), nfs(a, b));
  if (findings.steps.length > 0) return { ...vsan, findings };
  const missing = [a, b].flatMap((party) =>
    missingOf(party, [bindingList(party.state), 'esxcli storage nfs list', 'esxcli vsan network list']),
  );
  const text = `Neither host ${missing.length === 0 ? 'has' : 'shows'} an iSCSI binding, an NFS mount or a vSAN adapter.`;
  return { findings: { steps: [step('cannot-tell', text, 'documented', [])], missing } };
}

function uses(a: Party, b: Party, has: (state: HostState) => boolean): boolean {
  return has(a.state) || has(b.state);
}

function between(title: string, carriers: (party: Party) => Carriers, first: Party, second: Party): Met {
  const [as, bs] = [carriers(first), carriers(second)];
  if (as.kind !== 'known' || bs.kind !== 'known') {
    return { findings: together(...[as, bs].map((each) => (each.kind === 'known' ? NOTHING : each.findings))) };
  }
  const { a, b, path } = bestPath(title, as.ends, bs.ends);
  return { findings: path, pair: [a, b] };
}

/** Bound adapters of both hosts reach the same targets only from the same subnets. */
function iscsi(a: Party, b: Party): Findings {
  if (!uses(a, b, ({ iscsi = [] }) => iscsi.length > 0)) return NOTHING;
  const silent = [a, b].filter(({ state }) => state.iscsi === undefined);
  if (silent.length > 0) {
    const text = `What ${list(silent.map(({ name }) => name))} binds for iSCSI is not known.`;
    return {
      steps: [step('cannot-tell', text, 'unknown', [])],
      missing: silent.flatMap((party) => missingOf(party, [bindingList(party.state)])),
    };
  }
  const [inA, inB] = [boundSubnets(a), boundSubnets(b)];
  const lines = [a, b].flatMap((party) =>
    of(
      party,
      party.state.iscsi!.flatMap((each) => shown(each, 'vmknic', 'ipv4')),
    ),
  );
  const shared = inA.filter((subnet) => inB.includes(subnet));
  if (inA.length === 0 || inB.length === 0) {
    const bare = inA.length === 0 ? a : b;
    const none = bare.state.iscsi!.length === 0;
    const text = none
      ? `${bare.name} binds no adapter for iSCSI, the other host does.`
      : `The addresses of the adapters that ${bare.name} binds for iSCSI are not known.`;
    return { steps: [step(none ? 'risk' : 'cannot-tell', text, none ? 'documented' : 'unknown', lines)], missing: [] };
  }
  const same = shared.length === inA.length && shared.length === inB.length;
  const text = same
    ? `Both bind iSCSI to adapters in ${list(shared)}.`
    : `${a.name} binds iSCSI in ${list(inA)}, ${b.name} in ${list(inB)}: they may not see the same targets.`;
  return { steps: [step(same ? 'yes' : 'risk', text, same ? 'documented' : 'inferred', lines)], missing: [] };
}

function boundSubnets({ state }: Party): readonly string[] {
  const bound = new Set(state.iscsi?.map(({ vmknic }) => vmknic));
  return [...new Set(adaptersOf(state).flatMap(({ name, subnet }) => (bound.has(name) ? [subnet] : [])))].sort();
}

/** A server that both hosts mount must be accessible from both. */
function nfs(a: Party, b: Party): Findings {
  if (!uses(a, b, ({ nfs = [] }) => nfs.length > 0)) return NOTHING;
  const silent = [a, b].filter(({ state }) => state.nfs === undefined);
  if (silent.length > 0) {
    const text = `What ${list(silent.map(({ name }) => name))} mounts by NFS is not known.`;
    return {
      steps: [step('cannot-tell', text, 'unknown', [])],
      missing: silent.flatMap((party) => missingOf(party, ['esxcli storage nfs list'])),
    };
  }
  return together(...shares(a, b).map(([mountA, mountB]) => mounted(a, b, mountA, mountB)));
}

type Pair = readonly [NfsMount | undefined, NfsMount | undefined];

function shares({ state: a }: Party, { state: b }: Party): readonly Pair[] {
  const pairs = new Map<string, [NfsMount | undefined, NfsMount | undefined]>();
  for (const [i, mounts] of [a.nfs ?? [], b.nfs ?? []].entries()) {
    for (const mount of mounts) {
      const key = `${mount.server} ${mount.share}`;
      const pair = pairs.get(key) ?? [undefined, undefined];
      pair[i] = mount;
      pairs.set(key, pair);
    }
  }
  return [...pairs.values()];
}

function mounted(a: Party, b: Party, mountA: NfsMount | undefined, mountB: NfsMount | undefined): Findings {
  const { server, share } = (mountA ?? mountB)!;
  const at = `${server}:${share}`;
  if (mountA === undefined || mountB === undefined) {
    const [has, lacks] = mountA === undefined ? [b, a] : [a, b];
    const lines = of(has, shown((mountA ?? mountB)!, 'share'));
    const text = `${has.name} mounts ${at}, ${lacks.name} does not.`;
    return { steps: [step('risk', text, 'documented', lines)], missing: [] };
  }
  const ends: readonly (readonly [Party, NfsMount])[] = [
    [a, mountA],
    [b, mountB],
  ];
  const broken = ends.filter(([, mount]) => mount.accessible === false || mount.mounted === false);
  const lines = ends.flatMap(([party, mount]) => of(party, shown(mount, 'accessible', 'share')));
  if (broken.length > 0) {
    const text = `${at} is not accessible from ${list(broken.map(([{ name }]) => name))}.`;
    return { steps: [step('no', text, 'documented', lines)], missing: [] };
  }
  if (ends.some(([, mount]) => mount.accessible === undefined)) {
    return {
      steps: [step('cannot-tell', `Whether ${at} is accessible was not shown.`, 'unknown', lines)],
      missing: [],
    };
  }
  return together(
    { steps: [step('yes', `${at} is accessible from both.`, 'documented', lines)], missing: [] },
    ...ends.map(([party]) => wayTo(party, server)),
  );
}

/** By which adapter a host reaches the server; a name instead of an address cannot be looked up. */
function wayTo(party: Party, server: string): Findings {
  const { outcome, vmknic, certainty, evidence } = decide(party.state, {
    destination: server,
    netstack: DEFAULT_STACK,
  });
  if (vmknic === null || (outcome !== 'on-link' && outcome !== 'via-gateway')) return NOTHING;
  const text = `${party.name} reaches ${server} by ${vmknic}${outcome === 'on-link' ? '' : ', through a gateway'}.`;
  return { steps: [step('yes', text, certainty, of(party, evidence))], missing: [] };
}
