import type { EsxiVersion } from '../../esxi/version.ts';
import type { TimeUndo } from '../ntp/expectation.ts';
import type { UndoStep } from '../table.ts';
import type { AnyCommand } from './any-command.ts';

/** One change on one host, armed once. */
export interface Arming {
  /** The change's id: small letters, digits and dashes. */
  readonly id: string;
  /** The fencing number of whoever claimed the change. */
  readonly fence: number;
  readonly version: EsxiVersion;
  readonly commands: readonly AnyCommand[];
  readonly undo: readonly (UndoStep | TimeUndo)[];
  /** How long the host waits for a confirmation, in seconds. */
  readonly timer: number;
  /** Nothing is armed later than this, by the host's clock in seconds since 1970: what comes late runs nothing. */
  readonly startBy: number;
}

/** Everything of a change lies in RAM under its id, so that a reboot takes it away, which tells of the reboot. */
export interface Paths {
  readonly p: string;
  readonly lock: string;
}

/** Whether a text can be the id of a change, and so a part of a file's name on a host. */
export function isChangeId(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{3,39}$/.test(text);
}

export function pathsOf(id: string): Paths {
  if (!isChangeId(id)) throw new Error(`not the id of a change: ${JSON.stringify(id)}`);
  return { p: `/tmp/vmkbot.${id}`, lock: '/tmp/vmkbot.lock' };
}

/** A whole number within bounds, for a text that a shell reads. */
export function number(value: number, least: number, most: number): number {
  if (!Number.isSafeInteger(value) || value < least || value > most) throw new Error(`not a number here: ${value}`);
  return value;
}

/** Before everything else: a link that breaks stops nothing half-way, and files are the owner's. */
export const STEADY = "trap '' HUP INT TERM PIPE; umask 077";
