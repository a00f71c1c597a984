/** Why a plan for time is no more than an explanation: what it rests on was not read, or not surely. */
import type { HostState } from '../../esxi/host-state.ts';
import { DEFAULT_STACK } from '../../esxi/netstacks.ts';
import { versionOf } from '../../esxi/version.ts';
import { isListed } from '../../routing/forwarding.ts';
import { isOld, RULESET } from './command.ts';
import type { TimeListing } from './listing.ts';

/** What was read with an assumption explains, and never authorises a change. */
export function reasonsAgainst(state: HostState, listing: TimeListing, live: boolean): string[] {
  const reasons: string[] = [];
  if (!live) reasons.push('It was planned from a paste; a change is made from a live read only.');
  const lines = new Set(Object.values(state.ntp?.evidence ?? {}).map(({ line }) => line));
  const assumed = state.assumptions.find(({ kind, line }) => kind === 'characters' || lines.has(line));
  if (assumed !== undefined)
    reasons.push(`Line ${assumed.line} was read with an assumption: \`${assumed.read}\` as \`${assumed.as}\`.`);
  const disputed = state.contradictions.find(({ section }) => ['ntp', 'firewall', 'rulesets'].includes(section));
  if (disputed !== undefined) reasons.push('Two outputs of this host contradict each other on its time.');
  if (listing.servers === null)
    reasons.push('The servers that the host has now were not read, so nothing could give them back.');
  if (listing.enabled === null) reasons.push('Whether NTP starts with the host now was not read.');
  const version = versionOf(state);
  if (version !== undefined && !isOld(version) && listing.ruleset === null && listing.firewall !== false)
    reasons.push(`The ruleset ${RULESET} of the firewall was not read.`);
  if (!isListed(state, DEFAULT_STACK) && version !== undefined && !isOld(version))
    reasons.push('The routing table of the stack was not read.');
  return reasons;
}
