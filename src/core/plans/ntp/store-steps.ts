/** From 7.0 on: the settings by `esxcli system ntp set`, and how all that the host had comes back. */
import type { TimeCommand } from './command.ts';
import { sameNames, type TimeExpectation, type TimeUndo } from './expectation.ts';
import { otherDirectives, type TimeListing } from './listing.ts';
import { type Part, stopped } from './part.ts';

export function storeParts(listing: TimeListing, servers: readonly string[]): readonly Part[] {
  const { enabled, running } = listing;
  const had = listing.servers ?? [];
  const runs: TimeExpectation = { about: 'running', is: true };
  const parts: Part[] = [];
  if (!sameNames(had, servers) || listing.servers === null || enabled !== true)
    parts.push(
      { command: { kind: 'ntp.keep' }, expects: [] },
      {
        command: { kind: 'ntp.set', servers, enabled: true },
        undo: storeUndo(listing, had, servers),
        expects: [{ about: 'servers', servers }, { about: 'enabled', is: true }, runs],
      },
    );
  if (enabled === true && running !== true)
    parts.push({ command: { kind: 'ntp.daemon', verb: 'restart' }, undo: stopped(running), expects: [runs] });
  return parts;
}

/**
 * A set may drop what is no server, and the kept file is all that brings it back (KB 443781 for `-f`), so it is loaded first, unless
 * nothing else was there. Then what it held is looked for: a list of servers alone shows nothing of it.
 */
function storeUndo(listing: TimeListing, had: readonly string[], servers: readonly string[]): readonly TimeUndo[] {
  const enabled = listing.enabled ?? false;
  const others = otherDirectives(listing);
  const load: TimeCommand = { kind: 'ntp.load', enabled };
  const set: TimeCommand = { kind: 'ntp.set', servers: had, enabled };
  // No word is known for an empty list; that of the kept file is one.
  const [command, otherwise] =
    had.length === 0 ? [load, null] : others === null || others.length > 0 ? [load, set] : [set, load];
  const [ours, theirs]: [TimeExpectation, TimeExpectation] = [
    { about: 'servers', servers },
    { about: 'servers', servers: had },
  ];
  const [on, off]: [TimeExpectation, TimeExpectation] = [
    { about: 'enabled', is: true },
    { about: 'enabled', is: false },
  ];
  const lines = others?.filter((line) => SHOWN.test(line)) ?? [];
  return [
    ...(sameNames(had, servers) ? [] : [{ command, otherwise, only: ours, done: theirs }]),
    ...(listing.enabled === false ? [{ command, otherwise, only: on, done: off }] : []),
    ...(lines.length === 0
      ? []
      : [{ command: load, otherwise: null, only: theirs, done: { about: 'directives', lines } as const }]),
  ];
}

/** A directive that a host can look for in its own file; nothing in it means anything to `grep`. */
const SHOWN = /^[a-z]+(?: [A-Za-z0-9.:_/-]+)*$/;
