/** Which findings on time a plan cures, and with which servers. */
import type { HostState } from '../../esxi/host-state.ts';

/** With the servers that the host has: nothing is wrong with them. */
const WITH_THEIRS: readonly string[] = ['ntp-not-running', 'ntp-firewall'];

/** The rules whose findings servers, a start or an open ruleset can cure. */
export const TIME_FIXABLE: readonly string[] = [
  ...['ntp-not-configured', 'ntp-not-running', 'ntp-firewall', 'ntp-unreachable', 'ntp-not-synchronised'],
];

/** The servers that cure a finding without being named; null: a person has to name them. */
export function serversFor(rule: string, { ntp }: HostState): readonly string[] | null {
  const own = ntp?.servers?.filter((server) => !server.startsWith('127.127.')) ?? [];
  return WITH_THEIRS.includes(rule) && own.length > 0 ? own : null;
}
