import { command, usage } from '../src/command.ts';
import { joined } from '../src/core/describe/join.ts';
import { describePlan } from '../src/core/describe/plan.ts';
import type { HostState } from '../src/core/esxi/host-state.ts';
import { FOR_PLANS } from '../src/core/esxi/needs.ts';
import { FIXABLE, proposalFor } from '../src/core/plans/fixes.ts';
import { type Plan, planFor } from '../src/core/plans/plan.ts';
import type { Given, Proposal } from '../src/core/plans/proposal.ts';
import { type Change, parseChange } from '../src/core/routing/change.ts';
import { diagnose } from '../src/core/rules/diagnose.ts';
import type { Finding } from '../src/core/rules/rule.ts';
import { sha256 } from '../src/digest.ts';
import { nearest } from '../src/nearest.ts';
import { Problem } from '../src/problem.ts';
import { perHost, readHosts, type Seen } from './seen.ts';

const EXAMPLE = 'For example: vmkbot fix route add 192.168.40.0/24 via 192.168.20.1 --from capture.txt';

/** What was asked for: a change in words, or the cure of a finding with the values that it lacks. */
type Wanted =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'finding'; readonly rule: string; readonly given: Given };

/** The plan of a change. It is confirmed in chat, where it is known who confirms; nothing is run from here. */
export const fix = command({
  name: 'fix',
  usage:
    'fix route [HOST] add NET/LEN via GW | route [HOST] remove NET/LEN | gateway [HOST] GW | RULE [HOST] [NET/LEN] [via GW]',
  summary: 'the plan of a change: commands, undo, whom it moves, and why it is refused',
  examples: [
    'fix route add 192.168.40.0/24 via 192.168.20.1 --from capture.txt',
    'fix gateway 10.0.0.254 --from capture.txt',
    'fix return-path --from capture.txt',
  ],
  options: ['stack'],

  async run({ words, stack }, ports) {
    const wanted = wantedOf(words, stack);
    const configured = ports.inventory?.protected ?? [];
    const timers = new Map(ports.inventory?.hosts.map((each) => [each.name, each.timers]));
    const plans = (await readHosts(ports, FOR_PLANS)).map((seen) => {
      const timer = timers.get(String(seen.host)) ?? null;
      const plan = planFor(seen.state, proposed(seen, wanted), { sha256, host: seen.host, configured, timer });
      if (plan === null) throw noTable(seen, wanted);
      return { host: seen.host, state: seen.state, json: plan };
    });
    return {
      json: { ...perHost('vmkbot/plan/1', plans), ...(plans.length === 1 ? { host: plans[0]!.host } : {}) },
      reply: () => joined(plans.map(({ host, json, state }) => ({ host, reply: describePlan(json, state) }))),
      ...(plans.some(({ json }) => isRefused(json)) && { exit: 4 as const }),
    };
  },
});

const isRefused = ({ refusals }: Plan) => refusals.length > 0;

function wantedOf(words: readonly string[], stack: string | undefined): Wanted {
  const [what = '', ...rest] = words;
  const all = [...rest, ...(stack === undefined ? [] : ['stack', stack])].join(' ');
  if (what === 'route' || what === 'gateway')
    return { kind: 'change', change: changeOf(what === 'route' ? all : `gateway ${all}`) };
  if (what === '') throw usage('`fix` needs a change or the rule of a finding.', EXAMPLE);
  const rule = what.toLowerCase();
  if (!FIXABLE.includes(rule)) {
    const near = nearest(rule, FIXABLE);
    const known = `A plan cures: ${FIXABLE.join(', ')}. Otherwise name the change. ${EXAMPLE}`;
    const message = `I have no plan for "${what}".`;
    if (near === undefined) throw usage(message, known, 'no-fix');
    throw usage(message, `Did you mean \`${near}\`? ${known}`, 'no-fix', { word: what, meant: near });
  }
  return { kind: 'finding', rule, given: givenOf(rest) };
}

function changeOf(text: string): Change {
  const parsed = parseChange(text);
  if ('change' in parsed) return parsed.change;
  throw usage(
    parsed.wrong.replaceAll('`gateway GW', '`fix gateway GW').replaceAll(/`(add|remove) /g, '`fix route $1 '),
    EXAMPLE,
  );
}

/** `[NET/LEN] [via GW]`, read by whoever reads changes. */
function givenOf(words: readonly string[]): Given {
  if (words.length === 0) return {};
  if (words[0] === 'via') {
    const parsed = changeOf(`gateway ${words.slice(1).join(' ')}`);
    return { gateway: parsed.gateway! };
  }
  const parsed = changeOf(`remove ${words.join(' ')}`);
  if (parsed.kind !== 'remove') throw usage('I expected a prefix there.', EXAMPLE);
  return { network: parsed.network, ...(parsed.gateway === null ? {} : { gateway: parsed.gateway }) };
}

function proposed({ state, host }: Seen, wanted: Wanted): Proposal {
  if (wanted.kind === 'change') {
    const { change } = wanted;
    return { change, netstack: change.netstack, missing: [], rule: null, questions: [] };
  }
  const { rule, given } = wanted;
  const found = findings(state, rule);
  const proposal = found[0] === undefined ? null : proposalFor(found[0], given);
  if (proposal !== null) return proposal;
  const where = typeof host === 'string' ? host : `host ${host}`;
  const message = `${rule} was not found on ${where}, so there is nothing to cure.`;
  throw new Problem({ code: 'not-found', message, next: 'See what is with vmkbot check.', exit: 1 });
}

/** Those of one rule, also where they follow from another finding. */
function findings(state: HostState, rule: string): Finding[] {
  const within = (all: readonly Finding[]): Finding[] => all.flatMap((each) => [each, ...within(each.explains)]);
  return within(diagnose(state).findings).filter((each) => each.rule === rule);
}

function noTable({ host }: Seen, wanted: Wanted): Problem {
  const stack = wanted.kind === 'change' ? ` of ${wanted.change.netstack}` : '';
  return new Problem({
    code: 'no-table',
    message: `Nothing was read of ${typeof host === 'string' ? host : 'this host'} that tells the present table${stack}.`,
    next: 'Paste what `esxcli network ip route ipv4 list` or `esxcfg-route -l` prints, with the adapters.',
    exit: 1,
  });
}
