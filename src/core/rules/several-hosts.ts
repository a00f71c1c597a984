import type { HostState } from '../esxi/host-state.ts';
import type { Evidence } from '../evidence.ts';
import { list } from '../services/choice.ts';
import { type Finding, rule, toFinding } from './rule.ts';

/** One input holds the output of several hosts. Of one state there is nothing to say, so it finds nothing by itself. */
export const severalHostsRule = rule({
  id: 'several-hosts',
  title: 'The output is of several hosts',
  severity: 'note',
  certainty: 'inferred',
  sources: ['CLIREF'],
  needs: [],
  check: (): { facts: { hosts: (string | number)[] }; evidence: Evidence[] }[] => [],

  explain: ({ hosts }) => ({
    problem: `This is the output of ${hosts.length} hosts: ${list(hosts.map((host) => (typeof host === 'number' ? `number ${host}` : host)))}.`,
    why: 'Prompts, names or adapters in it cannot be of one host. Each is looked at by itself, and nothing of one is taken for another.',
    todo: 'To ask about one of them, paste its output alone or name it.',
  }),
});

/** The finding that a reading of several hosts begins with; `hosts` are their names, or their numbers from 1. */
export function severalHosts(states: readonly HostState[]): Finding {
  return toFinding(severalHostsRule, {
    facts: { hosts: states.map(({ host }, i) => host.name ?? i + 1) },
    evidence: states.flatMap(firstLine),
  });
}

function firstLine({ host, vmknics, uplinks, vswitches, routes }: HostState): Evidence[] {
  const entries = [host, ...(vmknics ?? []), ...(uplinks ?? []), ...(vswitches ?? []), ...(routes ?? [])];
  for (const { evidence } of entries) {
    const [first] = Object.values(evidence);
    if (first !== undefined) return [first];
  }
  return [];
}
