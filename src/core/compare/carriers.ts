import { adapterList, tagGet } from '../esxi/commands.ts';
import type { HostState, Vmknic } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { type Adapter, adaptersOf, shown } from '../services/adapters.ts';
import { tagged } from '../services/tags.ts';
import type { End } from './end.ts';
import { pathBetween } from './path.ts';
import { type Findings, gravest, missingOf, of, type Party, step } from './sides.ts';

/** The adapters of a host that carry a service, or why they cannot be named. */
export type Carriers =
  | { readonly kind: 'known'; readonly ends: readonly End[] }
  | { readonly kind: 'none' | 'unknown'; readonly findings: Findings };

/** Adapters by tag; a stack of the service's own (`vmotion`) needs no tag. */
export function carriersOf(party: Party, tag: string, title: string, ownStack?: string): Carriers {
  const { state } = party;
  if (state.vmknics === undefined) return unknown(party, title, [adapterList(state)]);
  const inOwn = state.vmknics.filter((nic) => nic.netstack === ownStack && nic.enabled !== false);
  const { carriers, unread } = tagged(state, DEFAULT_STACK, [tag]);
  const nics = inOwn.length > 0 ? inOwn : carriers;
  if (nics.length === 0) {
    return unread.length === 0
      ? none(party, title)
      : unknown(
          party,
          title,
          tagGet(
            state,
            tag,
            unread.map(({ name }) => name),
          ),
        );
  }
  const ends = endsOf(party, nics);
  return ends.length > 0 ? { kind: 'known', ends } : withoutAddress(party, title, nics);
}

/** Sixteen adapters on each side are more than multi-NIC vMotion uses; more pairs say nothing new. */
const MOST_ENDS = 16;

/** The pair that fares best, a shared subnet before a route: several adapters of one service need only one way. */
export function bestPath(
  title: string,
  as: readonly End[],
  bs: readonly End[],
): { readonly a: End; readonly b: End; readonly path: Findings } {
  const pairs = as.slice(0, MOST_ENDS).flatMap((a) => bs.slice(0, MOST_ENDS).map((b) => ({ a, b })));
  const near = pairs.filter(({ a, b }) => a.adapter.subnet === b.adapter.subnet);
  const paths = (near.length > 0 ? near : pairs).map(({ a, b }) => ({ a, b, path: pathBetween(title, a, b) }));
  return paths.toSorted((x, y) => rank(y.path) - rank(x.path))[0]!;
}

function rank({ steps }: Findings): number {
  return ['no', 'risk', 'cannot-tell', 'yes'].indexOf(gravest(steps)?.verdict ?? 'cannot-tell');
}

export function endsOf(party: Party, nics: readonly Vmknic[]): readonly End[] {
  const wanted = new Set(nics);
  return adaptersOf(party.state)
    .filter(({ nic }) => wanted.has(nic))
    .map((adapter: Adapter) => ({ party, adapter }));
}

function none(party: Party, title: string): Carriers {
  const lines = lineOfTags(party.state);
  const text = `No adapter of ${party.name} carries ${title}.`;
  return {
    kind: 'none',
    findings: { steps: [step('no', text, 'documented', of(party, lines), { because: ['none', title] })], missing: [] },
  };
}

function unknown(party: Party, title: string, commands: readonly string[]): Carriers {
  const text = `Which adapter of ${party.name} carries ${title} is not known.`;
  return {
    kind: 'unknown',
    findings: {
      steps: [step('cannot-tell', text, 'unknown', [], { because: ['carrier-unknown', title] })],
      missing: missingOf(party, commands),
    },
  };
}

function withoutAddress(party: Party, title: string, nics: readonly Vmknic[]): Carriers {
  const names = nics.map(({ name }) => name).join(', ');
  if (nics.every(({ ipv4 }) => ipv4 === null)) {
    const lines = nics.flatMap((nic) => shown(nic, 'ipv4'));
    const text = `${names} of ${party.name} carries ${title} but has no IPv4 address.`;
    const because = ['no-address', title, names];
    return {
      kind: 'none',
      findings: { steps: [step('no', text, 'documented', of(party, lines), { because })], missing: [] },
    };
  }
  const text = `The address of ${names} of ${party.name}, which carries ${title}, is not known.`;
  return {
    kind: 'unknown',
    findings: {
      steps: [step('cannot-tell', text, 'unknown', [], { because: ['address-unknown', title, names] })],
      missing: missingOf(party, [adapterList(party.state)]),
    },
  };
}

function lineOfTags({ vmknics = [] }: HostState) {
  return vmknics.flatMap((nic) => (nic.tagsRead ? shown(nic, 'services', 'name') : []));
}
