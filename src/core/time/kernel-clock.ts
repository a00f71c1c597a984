import type { HostState } from '../esxi/host-state.ts';
import { compareVersions, versionOf } from '../esxi/version.ts';
import type { KernelClock } from './judgement.ts';
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

/** Whether the kernel's correction has run away, and whether this build can let it. */
export function kernelClock(state: HostState): KernelClock {
  const adjtimeUs = state.clock?.adjtimeUs;
  return {
    ...(adjtimeUs !== undefined && { adjtimeUs }),
    runsAway: adjtimeUs !== undefined && adjtimeUs < ADJTIME_US,
    affected: isAffected(state),
    evidence: [...linesOf(state.clock, 'adjtimeUs'), ...linesOf(state.host, 'version', 'build')],
  };
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
