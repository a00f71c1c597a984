import type { HostState } from '../esxi/host-state.ts';
import { isClassic } from '../esxi/version.ts';
import type { Evidence } from '../evidence.ts';
import type { Question } from '../questions/question.ts';
import { shown } from '../services/adapters.ts';
import { consoleEntryFor } from '../services/console.ts';

/** How the Service Console of classic ESX sends to one destination, by its own Linux table. */
export interface ConsoleWay {
  /** To follow `Packets to X`: `leave by vswif0 through the gateway 10.0.0.1`. */
  readonly words: string;
  /** The interface; null where nothing leaves or this output does not show it. */
  readonly by: string | null;
  readonly known: boolean;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly string[];
}

/** Who sends on classic ESX: management and plain `ping` are the Service Console, all else is the VMkernel. */
export function sendsFromConsole(state: HostState, { service, vmknic, other, vmkping }: Question): boolean {
  if (isClassic(state) !== true) return false;
  if (vmknic?.startsWith('vmk')) return false;
  if (isConsoleName(vmknic) || state.serviceConsole?.interfaces.some(({ ipv4 }) => ipv4 && ipv4 === other)) return true;
  return service === 'management' || (service === 'icmp' && vmkping !== true);
}

export function isConsoleName(name: string | null): boolean {
  return name !== null && /^vswif\d+$/.test(name);
}

/** The longest match in the console's table; without a listing its lone interface is not assumed. */
export function consoleWay(state: HostState, destination: string): ConsoleWay {
  const routes = state.serviceConsole?.routes ?? [];
  const route = consoleEntryFor(routes, destination);
  if (route !== undefined) {
    const to =
      route.gateway === null ? `straight to the link (${route.network})` : `through the gateway ${route.gateway}`;
    return {
      words: `leave by ${route.interface} ${to}`,
      by: route.interface,
      known: true,
      evidence: shown(route, 'network', 'gateway'),
      missing: [],
    };
  }
  const listed = routes.length > 0;
  return {
    words: listed
      ? 'do not leave the host: no entry of the table of the Service Console holds them'
      : 'leave as the table of the Service Console says, which was not read',
    by: null,
    known: listed,
    evidence: routes.flatMap((each) => shown(each, 'network')),
    missing: listed ? [] : ['route -n'],
  };
}
