/** A change to a table in the operator's words: `add NET/LEN via GW [stack KEY]`, for which `replace` is another word, `remove NET/LEN [via GW]`, `gateway GW`. */
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { formatPrefix, readIpv4, readIpv6, readPrefix } from '../net/address.ts';

interface Target {
  readonly netstack: string;
}

export interface AddRoute extends Target {
  readonly kind: 'add';
  readonly network: string;
  readonly gateway: string;
  /** The prefix as typed, where it named an address inside. */
  readonly typed?: string;
}

export interface RemoveRoute extends Target {
  readonly kind: 'remove';
  readonly network: string;
  /** null: whichever entry has the prefix. */
  readonly gateway: string | null;
  readonly typed?: string;
}

export interface SetGateway extends Target {
  readonly kind: 'gateway';
  readonly gateway: string;
}

export type Change = AddRoute | RemoveRoute | SetGateway;

/** What was understood, or one sentence of what is wrong. */
export type ParsedChange = { readonly change: Change } | { readonly wrong: string };

const FORMS = '`add NET/LEN via GW [stack KEY]`, `remove NET/LEN [via GW]` or `gateway GW [stack KEY]`';

export function parseChange(text: string): ParsedChange {
  const [verb = '', ...words] = text.trim().split(/\s+/);
  const named = options(verb.toLowerCase() === 'gateway' ? ['via', ...words] : words);
  if ('wrong' in named) return named;
  const { target, via, netstack } = named;
  switch (verb.toLowerCase()) {
    // A route that is added takes the place of the one that the prefix has.
    case 'replace':
    case 'add':
      if (target === undefined || via === undefined) return { wrong: `A route is added with ${FORMS.split(',')[0]}.` };
      return withPrefix(target, (prefix) => ({ kind: 'add', ...prefix, gateway: via, netstack }));
    case 'remove':
      if (target === undefined) return { wrong: 'A route is removed with `remove NET/LEN [via GW]`.' };
      return withPrefix(target, (prefix) => ({ kind: 'remove', ...prefix, gateway: via ?? null, netstack }));
    case 'gateway':
      if (via === undefined) return { wrong: 'A default gateway is set with `gateway GW [stack KEY]`.' };
      return { change: { kind: 'gateway', gateway: via, netstack } };
    default:
      return {
        wrong:
          verb === ''
            ? `No change was named; it reads ${FORMS}.`
            : `\`${verb}\` is no change I know; it reads ${FORMS}.`,
      };
  }
}

type Options = { readonly target?: string; readonly via?: string; readonly netstack: string };

function options(words: readonly string[]): Options | { readonly wrong: string } {
  const found: { target?: string; via?: string; netstack: string } = { netstack: DEFAULT_STACK };
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === 'via') {
      const gateway = words[++i];
      if (gateway === undefined) return { wrong: '`via` needs the address of a gateway.' };
      if (readIpv4(gateway) === null) return { wrong: notAnAddress(gateway) };
      found.via = gateway;
    } else if (word === 'stack' || word === '--stack') {
      const key = words[++i];
      if (key === undefined || !/^[\w.-]+$/.test(key))
        return { wrong: '`stack` needs the key of a netstack, for example `vmotion`.' };
      found.netstack = key;
    } else if (found.target === undefined && i === 0) found.target = word;
    else return { wrong: `I do not understand \`${word}\` there; a change reads ${FORMS}.` };
  }
  return found;
}

function withPrefix(text: string, make: (prefix: { network: string; typed?: string }) => Change): ParsedChange {
  if (text === 'default') return { change: make({ network: '0.0.0.0/0' }) };
  const prefix = readPrefix(text);
  if (prefix !== null) {
    const network = formatPrefix(prefix);
    return { change: make(prefix.hadHostBits ? { network, typed: text } : { network }) };
  }
  if (readIpv4(text) !== null) return { wrong: `\`${text}\` has no prefix length; one host is \`${text}/32\`.` };
  if (text.includes(':')) return { wrong: 'I read IPv6 tables but plan no changes to them.' };
  return { wrong: `\`${text}\` is not a prefix like \`192.168.40.0/24\`.` };
}

function notAnAddress(text: string): string {
  return readIpv6(text) === null
    ? `\`${text}\` is not an IPv4 address.`
    : 'I read IPv6 tables but plan no changes to them.';
}
