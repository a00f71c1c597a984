/** Which findings on time a plan cures, and with which servers. */
import type { HostState } from '../../esxi/host-state.ts';
import type { Missing } from '../proposal.ts';

/** With the servers that the host has: nothing is wrong with them. */
const WITH_THEIRS: readonly string[] = ['ntp-not-running', 'ntp-firewall'];

/** The rules whose findings servers, a start or an open ruleset can cure. */
export const TIME_FIXABLE: readonly string[] = [
  ...['ntp-not-configured', 'ntp-not-running', 'ntp-firewall', 'ntp-unreachable', 'ntp-not-synchronised'],
];

/** Those that no change of settings cures: a clock that is off or runs away is a person's to look after. */
export const TIME_BY_HAND: readonly string[] = ['ntp-offset', 'ntp-runaway-clock', 'guest-time-step', 'clock-skew'];

/** What only a person knows: a host must not follow another time than its guests do. */
export const SERVERS_MISSING: Missing = {
  name: 'servers',
  question: 'Which time servers is the host to ask? Those that its guests trust too.',
  within: [],
};

/** Asked for beside servers: a clock that steps is corrected only where somebody thought of the guests. */
export const GUESTS_MISSING: Missing = {
  name: 'guests',
  question: 'Were the guests considered, should the clock step?',
  within: [],
};

/** What a person adds to cure a finding, as far as its rule tells: the rest is seen when it is planned. */
export function missingFor(rule: string): readonly Missing[] {
  return WITH_THEIRS.includes(rule) ? [] : [SERVERS_MISSING, GUESTS_MISSING];
}

/** The servers that cure a finding without being named; null: a person has to name them. */
export function serversFor(rule: string, { ntp }: HostState): readonly string[] | null {
  const own = ntp?.servers?.filter((server) => !server.startsWith('127.127.')) ?? [];
  return WITH_THEIRS.includes(rule) && own.length > 0 ? own : null;
}
