import type { TimeExpectation } from './expectation.ts';
import type { TimeListing } from './listing.ts';
import type { TimeSteps } from './steps.ts';

/** One thing that differs between what is and what is wanted; null: not read. */
export interface Differing {
  readonly what: 'servers' | 'start with the host' | 'daemon' | 'firewall' | 'allowed addresses';
  readonly before: string | null;
  readonly after: string;
}

/** Of each thing that is changed what it was and what it becomes. */
export function differing(
  { servers, enabled, running, ruleset }: TimeListing,
  { expects }: TimeSteps,
): readonly Differing[] {
  const seen = new Map<string, Differing>();
  const allowed = expects.flatMap((each) => (each.about === 'allowed' ? [each.address] : []));
  for (const each of expects) {
    const one = differingOf(each);
    if (one !== null && one.before !== one.after) seen.set(one.what, one);
  }
  return [...seen.values()];

  function differingOf(expected: TimeExpectation): Differing | null {
    switch (expected.about) {
      case 'servers':
        return { what: 'servers', before: servers === null ? null : named(servers), after: named(expected.servers) };
      case 'directives':
        return null;
      case 'enabled':
        return { what: 'start with the host', before: onOff(enabled), after: 'on' };
      case 'running':
        return { what: 'daemon', before: running === null ? null : running ? 'runs' : 'stopped', after: 'runs' };
      case 'ruleset': {
        const is = ruleset?.enabled ?? null;
        return { what: 'firewall', before: is === null ? null : is ? 'open' : 'closed', after: 'open' };
      }
      case 'allowed': {
        const before = ruleset?.allowedIps ?? [];
        return { what: 'allowed addresses', before: named(before), after: named([...before, ...allowed]) };
      }
    }
  }
}

const named = (servers: readonly string[]) => (servers.length === 0 ? 'none' : servers.join(', '));
const onOff = (value: boolean | null) => (value === null ? null : value ? 'on' : 'off');
