import type { HostState } from '../esxi/host-state.ts';
import { atLeast, olderThan } from '../esxi/version.ts';
import type { Certainty } from '../evidence.ts';
import type { Mark } from './marks.ts';
import type { Asker, Cause, Doubt } from './reboot.ts';

/** Which host it is; its version decides what the documents tell of it. */
export type OfHost = Pick<HostState, 'host' | 'serviceConsole'>;

/** The lines that were seen around one boot. */
export interface Seen {
  readonly stop: Mark | undefined;
  readonly button: Mark | undefined;
  readonly dump: Mark | undefined;
  readonly reason: Mark | undefined;
  /** The last line that shows the host running. */
  readonly seen: Mark | undefined;
  readonly by: readonly Asker[];
}

/** Why the host stopped, how surely, and what makes it less sure than the documents are. */
export interface Verdict {
  readonly cause: Cause;
  readonly certainty: Certainty;
  readonly doubt: Doubt | null;
}

/** Judges by the table of KB 317245: lines of a stop are told of 5.0 and newer and of classic ESX, the others of 7.0 and newer. */
export function verdict({ stop, button, dump, reason, seen, by }: Seen, host: OfHost): Verdict {
  const told = (cause: Cause, certainty: Certainty): Verdict => ({ cause, certainty, doubt: null });
  const newer = (cause: Cause): Verdict => doubted(cause, atLeast(host, '7.0') === true ? null : 'older');
  if (stop !== undefined && dump !== undefined) return told('crash-and-asked', 'unknown');
  if (dump !== undefined) return newer('crash');
  if (button !== undefined) return newer('power-button');
  if (stop !== undefined) return stopped(stop, host);
  // A forced restart leaves no line in vmksummary; that somebody asked does.
  if (by.length > 0) return told('reboot', 'inferred');
  if (reason !== undefined) return newer('power-lost');
  return seen === undefined ? told('unknown', 'unknown') : told('power-lost', 'inferred');
}

/** What a line of a stop means by itself. */
export function stopped(stop: Mark, host: OfHost): Verdict {
  if (stop.kind === 'button') return doubted('power-button', atLeast(host, '7.0') === true ? null : 'older');
  return doubted(
    stop.kind === 'halt' ? 'halt' : 'reboot',
    stop.recalled ? 'recalled' : isBefore5(host) ? 'older' : null,
  );
}

/** ESXi 4.x and older; classic ESX has a row of its own in the table. */
const isBefore5 = (host: OfHost) => olderThan(host, '5.0') && !(host.host.classic || host.serviceConsole !== undefined);

const doubted = (cause: Cause, doubt: Doubt | null): Verdict => ({
  cause,
  certainty: doubt === null ? 'documented' : 'inferred',
  doubt,
});
