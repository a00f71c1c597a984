/** Whether the settings of a host's time survive a reboot. */
import type { HostState } from '../../esxi/host-state.ts';
import { versionOf } from '../../esxi/version.ts';
import type { Persistence } from '../persistence.ts';
import { hasNtpSet, isKeptInStore, isOld } from './command.ts';

/** From 7.0 Update 3 on the ConfigStore keeps it; how 7.0 does before that is not told. A file and a ruleset reach the boot device with the next save; a console has a disk. */
export function persistenceOf(state: HostState): Persistence {
  const version = versionOf(state);
  if (version === undefined) return { persistent: 'unknown', certainty: 'unknown', sources: [] };
  if (isOld(version)) return { persistent: true, certainty: 'inferred', sources: [] };
  if (isKeptInStore(version)) return { persistent: true, certainty: 'reported', sources: ['KB313808'] };
  if (hasNtpSet(version)) return { persistent: true, certainty: 'inferred', sources: [] };
  return { persistent: true, certainty: 'reported', sources: ['KB313072'] };
}
