import { toNumber } from './addresses.ts';
import type { Machine } from './machine.ts';
import { allows, pathOf } from './network.ts';
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
}

const POLL_SECONDS = 64;
/** ntpd does not follow a server whose time is further off than this (ntp.md N18). */
const PANIC_MS = 1_000_000;
const UNREACHED = { stratum: 16, refid: '.INIT.', reach: 0, offsetMs: 0 };

/** The servers with what their answers say: daemon, firewall, name and route must all let them through (ntp.md 2). */
export function peersOf(machine: Machine): Peer[] {
  const { state, world } = machine;
  let chosen = false;
  return state.config.ntp.servers.map((server) => {
    const address = toNumber(server) === null ? (world.names[server] ?? server) : server;
    const answer = reaches(machine, address) ? world.timeServers[address] : undefined;
    const seen = answer === undefined ? UNREACHED : { ...answer, reach: reachOf(machine) };
    const offsetMs = answer === undefined ? 0 : answer.offsetMs - state.clockOffsetMs - machine.faults.clockMs;
    const selected = !chosen && seen.reach > 0 && Math.abs(offsetMs) <= PANIC_MS;
    chosen ||= selected;
    return { server, address, ...seen, offsetMs, selected };
  });
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
function reachOf({ ntpSince, timeScale }: Machine): number {
  const polls = Math.floor(((Date.now() - ntpSince) * timeScale) / 1000 / POLL_SECONDS) + 1;
  return polls >= 8 ? 0o377 : 2 ** polls - 1;
}

const HEAD = '     remote           refid      st t when poll reach   delay   offset  jitter';

/** `ntpq -p` and `-pn`. */
export function ntpqTable(machine: Machine, numbers: boolean): string {
  const rows = peersOf(machine).map((peer) => {
    const reached = peer.reach > 0;
    const cells = [
      `${peer.selected ? '*' : reached ? '+' : ' '}${(numbers ? peer.address : peer.server).slice(0, 15).padEnd(15)}`,
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
