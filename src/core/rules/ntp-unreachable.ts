import type { LinkName } from '../time/judgement.ts';
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
    };
    return [{ facts, evidence: cause.evidence, certainty: cause.certainty }];
  },

  explain: ({ text, link, vmknics, nextHops }) => ({
    problem: text,
    why: `${WHY[link] ?? ''}${link === 'reply' && vmknics.length > 0 ? ` The table sends the questions from ${vmknics.join(', ')}${nextHops.length > 0 ? ` via ${nextHops.join(', ')}` : ''}.` : ''}`,
    todo: todoOf(link, vmknics),
  }),
});

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
