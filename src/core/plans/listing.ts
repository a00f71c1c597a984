/** What a plan rests on: the host's tables and addresses in one order and spelling, so that two reads can be compared. */
import type { HostState } from '../esxi/host-state.ts';
import { type Digest, digestOf, type Sha256 } from './canonical.ts';

export interface ListedRoute {
  readonly netstack: string;
  readonly network: string;
  readonly gateway: string | null;
  readonly vmknic: string | null;
  readonly source: string | null;
}

/** Nothing in it changes by itself: no ages, no neighbours, no connections. */
export interface Listing {
  readonly version: string | null;
  readonly build: string | null;
  readonly routes: readonly ListedRoute[];
  readonly gateways: readonly { readonly netstack: string; readonly gateway: string | null }[];
  readonly vmknics: readonly {
    readonly name: string;
    readonly netstack: string;
    readonly ipv4: string | null;
    readonly prefixLength: number | null;
    readonly enabled: boolean | null;
  }[];
}

export function listingOf({ host, routes = [], netstacks, vmknics = [] }: HostState): Listing {
  return {
    version: host.version ?? null,
    build: host.build ?? null,
    routes: inOrder(
      routes.map(({ netstack, network, gateway, vmknic = null, source = null }) => ({
        ...{ netstack, network, gateway, vmknic, source },
      })),
    ),
    gateways: inOrder(netstacks.map(({ key, gateway = null }) => ({ netstack: key, gateway }))),
    vmknics: inOrder(
      vmknics.map(({ name, netstack, ipv4 = null, prefixLength = null, enabled = null }) => ({
        ...{ name, netstack, ipv4, prefixLength, enabled },
      })),
    ),
  };
}

/** The digest that two reads share where nothing moved between them. */
export function basisOf(listing: Listing, sha256: Sha256): Digest {
  return digestOf(listing, sha256);
}

/** What moved between two reads, one sentence each; empty exactly where their digests are equal. */
export function drift(before: Listing, now: Listing): readonly string[] {
  const said: string[] = [];
  for (const key of ['version', 'build'] as const) {
    if (before[key] !== now[key])
      said.push(`The ${key} was ${before[key] ?? 'not shown'} and is ${now[key] ?? 'not shown'}.`);
  }
  const lists = [
    [before.routes.map(routeText), now.routes.map(routeText)],
    [before.gateways.map(gatewayText), now.gateways.map(gatewayText)],
    [before.vmknics.map(vmknicText), now.vmknics.map(vmknicText)],
  ] as const;
  for (const [old, fresh] of lists) {
    said.push(
      ...without(fresh, old).map((text) => `${text} appeared.`),
      ...without(old, fresh).map((text) => `${text} is gone.`),
    );
  }
  return said;
}

function routeText({ netstack, network, gateway, vmknic, source }: ListedRoute): string {
  const via = gateway === null ? 'on the link' : `via ${gateway}`;
  const by = vmknic === null ? '' : ` by ${vmknic}`;
  return `The route ${network} ${via}${by} in ${netstack}${source === null ? '' : ` (${source})`}`;
}

function gatewayText({ netstack, gateway }: Listing['gateways'][number]): string {
  return gateway === null ? `The stack ${netstack} without a gateway` : `The gateway ${gateway} of ${netstack}`;
}

function vmknicText({ name, netstack, ipv4, prefixLength, enabled }: Listing['vmknics'][number]): string {
  const address =
    ipv4 === null ? 'without an address' : `with ${ipv4}${prefixLength === null ? '' : `/${prefixLength}`}`;
  return `${name} ${address} in ${netstack}${enabled === null ? '' : enabled ? ', enabled' : ', disabled'}`;
}

/** Entries of one list that another does not hold as often. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const left = [...other];
  return list.filter((text) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function inOrder<T extends object>(entries: readonly T[]): readonly T[] {
  return [...entries].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
