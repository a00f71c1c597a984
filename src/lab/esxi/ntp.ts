import { toNumber } from './addresses.ts';
import type { Machine } from './machine.ts';
import { allows, pathOf } from './network.ts';
import type { SimulatedState } from './state.ts';
import { atLeast, isClassic } from './versions.ts';

/** A server as ntpd sees it. */
export interface Peer {
  readonly server: string;
  readonly address: string;
  readonly stratum: number;
  readonly refid: string;
  /** The last eight polls, as bits. */
  readonly reach: number;
  readonly offsetMs: number;
  readonly selected: boolean;
  readonly dispersionMs: number;
}

const POLL_SECONDS = 64;
/** ntpd does not follow a server whose time is further off than this (ntp.md N18). */
const PANIC_MS = 1_000_000;
const UNREACHED = { stratum: 16, refid: '.INIT.', reach: 0, offsetMs: 0, dispersionMs: 0 };
/** Nor one that is itself so far from its reference, unless `tos maxdist` allows more seconds (ntp.md N17, N28). */
const DISPERSION_MS = 1500;
/** After so many polls a daemon that was started here has set the clock; one that runs already is as the state tells. */
const POLLS_TO_STEP = 5;

/** The servers with what their answers say: daemon, firewall, name and route must all let them through (ntp.md 2). */
export function peersOf(machine: Machine): Peer[] {
  const { state, world } = machine;
  let chosen = false;
  return (machine.ntpAsks ?? state.config.ntp.servers).map((server) => {
    const address = toNumber(server) === null ? (world.names[server] ?? server) : server;
    const answer = reaches(machine, address) ? world.timeServers[address] : undefined;
    const seen = answer === undefined ? UNREACHED : { dispersionMs: 0, ...answer, reach: reachOf(machine) };
    const offsetMs = answer === undefined ? 0 : answer.offsetMs - state.clockOffsetMs - machine.faults.clockMs;
    const fit = seen.stratum < 16 && seen.dispersionMs <= maxDistance(state) && Math.abs(offsetMs) <= PANIC_MS;
    const selected = !chosen && seen.reach > 0 && fit;
    chosen ||= selected;
    if (selected && machine.ntpAsks !== null && pollsOf(machine) >= POLLS_TO_STEP) {
      state.clockOffsetMs += offsetMs;
      return { server, address, ...seen, offsetMs: 0, selected };
    }
    return { server, address, ...seen, offsetMs, selected };
  });
}

function maxDistance({ config }: SimulatedState): number {
  const said = config.ntp.directives.map((line) => /^\s*tos\s+maxdist\s+(\d+)/.exec(line)?.[1]);
  return Math.max(DISPERSION_MS, ...said.map((seconds) => Number(seconds ?? 0) * 1000));
}

/** `ntpq -c rv`: what the daemon thinks of itself. */
export function ntpqVariables(machine: Machine): string {
  const peer = syncOf(machine);
  const [first] = peersOf(machine);
  const dispersion = (peer ?? first)?.dispersionMs ?? 0;
  const status = peer === null ? 'status=c016 leap_alarm, sync_unspec' : 'status=0615 leap_none, sync_ntp';
  return [
    `associd=0 ${status}, 1 event, clock_sync,`,
    'version="ntpd 4.2.8p15", processor="x86_64", system="VMkernel",',
    `leap=${peer === null ? '11' : '00'}, stratum=${peer === null ? 16 : peer.stratum + 1}, precision=-23, rootdelay=0.744, rootdisp=${dispersion.toFixed(3)}, refid=${peer?.address ?? 'INIT'},`,
    `offset=${(peer?.offsetMs ?? 0).toFixed(6)}, frequency=0.000, sys_jitter=0.093`,
  ].join('\n');
}

/** The peer ntpd follows, or null. */
export function syncOf(machine: Machine): Peer | null {
  if (!machine.state.config.ntp.running) return null;
  return peersOf(machine).find(({ selected }) => selected) ?? null;
}

function reaches({ state, world }: Machine, address: string): boolean {
  if (toNumber(address) === null) return false;
  const { enabled, rulesets } = state.config.firewall;
  const rule = rulesets.find(({ id }) => id === 'ntpClient');
  const open = rule?.enabled && (rule.allowedAll || allows(rule.allowedIps, address));
  if ((atLeast(state, '5.0') || isClassic(state)) && enabled && !open) return false;
  return pathOf(state, world, { destination: address })?.delivered === true;
}

/** The register fills by one bit a poll. */
function reachOf(machine: Machine): number {
  const polls = pollsOf(machine);
  return polls >= 8 ? 0o377 : 2 ** polls - 1;
}

function pollsOf({ ntpSince, timeScale }: Machine): number {
  return Math.floor(((Date.now() - ntpSince) * timeScale) / 1000 / POLL_SECONDS) + 1;
}

/** Beside the one that is followed others are candidates; without one those that answer are rejected. */
function markOf({ selected, reach, stratum, dispersionMs }: Peer, peers: readonly Peer[]): string {
  if (selected) return '*';
  const followed = peers.some((each) => each.selected);
  return followed && reach > 0 && stratum < 16 && dispersionMs <= DISPERSION_MS ? '+' : ' ';
}

const HEAD = '     remote           refid      st t when poll reach   delay   offset  jitter';

/** `ntpq -p` and `-pn`. */
export function ntpqTable(machine: Machine, numbers: boolean): string {
  const peers = peersOf(machine);
  const rows = peers.map((peer) => {
    const reached = peer.reach > 0;
    const cells = [
      `${markOf(peer, peers)}${(numbers ? peer.address : peer.server).slice(0, 15).padEnd(15)}`,
      peer.refid.slice(0, 15).padEnd(15),
      String(peer.stratum).padStart(2),
      'u',
      (reached ? '14' : '-').padStart(4),
      '64'.padStart(4),
      peer.reach.toString(8).padStart(4),
      (reached ? 0.242 : 0).toFixed(3).padStart(8),
      peer.offsetMs.toFixed(3).padStart(8),
      (reached ? 0.093 : 0).toFixed(3).padStart(7),
    ];
    return cells.join(' ');
  });
  return [HEAD, '='.repeat(78), ...rows].join('\n');
}
