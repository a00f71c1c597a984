import type { Contradiction, HostState } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { readIpv4, readPrefix } from '../net/address.ts';
import { list } from '../services/choice.ts';
import { rule } from './rule.ts';

interface Difference {
  readonly field: string;
  readonly earlier: unknown;
  readonly later: unknown;
}

/** Two outputs of one host disagree about a value; the later is used, and the difference is told. */
export const contradictoryCapture = rule({
  id: 'contradictory-capture',
  title: 'Two outputs of one host disagree',
  severity: 'risk',
  certainty: 'documented',
  sources: ['CLIREF'],
  needs: [],

  also: ['routes'],

  check: (state) =>
    byEntry(state.contradictions).map((those) => ({
      facts: {
        section: those[0]!.section,
        entry: those[0]!.entry,
        ...gone(state, those[0]!),
        differences: those.map(
          ({ field, earlier, later }): Difference => ({ field, earlier: earlier.value, later: later.value }),
        ),
      },
      evidence: those.flatMap(({ earlier, later }) => [earlier.evidence, later.evidence]),
    })),

  explain: ({ entry, differences, route, now }) => ({
    problem:
      route === undefined
        ? `The output shows ${entry} in two ways: ${list(differences.map(inWords))}.`
        : replaced(route, now ?? []),
    why: 'Either the host was changed between the two, or they are of two hosts. The later one counts in everything said here.',
    todo: 'Run the commands again on one host, and paste them together.',
  }),
});

interface Gone {
  readonly route?: { readonly netstack: string; readonly network: string; readonly gateway: string | null };
  /** The gateways that the later listing has for the prefix. */
  readonly now?: readonly (string | null)[];
}

/** An entry that an earlier listing has and a later one lacks; `entry` is its stack, prefix, gateway and adapter. */
function gone({ routes = [] }: Pick<HostState, 'routes'>, { section, entry, field, later }: Contradiction): Gone {
  const [netstack, network, gateway] = entry.split(' ');
  if (section !== 'routes' || field !== 'present' || later.value !== false) return {};
  if (netstack === undefined || network === undefined || readPrefix(network) === null) return {};
  const now = routes.filter((each) => each.netstack === netstack && each.network === network);
  const address = gateway !== undefined && readIpv4(gateway) !== null ? gateway : null;
  return { route: { netstack, network, gateway: address }, now: now.map((each) => each.gateway) };
}

function replaced({ netstack, network, gateway }: NonNullable<Gone['route']>, now: readonly (string | null)[]): string {
  const stack = netstack === DEFAULT_STACK ? '' : ` of the netstack ${netstack}`;
  const what = network === '0.0.0.0/0' ? `The default gateway${stack}` : `The way to ${network}${stack}`;
  const before = gateway ?? 'a connected subnet';
  const after = now.filter((each) => each !== gateway).map((each) => each ?? 'a connected subnet');
  if (after.length === 0) return `${what} is ${before} in one listing, and a later one has no such entry.`;
  return `${what} is ${before} in one listing and ${list(after)} in a later one.`;
}

function inWords({ field, earlier, later }: Difference): string {
  if (field === 'present')
    return earlier === true
      ? 'there in one listing, not in a later one'
      : 'not there in one listing, there in a later one';
  return `${field} ${said(earlier)}, later ${said(later)}`;
}

function byEntry(contradictions: readonly Contradiction[]): Contradiction[][] {
  const entries = new Map<string, Contradiction[]>();
  for (const each of contradictions) {
    const key = `${each.section} ${each.entry}`;
    const those = entries.get(key);
    if (those === undefined) entries.set(key, [each]);
    else those.push(each);
  }
  return [...entries.values()];
}

function said(value: unknown): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(said).join(' ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
