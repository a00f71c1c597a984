/** Sweeps of simulated hosts whose calls take time, and among which some are dead or hang. They run in a process of their own. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { BackOff, inMemory } from '../src/hosts/back-off.ts';
import { LIMITS } from '../src/hosts/limits.ts';
import type { Login } from '../src/hosts/login.ts';
import { Pool } from '../src/hosts/pool.ts';
import { firstQueries } from '../src/hosts/queries.ts';
import { runBatch } from '../src/hosts/run-batch.ts';

const COUNT = 60;
const AT_ONCE = 10;
const SECONDS = 0.7;
/** Three calls of esxcli. */
const CALLS = firstQueries(['vmknics', 'uplinks', 'dns'], { product: 'ESXi', version: '7.0.3' }).filter(({ text }) =>
  text.startsWith('esxcli'),
);

type Add = (what: string, value: number, unit: string, aim?: string, met?: boolean) => void;

export async function sweepBench(add: Add): Promise<void> {
  const child = fork(fileURLToPath(new URL('./sweep-hosts.ts', import.meta.url)), [], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, COUNT: String(COUNT), SECONDS: String(SECONDS) },
  });
  try {
    const hosts = await told<{ port: number; pin: string }[]>(child);
    const logins = hosts.map(
      ({ port, pin }, i): Login => ({
        name: `esx-${i}`,
        address: '127.0.0.1',
        port,
        user: 'root',
        credential: { kind: 'password', password: { env: 'SWEEP_PASSWORD' } },
        hostKey: pin,
      }),
    );
    const [alone] = await sweep(logins.slice(0, 1));
    const ideal = (COUNT / AT_ONCE) * Math.max(...alone!);
    const [all] = await sweep(logins);
    const took = Math.max(...all!);
    add(
      `sweep of ${COUNT} hosts, ${SECONDS} s a call, ${AT_ONCE} at once, beside the ideal`,
      took / ideal,
      'x',
      '<= 1.3',
      took / ideal <= 1.3,
    );
    child.send('silence');
    await told(child);
    const [mixed] = await sweep(logins);
    const late = Math.max(...mixed!);
    add(
      `the same, every fifth host silent: when the last answering one was done`,
      late / took,
      'x',
      '<= 1.3',
      late / took <= 1.3,
    );
  } finally {
    child.kill();
  }
}

const told = <T>(child: ChildProcess) =>
  new Promise<T>((resolve) => child.once('message', (said) => resolve(said as T)));

/** Milliseconds after which each host that answered was done. */
async function sweep(logins: readonly Login[]): Promise<[number[]]> {
  const env = { SWEEP_PASSWORD: 'lab' };
  const around = { limits: { ...LIMITS, login: 8000 }, env, backOff: new BackOff(inMemory(), Date.now) };
  const pool = new Pool({ ...around, concurrency: AT_ONCE, keep: 1000 });
  const begun = performance.now();
  const ends = await Promise.all(
    logins.map((login) =>
      pool
        .use(login, (live) => runBatch(live, CALLS, 20_000))
        .then(
          () => [performance.now() - begun],
          () => [],
        ),
    ),
  );
  await pool.close();
  return [ends.flat()];
}
