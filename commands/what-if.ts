import { command, usage } from '../src/command.ts';
import { describeDiff } from '../src/core/describe/forwarding-diff.ts';
import { joined } from '../src/core/describe/join.ts';
import { type Change, parseChange } from '../src/core/routing/change.ts';
import { whatIf as compareTables, type ForwardingDiff } from '../src/core/routing/what-if.ts';
import { Problem } from '../src/problem.ts';
import { perHost, quoted, readHosts, type Seen } from './seen.ts';

const NEEDS = ['vmknics', 'routes', 'console'] as const;

/** The exact set of destinations whose path a change would move. */
export const whatIf = command({
  name: 'what-if',
  usage: 'what-if [HOST] add NET/LEN via GW [stack KEY] | remove NET/LEN [via GW] | gateway GW [--from FILE]',
  summary: 'the exact set of destinations whose path a change would move, before and after',
  examples: [
    'what-if add 10.9.0.0/16 via 10.0.0.1 --from capture.txt',
    'what-if gateway 10.0.0.254 --from capture.txt',
  ],
  options: ['stack'],

  async run({ words, stack }, ports) {
    const change = changeOf([...words, ...(stack === undefined ? [] : ['stack', stack])].join(' '));
    const compared = (await readHosts(ports, NEEDS)).map((each) => ({ ...each, json: diffOf(each, change) }));
    return {
      json: perHost('vmkbot/forwarding-diff/1', compared),
      reply: () =>
        joined(
          compared.map((each) => ({
            host: each.host,
            reply: describeDiff(each.json, change, each.state, quoted(each)),
          })),
        ),
    };
  },
});

function changeOf(text: string): Change {
  const parsed = parseChange(text);
  if ('change' in parsed) return parsed.change;
  throw usage(parsed.wrong, 'For example: vmkbot what-if add 10.9.0.0/16 via 10.0.0.1 --from capture.txt');
}

function diffOf({ state, host }: Seen, change: Change): ForwardingDiff {
  const diff = compareTables(state, change);
  if (diff !== null) return diff;
  throw new Problem({
    code: 'no-table',
    message: `Nothing was read of ${typeof host === 'string' ? host : 'this host'} that tells the present table of ${change.netstack}.`,
    next: 'Paste what `esxcli network ip route ipv4 list` or `esxcfg-route -l` prints, with the adapters.',
    exit: 1,
  });
}
