import { DEFAULT_STACK } from '../../esxi/netstacks.ts';
import { isClassic } from '../../esxi/version.ts';
import { readIpv4 } from '../../net/address.ts';
import { decide } from '../../routing/decide.ts';
import type { Decision } from '../../routing/decision.ts';
import { consoleEntryFor } from '../../services/console.ts';
import type { Link, ServerWay } from '../judgement.ts';
import { broken, holds, notKnown } from '../link.ts';
import { linesOf, named, type View } from '../view.ts';

/** Each look-up takes time, and nobody reads more. */
const MOST = 8;

interface Server {
  readonly server: string;
  readonly address: string;
}

/** The servers whose addresses are known: configured as such, asked by the daemon, or found by the host's own test. */
export function addressesOf({ ntp, peers }: View): readonly Server[] {
  const all = [
    ...(ntp?.servers ?? []).map((server) => ({ server, address: server })),
    ...(peers ?? []).map(({ remote }) => ({ server: remote, address: remote })),
    ...(ntp?.test?.servers ?? []).map(({ server, address }) => ({ server, address: address ?? '' })),
  ].filter(({ address }) => readIpv4(address) !== null);
  return [...new Map(all.map((each) => [each.address, each])).values()].slice(0, MOST);
}

/** Does the table lead to the servers, and by which adapter? Classic ESX asks from its Service Console. */
export function route(view: View): { readonly link: Link; readonly ways: readonly ServerWay[] } {
  const servers = addressesOf(view);
  if (isClassic(view.state) === true) return byConsole(view, servers);
  const decided = servers.map(({ server, address }) => ({
    server,
    decision: decide(view.state, { destination: address, netstack: DEFAULT_STACK }),
  }));
  const ways = decided.map(({ server, decision: { outcome, vmknic, nextHop } }) => ({
    server,
    outcome,
    vmknic,
    nextHop,
  }));
  return { link: linkOf(view, decided), ways };
}

type Decided = readonly { readonly server: string; readonly decision: Decision }[];

const DEAD: ReadonlySet<string> = new Set(['no-route', 'gateway-unreachable']);

function linkOf(view: View, decided: Decided): Link {
  const open = decided.filter(({ decision: { outcome } }) => outcome === 'on-link' || outcome === 'via-gateway');
  const dead = decided.filter(({ decision: { outcome } }) => DEAD.has(outcome));
  const evidence = (each: Decided) => each.flatMap(({ decision }) => decision.evidence);
  const missing = [...new Set(decided.flatMap(({ decision }) => decision.missing))];
  const test = view.ntp?.test;
  const asked = test?.vmknic === undefined ? '' : `The host's own test names ${test.vmknic}.`;
  if (view.heard) {
    const lines = open.length > 0 ? evidence(open) : linesOf(test, 'vmknic');
    const way = `Servers answer, so there is a way. ${open.length > 0 ? sentence(open) : asked}`.trim();
    return holds('route', way, lines, { certainty: 'inferred' });
  }
  if (decided.length === 0)
    return notKnown(
      'route',
      'By which adapter the servers are asked is not known: none of their addresses was captured.',
      [],
    );
  if (dead.length === decided.length)
    return broken(
      'route',
      `The routing table leads to none of the servers: ${dead.map(said).join(', ')}.`,
      evidence(dead),
      { reason: 'no-route', sources: ['KB312204'] },
    );
  const silent = open.filter(({ server, decision }) => isSilent(view, decision.nextHop ?? server));
  if (open.length > 0 && silent.length === open.length)
    return broken(
      'route',
      `${sentence(silent)} Nobody there answers ARP.`,
      [...evidence(silent), ...arpLines(view, silent)],
      { reason: 'next-hop-silent', certainty: 'inferred' },
    );
  if (open.length > 0)
    return holds('route', sentence(open), evidence(open), { certainty: open[0]!.decision.certainty });
  if (asked !== '') return holds('route', asked, linesOf(test, 'vmknic', 'netstack'));
  return notKnown('route', 'By which adapter the servers are asked is not known.', missing);
}

/** `10.0.0.9 is asked from vmk0 via 10.0.1.1.` */
function sentence(decided: Decided): string {
  const by = new Map<string, string[]>();
  for (const { server, decision } of decided) by.set(wayOf(decision), [...(by.get(wayOf(decision)) ?? []), server]);
  return [...by]
    .map(([way, servers]) => `${named(servers)} ${servers.length === 1 ? 'is' : 'are'} asked from ${way}.`)
    .join(' ');
}

function wayOf({ vmknic, nextHop, outcome }: Decision): string {
  return `${vmknic ?? 'an adapter not known'}${outcome === 'on-link' ? ' on its own subnet' : ` via ${nextHop}`}`;
}

function said({ server, decision }: Decided[number]): string {
  return decision.outcome === 'no-route'
    ? `no entry for ${server}`
    : `the gateway for ${server} is on no connected subnet`;
}

function isSilent({ state }: View, address: string): boolean {
  const heard = (state.neighbors ?? []).filter((each) => each.address === address && each.netstack === DEFAULT_STACK);
  return heard.length > 0 && heard.every(({ mac }) => mac === null);
}

function arpLines({ state }: View, silent: Decided): Link['evidence'] {
  const hops = silent.map(({ server, decision }) => decision.nextHop ?? server);
  return (state.neighbors ?? [])
    .filter(({ address }) => hops.includes(address))
    .flatMap((each) => linesOf(each, 'mac'));
}

function byConsole(
  view: View,
  servers: readonly Server[],
): { readonly link: Link; readonly ways: readonly ServerWay[] } {
  const table = view.state.serviceConsole?.routes ?? [];
  const found = servers.map(({ server, address }) => ({ server, entry: consoleEntryFor(table, address) }));
  const ways = found.map(({ server, entry }) => ({
    server,
    outcome: entry === undefined ? 'not-enough-known' : entry.gateway === null ? 'on-link' : 'via-gateway',
    vmknic: entry?.interface ?? null,
    nextHop: entry?.gateway ?? null,
  }));
  const text = 'Classic ESX asks from its Service Console, by the table of that.';
  if (view.heard) return { link: holds('route', `Servers answer, so there is a way. ${text}`, []), ways };
  const open = found.filter(({ entry }) => entry !== undefined);
  if (open.length > 0) {
    const lines = open.flatMap(({ entry }) => linesOf(entry, 'network'));
    return {
      link: holds('route', `${text} ${named(open.map(({ server }) => server))}: ${open[0]!.entry!.interface}.`, lines),
      ways,
    };
  }
  return { link: notKnown('route', text, ['route -n']), ways };
}
