import { readIpv4 } from '../core/net/address.ts';
import { hasNtpSet, isOld } from '../core/plans/ntp/command.ts';
import type { Work } from './work.ts';

/**
 * From 7.0 on a set with a name that the host does not find fails, or leaves NTP off although it worked; before, the daemon asks nobody
 * by such a name: why nothing is run, or null.
 */
export async function namesNotFound(work: Work): Promise<string | null> {
  const { plan, version } = work;
  if (plan.kind !== 'ntp' || isOld(version)) return null;
  const names = (plan.change?.servers ?? []).filter((server) => readIpv4(server) === null);
  for (const name of names) {
    const said = await work.ask({ kind: 'find-name', name });
    if (said !== null && !/\(\d+\.\d+\.\d+\.\d+\)/.test(said))
      return `The host finds no address for ${name}, and ${hasNtpSet(version) ? 'a set with such a name leaves NTP off' : 'the daemon asks nobody by such a name'}. Nothing was run.`;
  }
  return null;
}
