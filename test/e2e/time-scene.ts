import { type SimulatedHost, startHost } from '../../src/lab/esxi/index.ts';
import { scenarios } from '../../src/lab/scenarios/index.ts';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { SCALE } from '../changes/support.ts';

/** A good server beside the one of each scenario. */
export const GOOD = '10.59.9.124';

/**
 * The host of a scenario at twenty past by the time that its servers have, far from its hourly save; so its clock is as far from the
 * bot's as the hour is from that.
 */
export async function timeHost(name: string): Promise<SimulatedHost> {
  const { state, world } = scenarios().find((each) => each.name === name)!.hosts[0]!;
  const shift = 20 * 60_000 - (Date.now() % 3_600_000);
  state.clockOffsetMs += shift;
  const good = { stratum: 2, refid: '192.0.2.123', offsetMs: 0 };
  const servers = Object.entries({ ...world.timeServers, [GOOD]: good });
  const shifted = servers.map(([address, each]) => [address, { ...each, offsetMs: each.offsetMs + shift }] as const);
  const around = { ...world, timeServers: Object.fromEntries(shifted) };
  return await startHost({ state, world: around, timeScale: SCALE, bootMs: 30 });
}

export const timePolicies = ({ person }: Workspace) => {
  const [oncall, netops] = ['oncall', 'netops'].map((name) => person(name).id);
  return `policies: [{ groups: [time, pair], changes: [route, ntp], ask: { users: [${oncall}] }, approve: { users: [${netops}] }, timer: 600s }]`;
};
