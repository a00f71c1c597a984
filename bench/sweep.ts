/** Sweeps of simulated hosts whose calls take time, and among which some are dead or hang. They run in a process of their own. */
import { BackOff, inMemory } from '../src/hosts/back-off.ts';
import { LIMITS } from '../src/hosts/limits.ts';
import type { Login } from '../src/hosts/login.ts';
import { Pool } from '../src/hosts/pool.ts';
import { firstQueries } from '../src/hosts/queries.ts';
import { runBatch } from '../src/hosts/run-batch.ts';
import { benchHosts } from './hosts.ts';

const COUNT = 60;
const AT_ONCE = 10;
const SECONDS = 0.7;
/** Three calls of esxcli. */
const CALLS = firstQueries(['vmknics', 'uplinks', 'dns'], { product: 'ESXi', version: '7.0.3' }).filter(({ text }) =>
  text.startsWith('esxcli'),
);

type Add = (what: string, value: number, unit: string, aim?: string, met?: boolean) => void;

export async function sweepBench(add: Add): Promise<void> {
  const lab = await benchHosts({ count: COUNT, secondsPerCall: SECONDS });
  try {
    const logins = lab.hosts.map(({ port, pin }, i): Login => {
      const credential = { kind: 'password', password: { env: 'SWEEP_PASSWORD' } } as const;
      return { name: `esx-${i}`, address: '127.0.0.1', port, user: 'root', credential, hostKey: pin };
    });
    const ideal = (COUNT / AT_ONCE) * (await sweep(logins.slice(0, 1), 1));
    const took = await sweep(logins, COUNT);
    add(
      `sweep of ${COUNT} hosts, ${SECONDS} s a call, ${AT_ONCE} at once, beside the ideal`,
      took / ideal,
      'x',
      '<= 1.3',
      took / ideal <= 1.3,
    );
    await lab.silence();
    const late = await sweep(logins, COUNT - Math.ceil(COUNT / 5));
    add(
      'the same, every fifth host silent: when the last answering one was done',
      late / took,
      'x',
      '<= 1.3',
      late / took <= 1.3,
    );
  } finally {
    lab.close();
  }
}

/** Milliseconds until the last host that answered was done; no fewer than `least` may answer. */
async function sweep(logins: readonly Login[], least: number): Promise<number> {
  const env = { SWEEP_PASSWORD: 'lab' };
  const around = { limits: { ...LIMITS, login: 8000 }, env, backOff: new BackOff(inMemory(), Date.now) };
  const pool = new Pool({ ...around, concurrency: AT_ONCE, keep: 1000 });
  const begun = performance.now();
  const read = async (login: Login) => {
    const { end } = await pool.use(login, (live) => runBatch(live, CALLS, 20_000));
    return end === 'complete' ? [performance.now() - begun] : [];
  };
  const ends = (await Promise.all(logins.map((login) => read(login).catch(() => [])))).flat();
  await pool.close();
  if (ends.length < least) throw new Error(`only ${ends.length} of ${least} hosts were read`);
  return Math.max(...ends);
}
