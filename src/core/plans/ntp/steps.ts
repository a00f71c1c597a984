/** From what a host has to what is wanted: the commands, what takes each back, and what must be read afterwards. */
import type { EsxiVersion } from '../../esxi/version.ts';
import { contains, readIpv4, readPrefix } from '../../net/address.ts';
import { hasNtpSet, isOld, type TimeCommand } from './command.ts';
import { sameNames, type TimeExpectation, type TimeUndo } from './expectation.ts';
import { otherDirectives, type TimeListing } from './listing.ts';

export interface TimeSteps {
  readonly commands: readonly TimeCommand[];
  /** The last one first. */
  readonly undo: readonly TimeUndo[];
  readonly expects: readonly TimeExpectation[];
}

interface Part {
  readonly command: TimeCommand;
  readonly undo?: readonly TimeUndo[];
  readonly expects: readonly TimeExpectation[];
}

/** The addresses of the servers, as far as they are known, are let through; the ruleset of a system that owns it is left alone. */
export function timeSteps(
  listing: TimeListing,
  servers: readonly string[],
  addresses: readonly string[],
  version: EsxiVersion,
  owned: boolean,
): TimeSteps {
  const parts = [
    ...(owned ? [] : firewallParts(listing, addresses, version)),
    ...(hasNtpSet(version) ? storeParts(listing, servers) : fileParts(listing, servers)),
  ];
  return {
    commands: parts.map(({ command }) => command),
    undo: parts.toReversed().flatMap(({ undo = [] }) => undo),
    expects: parts.flatMap(({ expects }) => expects),
  };
}

/** Classic ESX shows no lists; an open ruleset whose list is read lets through what stands there. */
function firewallParts(
  { ruleset, firewall }: TimeListing,
  addresses: readonly string[],
  version: EsxiVersion,
): readonly Part[] {
  const parts: Part[] = [];
  if (firewall !== false && ruleset?.enabled !== true) {
    const [open, closed]: [TimeExpectation, TimeExpectation] = [
      { about: 'ruleset', is: true },
      { about: 'ruleset', is: false },
    ];
    const command: TimeCommand = { kind: 'firewall.ruleset', enabled: false };
    parts.push({
      command: { kind: 'firewall.ruleset', enabled: true },
      undo: ruleset?.enabled === false ? [{ command, otherwise: null, only: open, done: closed }] : [],
      expects: [open],
    });
  }
  if (ruleset?.allowedAll !== false || isOld(version)) return parts;
  const allowed = ruleset.allowedIps ?? [];
  for (const address of addresses.filter((each) => !lets(allowed, each))) {
    const [there, gone]: [TimeExpectation, TimeExpectation] = [
      { about: 'allowed', address, is: true },
      { about: 'allowed', address, is: false },
    ];
    const command: TimeCommand = { kind: 'firewall.disallow', address };
    parts.push({
      command: { kind: 'firewall.allow', address },
      undo: [{ command, otherwise: null, only: there, done: gone }],
      expects: [there],
    });
  }
  return parts;
}

/** Whether a list of addresses and prefixes holds an address. */
export function lets(allowed: readonly string[], address: string): boolean {
  const value = readIpv4(address);
  return allowed.some((each) => {
    const prefix = readPrefix(each.includes('/') ? each : `${each}/32`);
    return value !== null && prefix !== null && contains(prefix, value);
  });
}

function storeParts(listing: TimeListing, servers: readonly string[]): readonly Part[] {
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

function fileParts(listing: TimeListing, servers: readonly string[]): readonly Part[] {
  const { enabled, running } = listing;
  const had = listing.servers ?? [];
  const lines = listing.lines ?? had.map((each) => `server ${each}`);
  const runs: TimeExpectation = { about: 'running', is: true };
  const parts: Part[] = [];
  const moves = !sameNames(had, servers);
  if (moves) {
    const lineOf = (server: string) => lines.find((line) => line.split(' ')[1] === server) ?? `server ${server}`;
    const [ours, theirs]: [TimeExpectation, TimeExpectation] = [
      { about: 'servers', servers },
      { about: 'servers', servers: had },
    ];
    parts.push({
      command: { kind: 'ntp.file', drop: [...new Set([...had, ...servers])], lines: servers.map(lineOf) },
      undo: [
        {
          command: { kind: 'ntp.file-back' },
          otherwise: { kind: 'ntp.file', drop: [...servers], lines },
          only: ours,
          done: theirs,
        },
        ...restarted(running, theirs),
      ],
      expects: [ours],
    });
  }
  if (enabled !== true) {
    const [on, off]: [TimeExpectation, TimeExpectation] = [
      { about: 'enabled', is: true },
      { about: 'enabled', is: false },
    ];
    const command: TimeCommand = { kind: 'ntp.autostart', on: false };
    parts.push({
      command: { kind: 'ntp.autostart', on: true },
      undo: enabled === false ? [{ command, otherwise: null, only: on, done: off }] : [],
      expects: [on],
    });
  }
  if (moves || running !== true)
    parts.push({
      command: { kind: 'ntp.daemon', verb: running === false ? 'start' : 'restart' },
      undo: stopped(running),
      expects: [runs],
    });
  return parts;
}

/** A daemon that ran before learns of its old servers by a restart only. */
function restarted(running: boolean | null, theirs: TimeExpectation): readonly TimeUndo[] {
  if (running !== true) return [];
  return [{ command: { kind: 'ntp.daemon', verb: 'restart' }, otherwise: null, only: theirs, done: null }];
}

function stopped(running: boolean | null): readonly TimeUndo[] {
  if (running !== false) return [];
  const [runs, rests]: [TimeExpectation, TimeExpectation] = [
    { about: 'running', is: true },
    { about: 'running', is: false },
  ];
  return [{ command: { kind: 'ntp.daemon', verb: 'stop' }, otherwise: null, only: runs, done: rests }];
}
