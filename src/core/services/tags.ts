import type { HostState, Vmknic } from '../esxi/host-state.ts';
import type { Step } from '../step.ts';
import { shown } from './adapters.ts';
import { list, step } from './choice.ts';

/** What is known of a tag in one stack: who carries it, and for which adapters it was not read. */
export interface Tagged {
  readonly nics: readonly Vmknic[];
  readonly carriers: readonly Vmknic[];
  readonly unread: readonly Vmknic[];
}

/** A tag that was not read is not known to be absent: `esxcfg-vmknic -l` and `ipv4 get` show no tags at all. */
export function tagged(state: Pick<HostState, 'vmknics'>, netstack: string, tags: readonly string[]): Tagged {
  const nics = (state.vmknics ?? []).filter((nic) => nic.netstack === netstack && nic.enabled !== false);
  const carries = ({ services }: Vmknic) => services?.some((each) => tags.includes(each)) ?? false;
  return {
    nics,
    carriers: nics.filter(carries),
    unread: nics.filter((nic) => !nic.tagsRead && !carries(nic)),
  };
}

/** Port groups whose name sounds like the service: a hint for a reader, never a reason to answer. */
export function namedAlike({ nics }: Tagged, pattern: RegExp): readonly Step[] {
  const alike = nics.filter(({ portgroup }) => typeof portgroup === 'string' && pattern.test(portgroup));
  if (alike.length === 0) return [];
  const names = list(alike.map(({ name, portgroup }) => `${name} (${portgroup})`));
  return [
    step(
      `By the name of its port group ${names} may be meant for it; a name is a hint and no proof.`,
      'inferred',
      alike.flatMap((nic) => shown(nic, 'portgroup')),
    ),
  ];
}
