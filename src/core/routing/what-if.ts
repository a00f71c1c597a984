/** What a change would do to the whole table, before anybody makes it: the exact difference of two forwarding tables. */

import { routeList } from '../esxi/commands.ts';
import type { HostState, Route } from '../esxi/host-state.ts';
import { olderThan } from '../esxi/version.ts';
import type { Certainty } from '../evidence.ts';
import { formatIpv4, overlap, readPrefix } from '../net/address.ts';
import { differences } from '../net/diff.ts';
import type { Change } from './change.ts';
import type { Outcome } from './decision.ts';
import { forwardingTable, tableOf } from './forwarding.ts';
import { type Refusal, refusals } from './refusals.ts';
import type { ForwardingTable } from './table.ts';

/** Where packets to a range go. */
export interface Path {
  readonly outcome: Outcome;
  readonly vmknic: string | null;
  readonly nextHop: string | null;
}

export interface ForwardingDiff {
  /** Disjoint, in order, maximal: exactly the addresses whose path changes. */
  readonly changes: readonly {
    readonly first: string;
    readonly last: string;
    readonly before: Path;
    readonly after: Path;
  }[];
  readonly refusals: readonly Refusal[];
  readonly protected: readonly string[];
  readonly certainty: Certainty;
  readonly missing: readonly string[];
  readonly notes: readonly string[];
}

/** null where nothing was captured that tells the present table of the stack. */
export function whatIf(state: HostState, change: Change): ForwardingDiff | null {
  const before = forwardingTable(state, change.netstack);
  if (before.routes.length === 0) return null;
  const after = tableOf({ ...before, routes: changed(before, change) });
  const certainties: Certainty[] = [];
  const found = differences(
    [...before.slots.values(), ...after.slots.values()],
    (address) => pathOf(before, address, certainties),
    (address) => pathOf(after, address, certainties),
    samePath,
  );
  const listing = routeList(state, change.netstack);
  return {
    changes: found.map((each) => ({ ...each, first: formatIpv4(each.first), last: formatIpv4(each.last) })),
    refusals: refusals(before, change),
    protected: [],
    certainty: before.listed && certainties.every((each) => each === 'documented') ? 'documented' : 'inferred',
    missing: before.listed && (sourceShown(before) || olderThan(state, '5.1')) ? [] : [listing],
    notes: notesOf(before, change, found.length),
  };
}

/** The routes after the change. An entry that is in the way of the new one counts as replaced. */
function changed({ routes, netstack }: ForwardingTable<number>, change: Change): readonly Route[] {
  const entry = (network: string, gateway: string): Route => ({ netstack, network, gateway, evidence: {} });
  switch (change.kind) {
    case 'add': {
      const others = routes.filter(({ network, gateway }) => network !== change.network || gateway === null);
      const present = routes.find((each) => each.network === change.network && each.gateway === change.gateway);
      return [...others, present ?? entry(change.network, change.gateway)];
    }
    case 'remove':
      return routes.filter(
        ({ network, gateway }) =>
          network !== change.network || gateway === null || (change.gateway !== null && gateway !== change.gateway),
      );
    case 'gateway': {
      const present = routes.find((each) => each.network === DEFAULT && each.gateway === change.gateway);
      return [...routes.filter(({ network }) => network !== DEFAULT), present ?? entry(DEFAULT, change.gateway)];
    }
  }
}

const DEFAULT = '0.0.0.0/0';

function pathOf(table: ForwardingTable<number>, address: number, certainties: Certainty[]): Path {
  const slot = table.matcher.longest(address)[0];
  if (slot === undefined) return table.listed ? NO_ROUTE : NOT_KNOWN;
  const hop = table.hopOf(slot);
  certainties.push(hop.certainty);
  return { outcome: hop.outcome, vmknic: hop.vmknic, nextHop: hop.nextHop };
}

const NO_ROUTE: Path = { outcome: 'no-route', vmknic: null, nextHop: null };
const NOT_KNOWN: Path = { outcome: 'not-enough-known', vmknic: null, nextHop: null };

function samePath(a: Path, b: Path): boolean {
  return a.outcome === b.outcome && a.vmknic === b.vmknic && a.nextHop === b.nextHop;
}

function notesOf(table: ForwardingTable<number>, change: Change, moved: number): string[] {
  const notes: string[] = [];
  if (change.kind !== 'gateway' && change.typed !== undefined) {
    notes.push(`${change.typed} names an address inside ${change.network}; the prefix is what counts.`);
  }
  if (!table.listed)
    notes.push(
      'No routing table was captured: the present one is taken to hold the connected subnets and the printed gateway only.',
    );
  if (change.kind === 'remove' && change.network === DEFAULT && moved > 0) {
    notes.push(
      'This takes the default gateway away: every peer beyond the connected subnets and the other entries is cut off. The vendor warns that it may disconnect the client, so have a console at hand that does not go through it.',
    );
  }
  if (change.kind === 'add') notes.push(...stillWinning(table, change.network));
  if (moved > 0)
    notes.push(
      'Replies follow the table too: what the host answers to these addresses moves, whichever of its own addresses was dialled.',
    );
  return notes;
}

/** Longer entries inside the new prefix keep their traffic. */
function stillWinning(table: ForwardingTable<number>, network: string): string[] {
  const prefix = readPrefix(network)!;
  return table.routes
    .filter((each) => each.gateway !== null)
    .filter((each) => {
      const inner = readPrefix(each.network);
      return inner !== null && inner.length > prefix.length && overlap(prefix, inner);
    })
    .map((each) => `${each.network} via ${each.gateway} is inside ${network} and keeps its traffic.`);
}

function sourceShown({ routes }: ForwardingTable<number>): boolean {
  return routes.some(({ source }) => source !== undefined);
}
