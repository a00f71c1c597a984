/** What must be read after a change of time, and what undoing it rests on. Success is judged by nothing else. */
import type { TimeCommand } from './command.ts';
import type { TimeListing } from './listing.ts';

export type TimeExpectation =
  /** Just these, in any order. */
  | { readonly about: 'servers'; readonly servers: readonly string[] }
  /** These stand in the file that the host makes of its settings, whatever else does; from 7.0 on. */
  | { readonly about: 'directives'; readonly lines: readonly string[] }
  | { readonly about: 'enabled'; readonly is: boolean }
  | { readonly about: 'running'; readonly is: boolean }
  | { readonly about: 'ruleset'; readonly is: boolean }
  | { readonly about: 'allowed'; readonly address: string; readonly is: boolean };

/** A command that takes something back, where `only` shows that it is ours to take back. */
export interface TimeUndo {
  readonly command: TimeCommand;
  /** Tried where the first way did not do it. */
  readonly otherwise: TimeCommand | null;
  readonly only: TimeExpectation;
  /** Shows that it is done. null: a restart shows nothing; it is done where it was run. */
  readonly done: TimeExpectation | null;
}

/** false also where it was not read: what was not seen is not so. */
export function isTimeMet(expected: TimeExpectation, listing: TimeListing): boolean {
  switch (expected.about) {
    case 'servers':
      return listing.servers !== null && sameNames(listing.servers, expected.servers);
    case 'directives':
      return expected.lines.every((line) => [listing.directives, listing.lines].some((all) => all?.includes(line)));
    case 'enabled':
      return listing.enabled === expected.is;
    case 'running':
      return listing.running === expected.is;
    case 'ruleset':
      return listing.ruleset?.enabled === expected.is;
    case 'allowed':
      return listing.ruleset !== null && (listing.ruleset.allowedIps ?? []).includes(expected.address) === expected.is;
  }
}

export function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted());
}

/** In a sentence: `NTP starts with the host`. */
export function expectedText(expected: TimeExpectation): string {
  switch (expected.about) {
    case 'servers':
      return expected.servers.length === 0
        ? 'no server is configured'
        : `the servers are ${expected.servers.join(', ')}`;
    case 'directives':
      return `the directives ${expected.lines.map((line) => `\`${line}\``).join(', ')} are set`;
    case 'enabled':
      return `NTP ${expected.is ? 'starts' : 'does not start'} with the host`;
    case 'running':
      return `the daemon ${expected.is ? 'runs' : 'does not run'}`;
    case 'ruleset':
      return `the ruleset ntpClient is ${expected.is ? 'open' : 'closed'}`;
    case 'allowed':
      return `the ruleset ntpClient ${expected.is ? 'lets' : 'does not let'} ${expected.address} through`;
  }
}
