/**
 * Many hosts beside what people use else, in the same run, on this box, whose time the hosts take as well. Two tables: one
 * OpenSSH server under many names, where the way to a host is what costs; and a full state of simulated hosts, each with a
 * port of its own, whose one process is slower than any client: there the ratios say little of the clients.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { WHOLE_STATE } from '../src/core/esxi/needs.ts';
import { BackOff, inMemory } from '../src/hosts/back-off.ts';
import { collect } from '../src/hosts/collect.ts';
import { LIMITS } from '../src/hosts/limits.ts';
import type { Login } from '../src/hosts/login.ts';
import { Pool } from '../src/hosts/pool.ts';
import { VERSION_QUERY } from '../src/hosts/queries.ts';
import { runBatch } from '../src/hosts/run-batch.ts';
import { type Connection, connect } from '../src/hosts/ssh.ts';
import { missing, passwordsMissing, startSshd } from '../test/openssh/sshd.ts';
import { unlisted } from '../test/support/query.ts';
import { benchHosts } from './hosts.ts';
import { clientFiles, endMasters, type Files, type Rival, rivals } from './rivals.ts';
import { sweepBench } from './sweep.ts';

const HOSTS = Number(process.env.BENCH_HOSTS ?? 200);
const AT_ONCE = [10, 50];
/** Every figure is the mean of so many runs. */
const RUNS = 2;
/** ansible needs so long for a host that it is given a part of them. */
const FEW = Math.ceil(HOSTS / 4);

export interface Line {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly aim?: string;
  readonly met?: boolean;
}

type Say = (text: string) => void;
/** What we do on each host; it throws where that is not whole. */
type Work = (live: Connection, signal?: AbortSignal) => Promise<void>;

/** The hosts of a table, and the same work as a command line for the others. */
interface Subject {
  readonly logins: readonly Login[];
  readonly files: Files;
  readonly work: Work;
  readonly line: string;
}

type Add = (what: string, value: number, unit: string, aim?: string, met?: boolean) => void;

/** Every figure with its aim. Where a run fails on one host, the figure is not there, and that is said. */
export async function collectBench(say: (line: string) => void): Promise<Line[]> {
  const lines: Line[] = [];
  const add: Add = (what, value, unit, aim, met) => {
    lines.push({ what, value, unit, ...(aim && { aim }), ...(met !== undefined && { met }) });
    const told = aim === undefined ? '' : `   aim ${aim}: ${met ? 'met' : 'MISSED'}`;
    say(`${what.padEnd(66)} ${value.toFixed(2).padStart(8)} ${unit}${told}`);
  };
  say(`means of ${RUNS} runs; ansible on ${FEW} hosts`);
  if (missing === null) await onSshd(add, say);
  else say(`skipped: ${missing}`);
  await onSimulated(add, say);
  await sweepBench(add);
  return lines;
}

async function onSshd(add: Add, say: Say): Promise<void> {
  say(`\nOne OpenSSH server under ${HOSTS} names, one command each`);
  const shell = passwordsMissing === null ? { shell: '/bin/sh' } : {};
  const sshd = await startSshd(['LogLevel ERROR'], shell).catch(() => startSshd());
  try {
    const logins = Array.from({ length: HOSTS }, (_, i) => sshd.login({ name: `h${i}` }));
    const files = clientFiles(sshd.folder, logins[0]!.user, portsOf(logins));
    const work: Work = async (live) => {
      const { end } = await runBatch(live, [VERSION_QUERY], LIMITS.command);
      if (end !== 'complete') throw new Error(`${live.login.name}: ${end}`);
    };
    await ours(logins.slice(0, 20), 10, work); // warm code
    for (const atOnce of AT_ONCE)
      await table({ logins, files, work, line: `${VERSION_QUERY.text}; true` }, atOnce, add, say);
    await oneExec(logins[0]!, add);
  } finally {
    await sshd.close();
  }
}

async function onSimulated(add: Add, say: Say): Promise<void> {
  say(`\n${HOSTS} simulated hosts, 7.0.3, in one process; a full state of each`);
  const folder = mkdtempSync(join(tmpdir(), 'vmkbot-bench-'));
  for (const name of ['host', 'user']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, name)]);
  }
  const lab = await benchHosts({ count: HOSTS, hostKey: join(folder, 'host'), publicKey: join(folder, 'user.pub') });
  try {
    const logins = lab.hosts.map(({ port, pin }, i): Login => {
      const credential = { kind: 'key', key: { file: join(folder, 'user') } } as const;
      return { name: `h${i}`, address: '127.0.0.1', port, user: 'root', credential, hostKey: pin };
    });
    const files = clientFiles(folder, 'root', portsOf(logins));
    const line = await stateLine(logins[0]!);
    const work: Work = async (live, signal) => {
      const { host, notes } = await collect(live, { limits: LIMITS, now: Date.now, signal });
      if (notes.length > 0) throw new Error(`${host}: ${notes}`);
    };
    await ours(logins.slice(0, 20), 10, work);
    for (const atOnce of AT_ONCE) await table({ logins, files, work, line }, atOnce, add, say);
  } finally {
    lab.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const portsOf = (logins: readonly Login[]) => new Map(logins.map(({ name, port }) => [name, port]));

const around = () => ({ limits: LIMITS, env: process.env, backOff: new BackOff(inMemory(), Date.now) });

/** All commands of a full state as one line, as somebody would have to know them beforehand. */
async function stateLine(login: Login): Promise<string> {
  const live = await connect(login, around());
  const { answers } = await collect(live, { limits: LIMITS, now: Date.now, needs: WHOLE_STATE });
  await live.close();
  return `${answers.map(({ query }) => query.text).join('; ')}; true`;
}

/** How many hosts a second, logged in to anew and over kept connections, and the milliseconds of our own CPU a host. */
async function ours(
  logins: readonly Login[],
  atOnce: number,
  work: Work,
): Promise<{ cold: number; kept: number; cpu: number }> {
  const pool = new Pool({ ...around(), concurrency: atOnce, keep: 60_000 });
  const sweep = () => Promise.all(logins.map((login) => pool.use(login, work)));
  try {
    const before = process.cpuUsage();
    const cold = await rate(logins.length, sweep);
    const { user, system } = process.cpuUsage(before);
    return { cold, kept: await rate(logins.length, sweep), cpu: (user + system) / 1000 / logins.length };
  } finally {
    await pool.close();
  }
}

async function table({ logins, files, work, line }: Subject, atOnce: number, add: Add, say: Say): Promise<void> {
  const names = logins.map(({ name }) => name);
  const own: Awaited<ReturnType<typeof ours>>[] = [];
  const rates = new Map<string, number[]>();
  for (let run = 0; run < RUNS; run++) {
    own.push(await ours(logins, atOnce, work));
    for (const [name, rival] of Object.entries(rivals(files))) {
      const some = name.startsWith('ansible') ? names.slice(0, FEW) : names;
      const found = await rivalRate(rival, some, atOnce, line, name.startsWith('Control')).catch((fault) => fault);
      if (typeof found === 'number') rates.set(name, [...(rates.get(name) ?? []), found]);
      else
        say(found === null ? `${name}: not here, so not measured` : `${name}: FAILED, so no figure: ${found.message}`);
    }
    endMasters(files, names);
  }
  const cold = mean(own.map((each) => each.cold));
  const kept = mean(own.map((each) => each.kept));
  const cpu = mean(own.map((each) => each.cpu));
  add(`vmkbot, cold, ${atOnce} at once`, cold, 'hosts/s');
  add(`vmkbot, connections kept, ${atOnce} at once`, kept, 'hosts/s');
  for (const [name, found] of rates) add(`${name}, ${atOnce} at once`, mean(found), 'hosts/s');
  const of = (...among: string[]) =>
    Math.max(...among.flatMap((name) => (rates.get(name)?.length ? [mean(rates.get(name)!)] : [])));
  const ratio = (what: string, value: number, least: number) =>
    Number.isFinite(value) && value > 0 && add(what, value, 'x', `>= ${least}`, value >= least);
  ratio('  cold beside the best of xargs ssh, pdsh, clush', cold / of('xargs ssh', 'pdsh', 'clush'), 3);
  ratio('  cold beside ansible raw', cold / of('ansible raw'), 4);
  ratio('  kept beside warm ControlMaster', kept / of('ControlMaster, warm'), 2);
  add(`  client CPU a host, cold`, cpu, 'ms', '<= 5', cpu <= 5);
}

/** A warm run is the second one. */
async function rivalRate(
  rival: Rival,
  names: readonly string[],
  atOnce: number,
  line: string,
  isWarm: boolean,
): Promise<number | null> {
  if (isWarm) await rival(names, atOnce, 'true');
  const begun = performance.now();
  const running = rival(names, atOnce, line);
  if (running === null) return null;
  await running;
  return names.length / ((performance.now() - begun) / 1000);
}

async function rate(count: number, work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return count / ((performance.now() - begun) / 1000);
}

const mean = (all: readonly number[]) => all.reduce((sum, each) => sum + each, 0) / all.length;

/** Twelve commands as one exec, beside twelve execs and beside one command, on one kept connection. */
async function oneExec(login: Login, add: Add): Promise<void> {
  const live = await connect(login, around());
  const echo = unlisted('echo', 'x');
  const timed = async (work: () => Promise<unknown>) => {
    const times: number[] = [];
    for (let i = 0; i < 25; i++) times.push(1000 / (await rate(1, work)));
    return mean(times);
  };
  const one = await timed(() => runBatch(live, [echo], 5000));
  const twelve = await timed(() => runBatch(live, Array(12).fill(echo), 5000));
  const each = await timed(async () => {
    for (let i = 0; i < 12; i++) await runBatch(live, [echo], 5000);
  });
  await live.close();
  add('one command, one exec', one, 'ms');
  add('twelve commands, one exec', twelve, 'ms');
  add('  twelve as one exec beside one command', twelve / one, 'x', '<= 1.5', twelve / one <= 1.5);
  add('  twelve execs beside twelve as one', each / twelve, 'x');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await collectBench((line) => process.stdout.write(`${line}\n`));
}
