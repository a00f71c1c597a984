import { expect } from 'vitest';
import { BackOff, inMemory } from '../../src/hosts/back-off.ts';
import { LIMITS, type Limits } from '../../src/hosts/limits.ts';
import type { Surroundings } from '../../src/hosts/ssh.ts';
import { Problem } from '../../src/problem.ts';

/** Surroundings of one test: nothing is remembered from another. */
export function around(limits: Partial<Limits> = {}, more: Partial<Surroundings> = {}): Surroundings {
  return { limits: { ...LIMITS, ...limits }, env: process.env, backOff: new BackOff(inMemory(), Date.now), ...more };
}

/** The problem that work ends in; anything else fails the test. */
export async function faultOf(work: Promise<unknown>): Promise<Problem> {
  const fault = await work.then(
    (value) => new Error(`no fault, but ${JSON.stringify(value)?.slice(0, 200)}`),
    (thrown) => thrown,
  );
  expect(fault).toBeInstanceOf(Problem);
  return fault;
}

export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const begun = performance.now();
  const value = await work();
  return { value, ms: performance.now() - begun };
}

/** What keeps a process alive and is ours: sockets, servers, timers, child processes. */
const OURS = /^(TCPSocketWrap|TCPServerWrap|TCPConnectWrap|Timeout|ProcessWrap|GetAddrInfoReqWrap)$/;

const open = () =>
  process
    .getActiveResourcesInfo()
    .filter((name) => OURS.test(name))
    .sort();

/** Runs a test body and fails where it leaves something open that was not before. */
export async function leavesNothingOpen(body: () => Promise<void>): Promise<void> {
  const before = counted(open());
  await body();
  let left: string[] = [];
  for (let i = 0; i < 40; i++) {
    left = surplus(before, counted(open()));
    if (left.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 25)); // closing takes a few turns of the event loop
  }
  expect(left).toEqual([]);
}

function counted(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

const surplus = (before: Map<string, number>, now: Map<string, number>) =>
  [...now].flatMap(([name, n]) => (n > (before.get(name) ?? 0) ? [`${n - (before.get(name) ?? 0)} ${name}`] : []));
