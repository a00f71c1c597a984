import type { Machine } from '../machine.ts';
import type { Listing } from './listing.ts';

/** An option as esxcli knows it. */
export interface Option {
  readonly name: string;
  readonly short?: string;
  readonly flag?: true;
  /** May be given several times. */
  readonly many?: true;
  readonly required?: true;
}

/** What was given to a command. */
export interface Given {
  readonly machine: Machine;
  /** The value of an option, or undefined. */
  option(name: string): string | undefined;
  all(name: string): readonly string[];
}

/** A command of esxcli: a listing, text, nothing, or an error. */
export interface Command {
  readonly path: string;
  readonly since: string;
  /** The first version without it. */
  readonly until?: string;
  readonly options?: readonly Option[];
  /** Changes the host. */
  readonly writes?: true;
  run(given: Given): Listing | string | null | Promise<Listing | string | null>;
}

/** An error that esxcli prints. */
export class Refused extends Error {}

/** Short forms that many commands share. */
export const NETSTACK: Option = { name: 'netstack', short: 'N' };
export const INTERFACE: Option = { name: 'interface-name', short: 'i' };

/** `true`, `yes`, `1` and their opposites (ntp.md N5), or null. */
export function truth(text: string | undefined): boolean | null {
  if (text === undefined) return null;
  if (/^(?:true|yes|1|t|y)$/i.test(text)) return true;
  return /^(?:false|no|0|f|n)$/i.test(text) ? false : null;
}
