/** Which finding is meant where a host has several of one rule: by what their facts differ in. */
import { netstackKey } from '../esxi/netstacks.ts';
import type { Finding } from '../rules/rule.ts';

/** As somebody names it; the stack as people write it. */
export interface Which {
  readonly network?: string;
  readonly vmknic?: string;
  readonly netstack?: string;
}

type Found = Pick<Finding, 'rule' | 'facts'>;

const BY_ROUTE = ['network', 'netstack'] as const;

/** Facts of which one cure each is for; of other rules one for each stack. */
const TELLING: Readonly<Record<string, readonly (keyof Which)[]>> = {
  'return-path': ['vmknic'],
  'unreachable-static-route': BY_ROUTE,
  'gateway-is-own-address': BY_ROUTE,
};

/** Whether the network of a route tells findings of this rule apart; with other rules it is a value that a person adds. */
export function isToldByNetwork(rule: string): boolean {
  return tellingOf(rule).includes('network');
}

const tellingOf = (rule: string) => TELLING[rule] ?? (['netstack'] as const);

/** Of findings of one rule the first of each cure, with what tells it from the others; nothing where it is the only one. */
export function toldApart<F extends Found>(found: readonly F[]): readonly { finding: F; which: Which }[] {
  const distinct = new Map<string, F>();
  for (const each of found) {
    const key = JSON.stringify(tellingOf(each.rule).map((fact) => each.facts[fact]));
    if (!distinct.has(key)) distinct.set(key, each);
  }
  const all = [...distinct.values()];
  const [first] = all;
  if (first === undefined) return [];
  const differing = tellingOf(first.rule).filter((fact) => all.some(({ facts }) => facts[fact] !== first.facts[fact]));
  return all.map((finding) => ({
    finding,
    which: Object.fromEntries(differing.map((fact) => [fact, String(finding.facts[fact])])),
  }));
}

/** Those that are meant. */
export function meant<F extends Found>(found: readonly F[], { network, vmknic, netstack }: Which): readonly F[] {
  return found.filter(({ rule, facts }) => {
    if (vmknic !== undefined && facts.vmknic !== vmknic) return false;
    if (netstack !== undefined && facts.netstack !== netstackKey(netstack, [String(facts.netstack)])) return false;
    return network === undefined || !isToldByNetwork(rule) || facts.network === network;
  });
}

/** `192.168.40.0/24`, `on vmk1`, `stack vmotion`, as `fix` takes them. */
export function whichWords({ network, vmknic, netstack }: Which): readonly string[] {
  return [
    ...(network === undefined ? [] : [network]),
    ...(vmknic === undefined ? [] : ['on', vmknic]),
    ...(netstack === undefined ? [] : ['stack', netstack]),
  ];
}
