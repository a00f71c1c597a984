import { command, usage } from '../src/command.ts';
import type { Quoting } from '../src/core/describe/plan.ts';
import { describePlans } from '../src/core/describe/plans.ts';
import { list } from '../src/core/describe/words.ts';
import type { HostState } from '../src/core/esxi/host-state.ts';
import { FOR_PLANS, FOR_TIME_PLANS } from '../src/core/esxi/needs.ts';
import { canaryFirst } from '../src/core/plans/canary.ts';
import { FIXABLE, proposalFor } from '../src/core/plans/fixes.ts';
import { listingOf } from '../src/core/plans/listing.ts';
import { isServer } from '../src/core/plans/ntp/command.ts';
import { serversFor, TIME_BY_HAND, TIME_FIXABLE } from '../src/core/plans/ntp/fixes.ts';
import { planTime, type TimePlan } from '../src/core/plans/ntp/plan.ts';
import { type Plan, type PlanContext, planFor } from '../src/core/plans/plan.ts';
import type { Given, Proposal } from '../src/core/plans/proposal.ts';
import { isToldByNetwork, meant, toldApart, type Which, whichWords } from '../src/core/plans/which.ts';
import { type Change, parseChange } from '../src/core/routing/change.ts';
import { diagnose } from '../src/core/rules/diagnose.ts';
import type { Finding } from '../src/core/rules/rule.ts';
import { dialledInVain } from '../src/core/services/dialled.ts';
import { sha256 } from '../src/digest.ts';
import { nearest } from '../src/nearest.ts';
import { Problem } from '../src/problem.ts';
import { perHost, quoted, readHosts, type Seen } from './seen.ts';

const EXAMPLE = 'For example: vmkbot fix route add 192.168.40.0/24 via 192.168.20.1 --from capture.txt';

/** Where hosts are configured, an example names one of them: of what was pasted nothing can be asked for. */
function withHost<T>(read: () => T, host: string | undefined): T {
  try {
    return read();
  } catch (fault) {
    if (!(fault instanceof Problem) || host === undefined) throw fault;
    const { code, message, exit, near } = fault;
    const example = `For example: vmkbot fix route ${host} add 192.168.40.0/24 via 192.168.20.1`;
    throw new Problem({ code, message, next: fault.next.replace(EXAMPLE, example), exit, ...(near && { near }) });
  }
}

/** What was asked for: a change in words, time servers, or the cure of a finding with the values that it lacks. */
type Wanted =
  | { readonly kind: 'change'; readonly change: Change }
  | TimeWanted
  | { readonly kind: 'finding'; readonly rule: string; readonly given: Given; readonly which: Which };

interface TimeWanted {
  readonly kind: 'time';
  readonly rule: string | null;
  /** null: those that the host has. */
  readonly servers: readonly string[] | null;
  readonly guestsConsidered: boolean;
}

/** The plan of a change. It is confirmed in chat, where it is known who confirms; nothing is run from here. */
export const fix = command({
  name: 'fix',
  usage:
    'fix route [HOSTS] add|replace NET/LEN via GW | route [HOSTS] remove NET/LEN | gateway [HOSTS] GW | ntp [HOSTS] servers A,B | RULE [HOSTS] [NET/LEN] [via GW] [on vmkN]',
  summary: 'the plan of a change: commands, undo, whom it moves, and why it is refused',
  examples: [
    'fix route esx-07 add 192.168.40.0/24 via 192.168.20.1',
    'fix route esx-07 esx-08 add 192.168.40.0/24 via 192.168.20.1',
    'fix route @prod remove 192.168.40.0/24',
    'fix route add 192.168.40.0/24 via 192.168.20.1 --from capture.txt',
    'fix gateway 10.0.0.254 --from capture.txt',
    'fix ntp @prod servers 10.0.0.5,10.0.0.6',
    'fix ntp servers 10.0.0.5,10.0.0.6 --from capture.txt',
    'fix return-path --from capture.txt',
  ],
  options: ['stack'],

  async run({ words, stack, inventory }, ports) {
    const wanted = withHost(() => wantedOf(words, stack), inventory?.[0]);
    const configured = ports.inventory?.protected ?? [];
    const timers = new Map(ports.inventory?.hosts.map((each) => [each.name, each.timers]));
    const seen = await readHosts(ports, wanted.kind === 'time' ? FOR_TIME_PLANS : FOR_PLANS);
    const all = seen.map((each) => {
      const timer = timers.get(String(each.host)) ?? null;
      return planOrNot(each, wanted, { sha256, host: each.host, configured, timer });
    });
    const planned = canaryFirst(
      all.filter((each) => 'plan' in each),
      ({ plan }) => plan.checks,
    );
    const others = all.filter((each) => 'problem' in each);
    if (planned.length === 0) throw others[0]!.problem;
    const not = others.map(({ host, problem }) => ({ host, why: problem.message }));
    const plans = planned.map(({ plan }) => ({ host: plan.host, json: plan }));
    return {
      json: {
        ...perHost('vmkbot/plan/1', plans),
        ...(plans.length === 1 ? { host: plans[0]!.host } : {}),
        ...(not.length > 0 && { notPlanned: not }),
      },
      reply: () => describePlans(planned, not),
      ...(planned.some(({ plan }) => isRefused(plan)) && { exit: 4 as const }),
    };
  },
});

type PlanOrNot =
  | { readonly plan: Plan | TimePlan; readonly state: HostState; readonly quote: Quoting }
  | { readonly host: string | number; readonly problem: Problem };

/** Of several hosts some may have nothing to cure. */
function planOrNot(seen: Seen, wanted: Wanted, context: PlanContext): PlanOrNot {
  const { state, host } = seen;
  if (wanted.kind === 'time') return timePlanOrNot(seen, wanted, context);
  const proposal = proposed(seen, wanted);
  if (proposal instanceof Problem) return { host, problem: proposal };
  const plan = planFor(state, proposal, context);
  return plan === null ? { host, problem: noTable(seen, wanted) } : { plan, state, quote: quoted(seen) };
}

const isRefused = ({ refusals }: Plan | TimePlan) => refusals.length > 0;

function wantedOf(words: readonly string[], stack: string | undefined): Wanted {
  const [what = '', ...rest] = words;
  const all = [...rest, ...(stack === undefined ? [] : ['stack', stack])].join(' ');
  const isChange = what === 'route' || what === 'gateway';
  const unknown = isChange || FIXABLE.includes(what.toLowerCase()) ? unknownHost(what, rest) : null;
  if (unknown !== null) throw unknown;
  if (isChange) return { kind: 'change', change: changeOf(what === 'route' ? all : `gateway ${all}`) };
  if (what === 'ntp') return timeWanted(null, rest);
  if (what === '') throw usage('`fix` needs a change or the rule of a finding.', EXAMPLE);
  const rule = what.toLowerCase();
  if (TIME_FIXABLE.includes(rule)) return timeWanted(rule, rest);
  if (!FIXABLE.includes(rule)) {
    if (TIME_BY_HAND.includes(rule)) throw noPlanForTime(rule);
    const all = [...FIXABLE, ...TIME_FIXABLE];
    const near = nearest(rule, all);
    const known = `A plan cures: ${all.join(', ')}. Otherwise name the change. ${EXAMPLE}`;
    const message = `I have no plan for "${what}".`;
    if (near === undefined) throw usage(message, known, 'no-fix');
    throw usage(message, `Did you mean \`${near}\`? ${known}`, 'no-fix', { word: what, meant: near });
  }
  const { which, left } = whichIn([...rest, ...(stack === undefined ? [] : ['stack', stack])]);
  const given = givenOf(left);
  const network = isToldByNetwork(rule) && given.network !== undefined ? { network: given.network } : {};
  return { kind: 'finding', rule, given, which: { ...which, ...network } };
}

/** A finding on time that no change of settings cures. */
function noPlanForTime(rule: string): Problem {
  const message = `No change of settings cures ${rule}, so I have no plan for it.`;
  return usage(message, 'What a person does about it is told by vmkbot ntp.', 'no-fix');
}

function changeOf(text: string): Change {
  const parsed = parseChange(text);
  if ('change' in parsed) return wholePrefix(parsed.change);
  throw usage(
    parsed.wrong.replaceAll('`gateway GW', '`fix gateway GW').replaceAll(/`(add|remove) /g, '`fix route $1 '),
    EXAMPLE,
  );
}

/** What is changed is a network: of an address inside one nobody knows whether the network or the address was meant. */
function wholePrefix(change: Change): Change {
  if (change.kind === 'gateway' || change.typed === undefined) return change;
  const { typed, network } = change;
  throw usage(
    `\`${typed}\` is an address inside a network and not the network, so I plan nothing for it.`,
    `Did you mean \`${network}\`? One address alone is \`${typed.split('/')[0]}/32\`.`,
    'host-bits',
    { word: typed, meant: network },
  );
}

/** What stands where a host does and is no word of the change, while the change itself follows behind it. */
function unknownHost(what: string, words: readonly string[]): Problem | null {
  const begins = (word = '') =>
    what === 'route'
      ? /^(?:add|replace|remove)$/i.test(word)
      : /^(?:via|on|stack)$|^[\d.]+(?:\/\d+)?$|^vmk\d+$/i.test(word);
  const at = words.findIndex(begins);
  const [word = ''] = words;
  if (at <= 0 || !/^@?[a-z\d][\w.-]*(?:,[\w.-]+)*$/i.test(word)) return null;
  const [message, next] = word.startsWith('@')
    ? [`There is no group \`${word.slice(1)}\` of hosts.`, 'The groups of each host: vmkbot hosts.']
    : [
        `There is no host \`${word}\` in the inventory.`,
        'See which there are: vmkbot hosts. A file is named with --from.',
      ];
  return new Problem({ code: word.startsWith('@') ? 'unknown-group' : 'no-host', message, next, exit: 2 });
}

const SERVERS = 'For example: vmkbot fix ntp servers 10.0.0.5,10.0.0.6 --from capture.txt';
const MOST_SERVERS = 8;

/** `[servers A,B] [guests-considered]`; a finding may do with the servers that the host has. */
function timeWanted(rule: string | null, words: readonly string[]): TimeWanted {
  const isWord = (word: string) => /^guests?-considered$/i.test(word);
  const [first, ...rest] = words.filter((word) => !isWord(word));
  const servers = [...new Set(rest.flatMap((word) => word.split(',')).filter((word) => word !== ''))];
  const known = { kind: 'time', rule, guestsConsidered: words.some(isWord) } as const;
  if (first === undefined && rule !== null) return { ...known, servers: null };
  if (!/^servers?$/i.test(first ?? ''))
    throw usage('`fix ntp` needs the word `servers` and the servers behind it.', SERVERS);
  const wrong = servers.find((server) => !isServer(server));
  if (wrong !== undefined) throw usage(`\`${wrong}\` is no address or name of a time server.`, SERVERS);
  if (servers.length === 0)
    throw usage('Which servers? They are all that the host asks then, so name the whole list.', SERVERS);
  if (servers.length > MOST_SERVERS)
    throw usage(`${servers.length} time servers are more than a host needs.`, `Name ${MOST_SERVERS} at most.`);
  return { ...known, servers };
}

function timePlanOrNot(
  seen: Seen,
  { rule, servers: given, guestsConsidered }: TimeWanted,
  context: PlanContext,
): PlanOrNot {
  const { state, host } = seen;
  if (rule !== null && findings(state, rule).length === 0) return { host, problem: notFound(rule, host) };
  const servers = given ?? serversFor(rule!, state);
  const change = servers === null ? null : ({ kind: 'ntp', servers, guestsConsidered } as const);
  const plan = planTime(state, { change, rule }, context);
  return plan === null ? { host, problem: noTime(host) } : { plan, state, quote: quoted(seen) };
}

function noTime(host: string | number): Problem {
  return new Problem({
    code: 'no-time',
    message: `Nothing was read of ${named(host)} that tells how its time is set now.`,
    next: 'Paste what `esxcli system ntp get` prints, or `cat /etc/ntp.conf` up to 6.7, with `vmware -v`.',
    exit: 1,
  });
}

/** `on vmkN` and `stack KEY`, wherever they stand. */
function whichIn(words: readonly string[]): { readonly which: Which; readonly left: readonly string[] } {
  const text = words.join(' ');
  const [on, vmknic] = /(?:^|\s)(?:on\s+)?(vmk\d{1,4})(?=\s|$)/i.exec(text) ?? [];
  const [in_, netstack] = /(?:^|\s)stack\s+(\S+)/i.exec(text) ?? [];
  const left = text.replace(on ?? '', '').replace(in_ ?? '', '');
  const which = {
    ...(vmknic !== undefined && { vmknic: vmknic.toLowerCase() }),
    ...(netstack !== undefined && { netstack }),
  };
  return { which, left: left.split(/\s+/).filter((word) => word !== '') };
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

function proposed({ state, host }: Seen, wanted: Exclude<Wanted, TimeWanted>): Proposal | Problem {
  if (wanted.kind === 'change') {
    const { change } = wanted;
    return { change, netstack: change.netstack, missing: [], rule: null, questions: [] };
  }
  const { rule, given, which } = wanted;
  const seen = meant(findings(state, rule), which);
  const found: readonly Pick<Finding, 'rule' | 'facts'>[] =
    seen.length > 0 || rule !== 'return-path' ? seen : dialledInVain(state, { ...which, ...given });
  const apart = toldApart(found);
  if (apart.length > 1) return severalFound(wanted, host, apart);
  const proposal = found[0] === undefined ? null : proposalFor(found[0], given);
  if (proposal === null) return isThere(state, given) ? alreadyThere(given, host) : notFound(rule, host, which);
  // Nothing to be seen gone afterwards: it is a route that somebody named.
  return seen.length > 0 || proposal.change === null ? proposal : { ...proposal, rule: null };
}

/** One that is guessed may be the other, and both may be cured. */
function severalFound(
  { rule, given, which: said }: Extract<Wanted, { kind: 'finding' }>,
  host: string | number,
  all: readonly { readonly which: Which }[],
): Problem {
  const shown = all.map(({ which }) => whichWords(which).join(' '));
  const words = all.map(({ which }) => {
    const { network = given.network, ...where } = { ...said, ...which };
    const via = given.gateway === undefined ? [] : ['via', given.gateway];
    const named = ['fix', rule, ...(typeof host === 'string' ? [host] : [])];
    return `\`${[...named, ...(network === undefined ? [] : [network]), ...via, ...whichWords(where)].join(' ')}\``;
  });
  return new Problem({
    code: 'which-finding',
    message: `${rule} was found ${all.length} times on ${named(host)}: ${list(shown)}. I do not guess which one is meant.`,
    next: `Say which: ${words.join(' or ')}.`,
    exit: 2,
  });
}

function isThere(state: HostState, { network, gateway }: Given): boolean {
  if (network === undefined || gateway === undefined) return false;
  return listingOf(state).routes.some((route) => route.network === network && route.gateway === gateway);
}

function alreadyThere({ network, gateway }: Given, host: string | number): Problem {
  const message = `The route ${network} via ${gateway} is there already on ${named(host)}, so there is nothing to add.`;
  return new Problem({ code: 'not-found', message, next: 'See what is with vmkbot check.', exit: 1 });
}

function notFound(rule: string, host: string | number, which: Which = {}): Problem {
  const where = [rule, ...whichWords(which)].join(' ');
  const message = `${where} was not found on ${named(host)}, so there is nothing to cure.`;
  return new Problem({ code: 'not-found', message, next: 'See what is with vmkbot check.', exit: 1 });
}

const named = (host: string | number) => (typeof host === 'string' ? host : `host ${host}`);

/** Those of one rule, also where they follow from another finding. */
function findings(state: HostState, rule: string): Finding[] {
  const within = (all: readonly Finding[]): Finding[] => all.flatMap((each) => [each, ...within(each.explains)]);
  return within(diagnose(state).findings).filter((each) => each.rule === rule);
}

function noTable({ host }: Seen, wanted: Exclude<Wanted, TimeWanted>): Problem {
  const stack = wanted.kind === 'change' ? ` of ${wanted.change.netstack}` : '';
  return new Problem({
    code: 'no-table',
    message: `Nothing was read of ${typeof host === 'string' ? host : 'this host'} that tells the present table${stack}.`,
    next: 'Paste what `esxcli network ip route ipv4 list` or `esxcfg-route -l` prints, with the adapters.',
    exit: 1,
  });
}
