import type { ConsoleRoute, HostState } from '../esxi/host-state.ts';
import { contains, readIpv4, readPrefix } from '../net/address.ts';
import { shown } from './adapters.ts';
import { addressOf } from './by-table.ts';
import { step, unique } from './choice.ts';
import type { ServiceChoice } from './service.ts';

type Answer = Pick<
  ServiceChoice,
  'vmknics' | 'decidedBy' | 'netstack' | 'certainty' | 'verdict' | 'steps' | 'missing' | 'sources'
>;

/** Classic ESX: the Service Console sends by its own Linux table, whatever the VMkernel's says. */
export function byConsole(state: HostState, title: string, destination?: string): Answer {
  const console = state.serviceConsole;
  const known = { decidedBy: 'console' as const, netstack: 'serviceConsole', sources: ['S002', 'S003'] as const };
  const interfaces = console?.interfaces ?? [];
  const route = destination === undefined ? undefined : consoleEntryFor(console?.routes ?? [], destination);
  const names = route === undefined ? unique(interfaces.map(({ name }) => name)) : [route.interface];
  const steps = [
    ...(route === undefined
      ? []
      : [step(`The console's entry ${route.network} decides.`, 'documented', shown(route, 'network'))]),
    ...interfaces.map((each) =>
      step(`${each.name} is an interface of the Service Console.`, 'documented', shown(each, 'name')),
    ),
  ];
  const missing = [
    ...(interfaces.length > 0 ? [] : ['esxcfg-vswif -l']),
    ...((console?.routes.length ?? 0) > 0 ? [] : ['route -n']),
  ];
  if (names.length === 1) {
    const verdict = `${title} belongs to the Service Console on classic ESX and leaves by ${names[0]}, not by a VMkernel adapter.`;
    return { ...known, vmknics: names, certainty: 'documented', verdict, steps, missing };
  }
  const verdict = `${title} belongs to the Service Console on classic ESX and leaves by its own table, not by a VMkernel adapter.`;
  return { ...known, vmknics: [], certainty: 'documented', verdict, steps, missing };
}

/** The entry of the Service Console's own table that decides a destination: the longest prefix that holds it. */
export function consoleEntryFor(routes: readonly ConsoleRoute[], destination: string): ConsoleRoute | undefined {
  const address = readIpv4(addressOf(destination) ?? '');
  if (address === null) return undefined;
  let best: { readonly route: ConsoleRoute; readonly length: number } | undefined;
  for (const route of routes) {
    const prefix = readPrefix(route.network);
    if (prefix !== null && contains(prefix, address) && prefix.length > (best?.length ?? -1)) {
      best = { route, length: prefix.length };
    }
  }
  return best?.route;
}
