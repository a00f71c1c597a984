import { has, namesOf, type Reading, says } from '../reading.ts';
import { blank, type Kind } from './kind.ts';

interface Named {
  readonly at: number;
  readonly text: string;
}

/** "what if I add 10.9.0.0/16 via 10.0.1.9", "what happens when the default gateway becomes 10.0.1.1". */
export const whatIf: Kind = (reading) => {
  if (!has(reading, 'suppose') || namesOf(reading, 'not-an-address').length > 0) return null;
  const addresses = namesOf(reading, 'address');
  const all = aboutDefault(reading, addresses);
  const { destination, gateway } = all ? ends(reading, addresses, '0.0.0.0/0') : ends(reading, addresses, null);
  const verb = verbOf(reading, addresses.length, all);
  if (destination === null || verb === null) return null;
  const both = bothChanges(reading, addresses, destination, gateway);
  if (both !== null) return { ...blank('what-if'), destination, change: both };
  const change = changeWords(verb, destination, gateway, stackOf(reading));
  return { ...blank('what-if'), destination, ...(change === null ? {} : { change }) };
};

/** `delete the route to X and add it via Y`: two changes of one prefix, the removal first. */
function bothChanges(
  reading: Reading,
  addresses: readonly Named[],
  destination: string,
  gateway: string | null,
): string | null {
  const removed = reading.terms.findIndex(({ tags }) => tags.has('remove'));
  const added = reading.terms.findIndex(({ tags, text }) => tags.has('add') || /^(put|set|re|readd)$/.test(text));
  if (removed === -1 || added === -1 || gateway === null || destination === '0.0.0.0/0') return null;
  const stack = stackOf(reading);
  const [first, ...rest] = [
    changeWords('remove', destination, gatewayOf(reading, addresses, removed, added), stack),
    changeWords('add', prefixAfter(addresses, Math.max(added, removed), destination), gateway, stack),
  ];
  return [first, ...rest].join(' and ');
}

/** The gateway named with the removal, where the question names one. */
function gatewayOf(reading: Reading, addresses: readonly Named[], removed: number, added: number): string | null {
  const own = addresses.filter(({ at }) => at > removed && (added < removed || at < added) && isGateway(reading, at));
  return own[0]?.text ?? null;
}

function prefixAfter(addresses: readonly Named[], from: number, destination: string): string {
  return addresses.find(({ at, text }) => at > from && text.includes('/'))?.text ?? destination;
}

/** The default gateway is meant where it is named and no prefix is. */
function aboutDefault(reading: Reading, addresses: readonly Named[]): boolean {
  const named = has(reading, 'default-gateway') || (says(reading, 'gateway') && addresses.length < 2);
  return named && !addresses.some(({ text }) => text.includes('/') && text !== '0.0.0.0/0');
}

function verbOf(reading: Reading, addresses: number, all: boolean): 'add' | 'remove' | null {
  if (has(reading, 'remove') && (all || has(reading, 'path', 'default-gateway') || addresses > 0)) {
    return all && addresses > 0 ? 'add' : 'remove';
  }
  if (has(reading, 'add')) return 'add';
  if (all) return addresses > 0 && has(reading, 'become', 'steer') ? 'add' : null;
  return addresses > 1 && has(reading, 'steer', 'become') ? 'add' : null;
}

function ends(reading: Reading, addresses: readonly Named[], all: string | null) {
  const prefix =
    addresses.find(({ text }) => text.includes('/')) ?? addresses.find(({ at }) => !isGateway(reading, at));
  const rest =
    all === null ? addresses.filter((name) => name !== prefix) : addresses.filter(({ text }) => !text.includes('/'));
  const gateway = rest.findLast(({ at }) => isGateway(reading, at) || follows(reading, at, 'toward')) ?? rest.at(-1);
  return { destination: all ?? prefix?.text ?? null, gateway: gateway?.text ?? null };
}

/** `via 10.0.1.9`, `gateway 10.0.1.9`, `10.0.1.9 as next hop`. */
function isGateway({ terms }: Reading, at: number): boolean {
  const before = terms.slice(Math.max(0, at - 3), at);
  if (terms.slice(at + 1, at + 4).some(({ text }) => text === 'as') && !before.some(({ text }) => text === 'for'))
    return true;
  return before.some(
    ({ tags, text, name }) => name === null && (tags.has('along') || /gateway|hop|gw|router/.test(text)),
  );
}

function follows({ terms }: Reading, at: number, tag: string): boolean {
  return terms[at - 1]?.tags.has(tag) === true;
}

function stackOf(reading: Reading): string {
  const stack = / (vmotion|provisioning|vsphereprovisioning|vxlan) (?:tcp ip |tcp )?(?:netstack|stack) /.exec(
    reading.words,
  )?.[1];
  if (stack === undefined) return '';
  return ` stack ${stack.endsWith('provisioning') ? 'vSphereProvisioning' : stack}`;
}

/** The change in the what-if verb's words; null where the question leaves out the gateway of a new route. */
function changeWords(
  verb: 'add' | 'remove',
  destination: string,
  gateway: string | null,
  stack: string,
): string | null {
  const network = destination.includes('/') ? destination : `${destination}/32`;
  if (verb === 'remove') return `remove ${network}${gateway === null ? '' : ` via ${gateway}`}${stack}`;
  if (gateway === null) return null;
  return network === '0.0.0.0/0' ? `gateway ${gateway}${stack}` : `add ${network} via ${gateway}${stack}`;
}
