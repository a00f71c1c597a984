import type { HostState } from '../esxi/host-state.ts';
import { compareVersions, versionOf } from '../esxi/version.ts';
import type { KernelClock, Repair } from './judgement.ts';
import { ADJTIME_US } from './limits.ts';
import { linesOf } from './view.ts';

/** What clears the correction that ran away, until the host is updated (KB 312016). */
export const CLEAR_CLOCK = 'vsish -e set /system/ntpclock/clockData 1';

/**
 * The first builds with the repair: 7.0 Update 3o and 8.0 Update 1d; 8.0 Update 2 has it from its first build on (KB 312016). It names
 * the updates alone; their build numbers are recalled.
 */
const REPAIRED: readonly (readonly [version: readonly number[], build: number])[] = [
  [[7, 0, 3], 22_348_816],
  [[8, 0, 0], Number.POSITIVE_INFINITY],
  [[8, 0, 1], 23_299_997],
];
const OF_7: Repair = { updates: '7.0 U3o or later', builds: ['22348816 of 7.0 U3o'] };
const OF_8: Repair = { updates: '8.0 U1d, 8.0 U2 or later', builds: ['23299997 of 8.0 U1d'] };
const OF_BOTH: Repair = {
  updates: '7.0 U3o, 8.0 U1d or 8.0 U2, or a later one of the same line',
  builds: [...OF_7.builds, ...OF_8.builds],
};

/** Whether the kernel's correction has run away, and whether this build can let it. */
export function kernelClock(state: HostState): KernelClock {
  const adjtimeUs = state.clock?.adjtimeUs;
  const affected = isAffected(state);
  return {
    ...(adjtimeUs !== undefined && { adjtimeUs }),
    runsAway: adjtimeUs !== undefined && adjtimeUs < ADJTIME_US,
    affected,
    repair: affected === false ? null : repairOf(state),
    evidence: [...linesOf(state.clock, 'adjtimeUs'), ...linesOf(state.host, 'version', 'build')],
  };
}

/** The same of a judged clock in words, up to where a sentence may go on. */
export function awayText({ adjtimeUs = 0 }: KernelClock): string {
  return `The clock runs away: the kernel means to correct it by ${Math.round(adjtimeUs / 1e6)} s`;
}

function repairOf(state: HostState): Repair {
  const major = versionOf(state)?.[0];
  return major === 7 ? OF_7 : major === 8 ? OF_8 : OF_BOTH;
}

function isAffected(state: HostState): boolean | undefined {
  const version = versionOf(state);
  if (version === undefined) return undefined;
  const row = REPAIRED.find(([each]) => compareVersions(each, version.slice(0, 3)) === 0);
  if (row === undefined) return false;
  if (row[1] === Number.POSITIVE_INFINITY) return true;
  const build = Number(state.host.build ?? Number.NaN);
  return Number.isNaN(build) ? undefined : build < row[1];
}
