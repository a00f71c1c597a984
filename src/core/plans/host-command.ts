/** Everything that is ever done to a host: a closed union, turned into words from a small alphabet. Nothing runs a free text. */
import { DEFAULT_STACK, isNetstackKey } from '../esxi/netstacks.ts';
import { compareVersions, type EsxiVersion } from '../esxi/version.ts';
import { formatPrefix, readIpv4, readPrefix } from '../net/address.ts';
import { type Words, words } from './words.ts';

/** `gateway.remove` is never planned by itself: it undoes a gateway that was set where there was none. */
export type HostCommand =
  | { readonly kind: 'route.add'; readonly netstack: string; readonly network: string; readonly gateway: string }
  | { readonly kind: 'route.remove'; readonly netstack: string; readonly network: string; readonly gateway: string }
  | { readonly kind: 'gateway.set'; readonly netstack: string; readonly gateway: string }
  | { readonly kind: 'gateway.remove'; readonly netstack: string; readonly gateway: string };

/** Why a command has no words: nobody can approve that away. */
export type Cannot = 'unknown-version' | 'stack-not-on-version' | 'no-such-command' | 'not-a-value';

export type Worded = { readonly words: Words } | { readonly cannot: Cannot };

export const DEFAULT_ROUTE = '0.0.0.0/0';

/** The oldest and the first version beyond those whose commands are known. */
const KNOWN = { from: [3, 5], before: [10] } as const;

/** The command as this version takes it: by esxcli from 5.1 on, by `esxcfg-route NET/LEN GW` before, never with a mask. */
export function wordsOf(command: HostCommand, version: EsxiVersion | undefined): Worded {
  const ways = waysOf(command, version);
  return 'cannot' in ways ? ways : { words: ways.ways[0]! };
}

/**
 * Every way to say it on this version, the proper one first. The others are for undoing while hostd is down: localcli leaves
 * hostd with a stale state, and esxcfg-route knows the default stack alone.
 */
export function waysOf(
  command: HostCommand,
  version: EsxiVersion | undefined,
): { readonly ways: readonly Words[] } | { readonly cannot: Cannot } {
  if (version === undefined || !isKnown(version)) return { cannot: 'unknown-version' };
  const values = valuesOf(command);
  if (values === null) return { cannot: 'not-a-value' };
  const isDefault = values.netstack === DEFAULT_STACK;
  if (!isDefault && compareVersions(version, [5, 5]) < 0) return { cannot: 'stack-not-on-version' };
  const legacy = isDefault ? legacyWords(command.kind, values, version) : null;
  if (compareVersions(version, [5, 1]) < 0) return legacy === null ? { cannot: 'no-such-command' } : { ways: [legacy] };
  const esxcli = esxcliWords(command.kind, values, isDefault);
  return {
    ways: [words(`esxcli ${esxcli}`), words(`localcli ${esxcli}`), ...(legacy === null ? [] : [legacy])],
  };
}

/** The listing that shows whether a command did what it says; the same ways. */
export function listingWays(netstack: string, version: EsxiVersion): readonly Words[] {
  if (compareVersions(version, [5, 1]) < 0) return [words('esxcfg-route -l')];
  const stack = netstack === DEFAULT_STACK ? '' : ` --netstack=${netstack}`;
  const list = `network ip route ipv4 list${stack}`;
  return [
    words(`esxcli ${list}`),
    words(`localcli ${list}`),
    ...(netstack === DEFAULT_STACK ? [words('esxcfg-route -l')] : []),
  ];
}

export function isKnown(version: EsxiVersion): boolean {
  return compareVersions(version, KNOWN.from) >= 0 && compareVersions(version, KNOWN.before) < 0;
}

/** The prefix whose destinations may lose their way: the default gateway carries everything that no longer entry does. */
export function mayCutOff(command: HostCommand): string {
  return 'network' in command ? command.network : DEFAULT_ROUTE;
}

/** The kind of change that a policy speaks of. */
export function kindOfChange({ kind }: HostCommand): 'route' | 'gateway' {
  return kind === 'route.add' || kind === 'route.remove' ? 'route' : 'gateway';
}

interface Values {
  readonly netstack: string;
  readonly network: string;
  readonly gateway: string;
}

/** Read again and written anew, so that only canonical text goes on; null where one is no value of its kind. */
function valuesOf(command: HostCommand): Values | null {
  const { netstack, gateway } = command;
  const prefix = readPrefix('network' in command ? command.network : DEFAULT_ROUTE);
  if (prefix === null || prefix.hadHostBits || readIpv4(gateway) === null || !isNetstackKey(netstack)) return null;
  if ('network' in command && prefix.length === 0) return null;
  return { netstack, network: prefix.length === 0 ? 'default' : formatPrefix(prefix), gateway };
}

function esxcliWords(kind: HostCommand['kind'], { netstack, network, gateway }: Values, isDefault: boolean): string {
  const verb = kind === 'route.add' || kind === 'gateway.set' ? 'add' : 'remove';
  const stack = isDefault ? '' : ` --netstack=${netstack}`;
  return `network ip route ipv4 ${verb} --network=${network} --gateway=${gateway}${stack}`;
}

/** `-d` is established from 4.0 on; how a default gateway is taken away is not. */
function legacyWords(kind: HostCommand['kind'], { network, gateway }: Values, version: EsxiVersion): Words | null {
  switch (kind) {
    case 'route.add':
    case 'gateway.set':
      return words(`esxcfg-route -a ${network} ${gateway}`);
    case 'route.remove':
      return compareVersions(version, [4]) < 0 ? null : words(`esxcfg-route -d ${network} ${gateway}`);
    case 'gateway.remove':
      return null;
  }
}
