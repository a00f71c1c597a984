/** Collecting from many hosts, beside OpenSSH's client, pdsh, clush and ansible against the same server in the same run. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BackOff, inMemory } from '../src/hosts/back-off.ts';
import { LIMITS } from '../src/hosts/limits.ts';
import type { Login } from '../src/hosts/login.ts';
import { Pool } from '../src/hosts/pool.ts';
import { type Query, VERSION_QUERY } from '../src/hosts/queries.ts';
import { runBatch } from '../src/hosts/run-batch.ts';
import { missing, passwordsMissing, type Sshd, startSshd } from '../test/openssh/sshd.ts';
import { unlisted } from '../test/support/query.ts';
import { sweepBench } from './sweep.ts';

const HOSTS = Number(process.env.BENCH_HOSTS ?? 200);
const AT_ONCE = [10, 50];
const ONE: readonly Query[] = [VERSION_QUERY];
const TWELVE: readonly Query[] = [
  ...ONE,
  ...[
    'esxcfg-vmknic -l',
    'esxcli network ip route ipv4 list',
    'esxcli network ip interface tag get -i vmk0',
    'esxcli network ip interface tag get -i vmk1',
    'esxcli network vswitch standard portgroup list',
    'esxcli network nic list',
    ...['ipv4 list', 'ipv6 list', 'x', 'y', 'z'].map((end) => `esxcli network ip route ${end}`),
  ].map((line) => unlisted(...line.split(' '))),
];

export interface Line {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly aim?: string;
  readonly met?: boolean;
}

const names = Array.from({ length: HOSTS }, (_, i) => `h${i}`);
const lineOf = (queries: readonly Query[]) => queries.map(({ text }) => text).join('; ');

/** How many hosts a second, each with its own login. */
async function ours(
  sshd: Sshd,
  atOnce: number,
  commands: readonly Query[],
): Promise<{ cold: number; kept: number; cpu: number }> {
  const around = { limits: LIMITS, env: process.env, backOff: new BackOff(inMemory(), Date.now) };
  const pool = new Pool({ ...around, concurrency: atOnce, keep: 60_000, patience: 60_000 });
  const logins = names.map((name): Login => sshd.login({ name }));
  const sweep = () =>
    Promise.all(
      logins.map((login) =>
        pool.use(login, async (live) => {
          const { end } = await runBatch(live, commands, 20_000);
          if (end !== 'complete') throw new Error(`${login.name}: ${end}`);
        }),
      ),
    );
  const before = process.cpuUsage();
  const cold = await rate(sweep);
  const { user, system } = process.cpuUsage(before);
  const kept = await rate(sweep);
  await pool.close();
  return { cold, kept, cpu: (user + system) / 1000 / HOSTS };
}

async function rate(sweep: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await sweep();
  return HOSTS / ((performance.now() - begun) / 1000);
}

/** Another program on the same hosts; null where it is not here. */
async function theirs(
  program: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
  input = '',
): Promise<number | null> {
  if (!has(program === 'xargs' ? 'ssh' : program)) return null;
  return rate(
    () =>
      new Promise<void>((resolve, reject) => {
        const child = spawn(program, words, { env: { ...process.env, ...env }, stdio: ['pipe', 'ignore', 'pipe'] });
        let said = '';
        child.stderr.on('data', (chunk) => {
          said += chunk;
        });
        child.stdin.end(input);
        child.once('exit', (status) =>
          status === 0 ? resolve() : reject(new Error(`${program} ended with ${status}: ${said.slice(0, 400)}`)),
        );
      }),
  );
}

function has(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function clientFiles(sshd: Sshd): { config: string; master: string; inventory: string } {
  const common = `Host h*\n  HostName 127.0.0.1\n  Port ${sshd.port}\n  User ${sshd.login().user}\n  IdentityFile ${sshd.folder}/user\n  IdentitiesOnly yes\n  HostKeyAlias lab\n  UserKnownHostsFile ${sshd.folder}/known\n  StrictHostKeyChecking yes\n  LogLevel ERROR\n`;
  const key = execFileSync('cut', ['-d', ' ', '-f', '1,2', join(sshd.folder, 'host.pub')]).toString();
  const [config, master, inventory] = ['ssh.conf', 'master.conf', 'inventory'].map((name) => join(sshd.folder, name));
  mkdirSync(join(sshd.folder, 'm'));
  writeFileSync(join(sshd.folder, 'known'), `lab ${key}`);
  writeFileSync(config!, common);
  writeFileSync(master!, `${common}  ControlMaster auto\n  ControlPersist 120\n  ControlPath ${sshd.folder}/m/%n\n`);
  writeFileSync(inventory!, `${names.join('\n')}\n[all:vars]\nansible_ssh_common_args=-F ${config}\n`);
  return { config: config!, master: master!, inventory: inventory! };
}

type Rates = Record<string, number | null>;

async function baselines(atOnce: number, command: string, files: ReturnType<typeof clientFiles>): Promise<Rates> {
  const all = names.join(',');
  const list = names.join('\n');
  const xargs = (file: string) =>
    theirs('xargs', ['-P', String(atOnce), '-I{}', 'ssh', '-F', file, '{}', `${command}; true`], {}, list);
  const pdsh = ['-R', 'ssh', '-f', String(atOnce), '-w', all, `${command}; true`];
  const clush = ['-f', String(atOnce), '-o', `-F ${files.config}`, '-w', all, `${command}; true`];
  const ansible = ['-i', files.inventory, 'all', '-m', 'raw', '-f', String(atOnce), '-a', `${command}; true`];
  const quiet = {
    ANSIBLE_SSH_ARGS: '-C -o ControlMaster=no',
    ANSIBLE_HOST_KEY_CHECKING: 'True',
    ANSIBLE_LOCALHOST_WARNING: '0',
  };
  const rates: Rates = {
    'xargs ssh': await xargs(files.config),
    pdsh: await theirs('pdsh', pdsh, { PDSH_SSH_ARGS_APPEND: `-F ${files.config}` }),
    clush: await theirs('clush', clush),
    ansible: await theirs('ansible', ansible, quiet),
  };
  await xargs(files.master); // opens the masters
  rates['warm ControlMaster'] = await xargs(files.master);
  for (const name of names) execFileSync('ssh', ['-F', files.master, '-O', 'exit', name], { stdio: 'ignore' });
  return rates;
}

/** Every figure with its aim, as told in the README. */
export async function collectBench(say: (line: string) => void): Promise<Line[]> {
  if (missing !== null) {
    say(`skipped: ${missing}`);
    return [];
  }
  const shell = passwordsMissing === null ? { shell: '/bin/sh' } : {};
  const sshd = await startSshd(['LogLevel ERROR'], shell).catch(() => startSshd());
  const lines: Line[] = [];
  const add = (what: string, value: number, unit: string, aim?: string, met?: boolean) => {
    lines.push({ what, value, unit, ...(aim && { aim }), ...(met !== undefined && { met }) });
    say(
      `${what.padEnd(62)} ${value.toFixed(2).padStart(8)} ${unit}${aim ? `   aim ${aim}: ${met ? 'met' : 'MISSED'}` : ''}`,
    );
  };
  try {
    const files = clientFiles(sshd);
    await ours(sshd, 10, ONE); // warm code
    for (const atOnce of AT_ONCE) {
      const own = await ours(sshd, atOnce, ONE);
      const others = await baselines(atOnce, lineOf(ONE), files);
      const again = await ours(sshd, atOnce, ONE);
      const [cold, kept] = [(own.cold + again.cold) / 2, (own.kept + again.kept) / 2];
      add(`vmkbot, cold, ${atOnce} at once`, cold, 'hosts/s');
      for (const [name, found] of Object.entries(others)) {
        if (found === null) say(`${name}: not here, so not measured`);
        else add(`${name}, ${atOnce} at once`, found, 'hosts/s');
      }
      const best = Math.max(...['xargs ssh', 'pdsh', 'clush'].map((name) => others[name] ?? 0));
      add(`cold beside the best of xargs ssh, pdsh, clush`, cold / best, 'x', '>= 3', cold / best >= 3);
      if (others.ansible)
        add(`cold beside ansible raw`, cold / others.ansible, 'x', '>= 4', cold / others.ansible >= 4);
      add(`vmkbot, connections kept, ${atOnce} at once`, kept, 'hosts/s');
      const warm = others['warm ControlMaster'];
      if (warm) add(`kept beside warm ControlMaster`, kept / warm, 'x', '>= 2', kept / warm >= 2);
      add(
        `client CPU a host, cold, ${atOnce} at once`,
        Math.min(own.cpu, again.cpu),
        'ms',
        '<= 5',
        Math.min(own.cpu, again.cpu) <= 5,
      );
    }
    await fullState(sshd, files, add);
    await oneExec(sshd, add);
  } finally {
    await sshd.close();
  }
  await sweepBench(add);
  return lines;
}

type Add = (what: string, value: number, unit: string, aim?: string, met?: boolean) => void;

async function fullState(sshd: Sshd, files: ReturnType<typeof clientFiles>, add: Add): Promise<void> {
  const own = await ours(sshd, 10, TWELVE);
  const other = await theirs(
    'xargs',
    ['-P', '10', '-I{}', 'ssh', '-F', files.config, '{}', `${lineOf(TWELVE)}; true`],
    {},
    names.join('\n'),
  );
  add('twelve commands a host, cold, 10 at once', own.cold, 'hosts/s');
  if (other !== null) add('the same beside xargs ssh', own.cold / other, 'x');
}

/** Twelve commands as one exec, beside twelve execs and beside one command, on one kept connection. */
async function oneExec(sshd: Sshd, add: Add): Promise<void> {
  const around = { limits: LIMITS, env: process.env, backOff: new BackOff(inMemory(), Date.now) };
  const pool = new Pool({ ...around, concurrency: 1, keep: 60_000 });
  const echo = unlisted('echo', 'x');
  await pool.use(sshd.login(), async (live) => {
    const [one, twelve, each] = [
      await median(() => runBatch(live, [echo], 5000)),
      await median(() => runBatch(live, Array(12).fill(echo), 5000)),
      await median(async () => {
        for (let i = 0; i < 12; i++) await runBatch(live, [echo], 5000);
      }),
    ];
    add('one command, one exec', one, 'ms');
    add('twelve commands, one exec', twelve, 'ms');
    add('twelve as one exec beside one command', twelve / one, 'x', '<= 1.5', twelve / one <= 1.5);
    add('twelve execs beside twelve as one', each / twelve, 'x');
  });
  await pool.close();
}

async function median(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 25; i++) {
    const begun = performance.now();
    await run();
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[12]!;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await collectBench((line) => process.stdout.write(`${line}\n`));
}
