import { compareVersions, type EsxiVersion } from '../esxi/version.ts';
import type { Certainty } from '../evidence.ts';
import type { SourceKey } from '../sources.ts';
import type { HostCommand } from './host-command.ts';

/** Whether a change survives a reboot, and who says so. It reaches the boot device with the next save only. */
export interface Persistence {
  readonly persistent: boolean | 'unknown';
  readonly certainty: Certainty;
  readonly sources: readonly SourceKey[];
}

/** From 5.1 on manual routes are kept; 5.0 loses them; for older ones accounts differ. A gateway is part of the configuration. */
export function persistenceOf({ kind }: HostCommand, version: EsxiVersion | undefined): Persistence {
  if (version === undefined) return { persistent: 'unknown', certainty: 'unknown', sources: [] };
  const isRoute = kind === 'route.add' || kind === 'route.remove';
  if (compareVersions(version, [5, 1]) >= 0)
    return { persistent: true, certainty: 'documented', sources: ['KB344105', 'KB313072'] };
  if (!isRoute) return { persistent: 'unknown', certainty: 'unknown', sources: ['S001'] };
  if (compareVersions(version, [5, 0]) >= 0)
    return { persistent: false, certainty: 'reported', sources: ['ZW', 'KB2001426'] };
  return { persistent: 'unknown', certainty: 'unknown', sources: ['ZW', 'IBM'] };
}

/** Of several commands the least that holds for all. */
export function persistenceOfAll(commands: readonly HostCommand[], version: EsxiVersion | undefined): Persistence {
  const all = commands.map((command) => persistenceOf(command, version));
  return (
    all.find(({ persistent }) => persistent === false) ??
    all.find(({ persistent }) => persistent === 'unknown') ??
    all[0] ?? { persistent: 'unknown', certainty: 'unknown', sources: [] }
  );
}
