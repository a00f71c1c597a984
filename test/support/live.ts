import { createHook } from 'node:async_hooks';
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

/** What keeps a process alive: sockets, servers, timers, child processes, look-ups of names. */
const HANDLES =
  /^(TCPWRAP|TCPSERVERWRAP|TCPCONNECTWRAP|PIPEWRAP|PIPESERVERWRAP|Timeout|PROCESSWRAP|GETADDRINFOREQWRAP)$/;
/** Made by our own code or by ssh2 for it, and not by whoever runs the tests. */
const OURS = /[/\\](?:src|commands|test[/\\]support|node_modules[/\\]ssh2)[/\\]/;

interface Made {
  readonly type: string;
  readonly resource: { hasRef?(): boolean };
  readonly where: string;
}

/**
 * Runs a test body and fails where something that was made meanwhile stays open. Each thing is followed by itself: of mere
 * numbers, what an earlier test left and now closes would hide what this one leaves.
 */
export async function leavesNothingOpen(body: () => Promise<void>): Promise<void> {
  const made = new Map<number, Made>();
  const hook = createHook({
    init(id, type, _, resource) {
      const where = HANDLES.test(type) ? placeOf() : undefined;
      if (where !== undefined) made.set(id, { type, resource, where });
    },
    destroy: (id) => void made.delete(id),
  }).enable();
  const left = () =>
    [...made.values()]
      .filter(({ resource }) => resource.hasRef?.() !== false)
      .map(({ type, where }) => `${type}${where}`);
  try {
    await body();
    // Closing takes a few turns of the event loop.
    for (let i = 0; i < 80 && left().length > 0; i++) await new Promise((resolve) => setTimeout(resolve, 25));
    expect(left(), `left open: ${left().join('; ')}`).toEqual([]);
  } finally {
    hook.disable();
  }
}

function placeOf(): string | undefined {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 40;
  const { stack = '' } = new Error('made here');
  Error.stackTraceLimit = before;
  const lines = stack.split('\n').slice(1);
  const ours = lines.filter(
    (line) => OURS.test(line) && !line.includes('placeOf') && !/[/\\]support[/\\]live\./.test(line),
  );
  return ours.length === 0 ? undefined : `\n${ours.slice(0, 4).join('\n')}`;
}
