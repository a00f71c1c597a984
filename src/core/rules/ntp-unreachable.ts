import type { HostState } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { isClassic } from '../esxi/version.ts';
import { decide } from '../routing/decide.ts';
import type { LinkName, ServerWay } from '../time/judgement.ts';
import { rule } from './rule.ts';
import { causeAmong, judged, lacking, NO_NEEDS, SEEN, SUBJECT } from './time-chain.ts';

type Facts = {
  readonly subject: string;
  /** Where it ends: the name, the route, or the reply. */
  readonly link: LinkName;
  readonly reason: string;
  readonly text: string;
  readonly servers: readonly string[];
  /** The adapters that the servers are asked from, and their next hops. */
  readonly vmknics: readonly string[];
  readonly nextHops: readonly string[];
  /** Entries somebody made that take the questions off the default gateway, `10.0.9.0/24 via 10.0.5.1`. */
  readonly astray: readonly string[];
};

const BETWEEN: readonly LinkName[] = ['name', 'route', 'reply'];

/** The daemon asks, and no server is heard: a name, a route, or somebody on the way. */
export const ntpUnreachable = rule({
  id: 'ntp-unreachable',
  title: 'No time server is heard',
  severity: 'error',
  certainty: 'documented',
  sources: ['KB312204', 'KB443781', 'KB430864'],
  needs: NO_NEEDS,
  also: SEEN,
  follows: ['no-default-gateway', 'gateway-off-subnet', 'unreachable-static-route', 'uplink-down'],

  lacks: (state) => lacking(state, ['reply']),

  check(state) {
    const cause = causeAmong(state, BETWEEN);
    if (cause === null) return [];
    const { ways } = judged(state);
    const facts: Facts = {
      subject: SUBJECT,
      link: cause.link,
      reason: cause.reason ?? cause.link,
      text: cause.text,
      servers: ways.map(({ server }) => server),
      vmknics: unique(ways.map(({ vmknic }) => vmknic)),
      nextHops: unique(ways.map(({ nextHop }) => nextHop)),
      astray: cause.link === 'reply' ? unique(ways.map((way) => astray(state, way))) : [],
    };
    return [{ facts, evidence: cause.evidence, certainty: cause.certainty }];
  },

  explain: ({ text, link, vmknics, nextHops, astray }) => ({
    problem: text,
    why: `${WHY[link] ?? ''}${link === 'reply' && vmknics.length > 0 ? ` The table sends the questions from ${vmknics.join(', ')}${nextHops.length > 0 ? ` via ${nextHops.join(', ')}` : ''}.` : ''}${astray.length > 0 ? ` ${astray.join(', ')} takes them off the default gateway.` : ''}`,
    todo: `${astray.length > 0 ? `See first whether that route is meant; where it is not, \`vmkbot fix route remove ${astray[0]!.split(' ')[0]}\` plans to take it out. ` : ''}${todoOf(link, vmknics)}`,
  }),
});

/** A static entry beside a default gateway, by which the server would be asked without it; null: none, or not known. */
function astray(state: HostState, { server }: ServerWay): string | null {
  if (isClassic(state) === true) return null;
  const { route, passedOver } = decide(state, { destination: server, netstack: DEFAULT_STACK });
  if (route === null || route.gateway === null || isDefault(route)) return null;
  return passedOver.some(isDefault) ? `${route.network} via ${route.gateway}` : null;
}

const isDefault = ({ network }: { readonly network: string }) => network === 'default' || network === '0.0.0.0/0';

const WHY: Partial<Readonly<Record<LinkName, string>>> = {
  name: 'The daemon keeps the addresses that it found when it started, and asks nobody whose name it did not find.',
  route: 'The host asks by the routing table of its default stack, and what no entry leads to is not sent.',
  reply: 'Reach counts the last eight polls as bits in an octal number, and 0 means that none of them was answered.',
};

function todoOf(link: LinkName, vmknics: readonly string[]): string {
  if (link === 'name')
    return 'Correct the name or the DNS servers, or configure addresses, then restart the daemon with `/etc/init.d/ntpd restart`.';
  if (link === 'route') return 'Mend the route or the gateway; `vmkbot route ADDRESS` shows which line decides.';
  const from = vmknics[0] ?? 'vmkN';
  return `See whether questions leave and answers come: \`tcpdump-uw -c 5 -n -i ${from} host SERVER and port 123\`. If nothing comes back, look for a firewall on the way or a server that does not answer this address; where the daemon was started less than 15 minutes ago, look again first.`;
}

function unique(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values.filter((each) => each !== null))];
}
