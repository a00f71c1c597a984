/** From what a host has to what is wanted: the commands, what takes each back, and what must be read afterwards. */
import type { EsxiVersion } from '../../esxi/version.ts';
import { contains, readIpv4, readPrefix } from '../../net/address.ts';
import { hasNtpSet, isOld, type TimeCommand } from './command.ts';
import { sameNames, type TimeExpectation, type TimeUndo } from './expectation.ts';
import type { TimeListing } from './listing.ts';
import { type Part, stopped } from './part.ts';
import { storeParts } from './store-steps.ts';

export interface TimeSteps {
  readonly commands: readonly TimeCommand[];
  /** The last one first. */
  readonly undo: readonly TimeUndo[];
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
