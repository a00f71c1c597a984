import type { HostState } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { isClassic } from '../esxi/version.ts';
import { byTable } from './by-table.ts';
import { choice, step } from './choice.ts';
import { byConsole } from './console.ts';
import type { Service, ServiceChoice, VersionRule } from './service.ts';

/** NTP, DNS and syslog: the host begins them, no tag or binding picks an adapter for them. */
export const hostInitiated: readonly VersionRule[] = [
  {
    from: '3.5',
    rule: 'The host begins this traffic in the default stack: its table picks the adapter, and the source is the address of that adapter.',
    certainty: 'inferred',
    sources: ['S002', 'KB312204'],
  },
];

/** `servers` are those the output names; `asking` is the command that prints them. */
export function chooseHostInitiated(
  service: Service,
  state: HostState,
  servers: readonly string[] | undefined,
  asking: string,
  destination: string | undefined,
): ServiceChoice {
  if (isClassic(state)) {
    const console = byConsole(state, service.title, destination);
    return choice(service, state, { ...console, certainty: 'inferred' });
  }
  const peers = destination === undefined ? (servers ?? []) : [destination];
  const table = byTable(state, DEFAULT_STACK, peers);
  const asked = peers.length === 0 && table.vmknics.length === 0;
  return choice(service, state, {
    ...table,
    certainty: table.certainty === 'documented' ? 'inferred' : table.certainty,
    verdict: `${service.title} ${table.verdict}.`,
    steps: [
      ...table.steps,
      ...(peers.length === 0 ? [step(`The ${service.title} servers are not known.`, 'unknown')] : []),
    ],
    missing: [...(asked ? [asking] : []), ...table.missing],
  });
}
