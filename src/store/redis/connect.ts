import { Redis } from 'ioredis';
import type { Problem } from '../../problem.ts';
import { storeProblem } from '../problems.ts';
import { SCRIPTS } from './scripts.ts';

const CONNECT_MS = 3_000;
const COMMAND_MS = 3_000;

/** A connection that fails fast: nothing waits in a queue for a Redis that is gone, and no command is sent a second time. */
export function connect(address: string): Redis {
  const redis = new Redis(address, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    commandTimeout: COMMAND_MS,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times) => Math.min(100 * 2 ** times, 3_000),
  });
  redis.on('error', () => {}); // each command tells its own fault; without a listener the process would end
  for (const [name, script] of Object.entries(SCRIPTS)) redis.defineCommand(name, { ...script });
  return redis;
}

/** Runs a command; what goes wrong becomes a `Problem` that names the server without its password. */
export async function ask<T>(address: string, work: () => Promise<unknown>): Promise<T> {
  try {
    return (await work()) as T;
  } catch (fault) {
    throw notAnswered(address, fault);
  }
}

function notAnswered(address: string, fault: unknown): Problem {
  const { message } = fault instanceof Error ? fault : { message: String(fault) };
  return storeProblem(
    `Redis at ${hostOf(address)} does not do what it was asked: ${message.replaceAll(address, hostOf(address))}.`,
    'Nothing that needs it is started until it answers.',
  );
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host || 'localhost' : 'the address in VMKBOT_STORE';
}
