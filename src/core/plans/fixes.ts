/** Which findings a route or a gateway cures, and what a person has to add. Other findings are cured by hands, not by a table. */
import type { Facts, Finding } from '../rules/rule.ts';
import { DEFAULT_ROUTE } from './host-command.ts';
import { missingFor, TIME_FIXABLE } from './ntp/fixes.ts';
import type { Given, Missing, Proposal } from './proposal.ts';
import { meant, toldApart, type Which } from './which.ts';

const FIXES: Readonly<Record<string, (facts: Facts, given: Given) => Omit<Proposal, 'rule'> | null>> = {
  'return-path': returnPath,
  'unreachable-static-route': unreachableRoute,
  'gateway-off-subnet': (facts, given) => gateway(facts, given, strings(facts.subnets)),
  'gateway-is-own-address': ownAddress,
  'no-default-gateway': (facts, given) => gateway(facts, given, []),
  'vmotion-stack-gateway': (facts, given) => gateway(facts, given, []),
};

/** The rules whose findings can be cured by a plan. */
export const FIXABLE: readonly string[] = Object.keys(FIXES);

/** null where a table cannot cure this finding. */
export function proposalFor({ rule, facts }: Pick<Finding, 'rule' | 'facts'>, given: Given = {}): Proposal | null {
  const proposal = Object.hasOwn(FIXES, rule) ? FIXES[rule]!(facts, given) : null;
  return proposal === null ? null : { ...proposal, rule };
}

/** A finding that a plan can cure, with what a person has to add. */
export interface Fixable {
  readonly rule: string;
  readonly missing: readonly Missing[];
  /** What tells it from others of its rule; left out where it is the only one. */
  readonly which?: Which;
}

type Found = Pick<Finding, 'rule' | 'facts'> & { readonly explains: readonly Found[] };

/**
 * Those that a plan can cure, also where they follow from others, in the order found; where `all` of the host hold several of a rule, with
 * what tells each apart, so that one is cured without the other.
 */
export function fixesFor(findings: readonly Found[], all = findings): readonly Fixable[] {
  const [wanted, there] = [withTheirs(findings), withTheirs(all)];
  const keyed = wanted.flatMap((finding) => {
    const apart = toldApart(there.filter(({ rule }) => rule === finding.rule));
    const [which = {}] = apart.filter((each) => meant([finding], each.which).length > 0).map((each) => each.which);
    const isOfTime = TIME_FIXABLE.includes(finding.rule);
    const missing = isOfTime ? missingFor(finding.rule) : proposalFor(finding)?.missing;
    if (missing === undefined) return [];
    const fixable = {
      ...{ rule: finding.rule, missing },
      ...(Object.keys(which).length > 0 && { which }),
    };
    return [[JSON.stringify([finding.rule, which]), fixable] as const];
  });
  // The first of each is the one that `fix` takes.
  return [...new Map(keyed.toReversed()).values()].toReversed();
}

function withTheirs(findings: readonly Found[]): readonly Found[] {
  return findings.flatMap((each) => [each, ...withTheirs(each.explains)]);
}

/** A route for the clients through a router on the link of the adapter that they dial. */
function returnPath(facts: Facts, given: Given) {
  const netstack = text(facts.netstack);
  const [subnet, vmknic] = [text(facts.subnet), text(facts.vmknic)];
  const missing: Missing[] = [];
  if (given.network === undefined) {
    const seen = typeof facts.destination === 'string' ? ` (${facts.destination} is one of them)` : '';
    missing.push({
      name: 'network',
      question: `Which network are the clients in that dial ${vmknic}${seen}?`,
      within: [],
    });
  }
  if (given.gateway === undefined) {
    missing.push({ name: 'gateway', question: `Which router in ${subnet} leads to them?`, within: [subnet] });
  }
  const { network, gateway: via } = given;
  const change =
    network === undefined || via === undefined ? null : ({ kind: 'add', netstack, network, gateway: via } as const);
  const questions = [`Do the routers on the clients' side know ${subnet}, and may ${vmknic} answer to them there?`];
  return { change, netstack, missing, questions };
}

/** Without another router the entry goes, where it carries nothing; a silent router or a disabled adapter may come back. */
function unreachableRoute(facts: Facts, given: Given) {
  const netstack = text(facts.netstack);
  const [network, old] = [text(facts.network), text(facts.gateway)];
  if (network === DEFAULT_ROUTE) return gateway(facts, given, []);
  if (given.gateway !== undefined) {
    return {
      change: { kind: 'add', netstack, network, gateway: given.gateway } as const,
      netstack,
      missing: [],
      questions: [],
    };
  }
  if (facts.reason !== 'gateway-off-subnet') {
    const question = `Which router leads to ${network} instead of ${old}?`;
    return { change: null, netstack, missing: [{ name: 'gateway', question, within: [] } as const], questions: [] };
  }
  const questions = [`Is ${network} needed no more? Otherwise name its router with \`via\`.`];
  return { change: { kind: 'remove', netstack, network, gateway: old } as const, netstack, missing: [], questions };
}

function ownAddress(facts: Facts, given: Given) {
  const [network, subnet] = [text(facts.network), text(facts.subnet)];
  if (network === DEFAULT_ROUTE) return gateway(facts, given, [subnet]);
  const netstack = text(facts.netstack);
  if (given.gateway !== undefined) {
    return {
      change: { kind: 'add', netstack, network, gateway: given.gateway } as const,
      netstack,
      missing: [],
      questions: [],
    };
  }
  const question = `Which router in ${subnet} leads to ${network}?`;
  return { change: null, netstack, missing: [{ name: 'gateway', question, within: [subnet] } as const], questions: [] };
}

function gateway(facts: Facts, given: Given, within: readonly string[]) {
  const netstack = text(facts.netstack);
  if (given.gateway !== undefined) {
    return {
      change: { kind: 'gateway', netstack, gateway: given.gateway } as const,
      netstack,
      missing: [],
      questions: [],
    };
  }
  const where = within.length === 0 ? '' : ` in ${within.join(' or ')}`;
  const question = `Which router${where} is the default gateway of ${netstack}?`;
  return { change: null, netstack, missing: [{ name: 'gateway', question, within } as const], questions: [] };
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`a fact that should be text is ${JSON.stringify(value)}`);
  return value;
}

const strings = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(text) : []);
