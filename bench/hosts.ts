/** Simulated hosts for a benchmark, in a process apart from the one that is measured. */
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startHost } from '../src/lab/esxi/index.ts';

/** What each host is: how long a call takes it, and the files of the one host key and of who may log in by key. */
export interface Wish {
  readonly count: number;
  readonly secondsPerCall?: number;
  readonly hostKey?: string;
  readonly publicKey?: string;
}

export interface BenchHosts {
  readonly hosts: readonly { readonly port: number; readonly pin: string }[];
  /** Lets every fifth one hang before it says a word. */
  silence(): Promise<void>;
  close(): void;
}

export async function benchHosts(wish: Wish): Promise<BenchHosts> {
  const child = fork(fileURLToPath(import.meta.url), [], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, WISH: JSON.stringify(wish) },
  });
  const hosts = await told<BenchHosts['hosts']>(child);
  return {
    hosts,
    async silence() {
      child.send('silence');
      await told(child);
    },
    close: () => void child.kill(),
  };
}

const told = <T>(child: ChildProcess) =>
  new Promise<T>((resolve, reject) => {
    child.once('message', (said) => resolve(said as T));
    child.once('exit', (status) => reject(new Error(`the hosts ended with ${status}`)));
  });

async function serve({ count, secondsPerCall = 0, hostKey, publicKey }: Wish): Promise<void> {
  const keys = publicKey === undefined ? [] : [readFileSync(publicKey, 'utf8')];
  const options = {
    accounts: { root: { password: 'lab', keys } },
    ...(hostKey && { hostKey: readFileSync(hostKey, 'utf8') }),
  };
  const hosts = await Promise.all(Array.from({ length: count }, () => startHost(options)));
  for (const host of hosts) host.faults.secondsPerCall = secondsPerCall;
  process.send!(hosts.map(({ port, hostKeyFingerprint }) => ({ port, pin: hostKeyFingerprint })));
  process.on('message', () => {
    hosts.forEach((host, i) => {
      if (i % 5 === 0) host.faults.hang = 'banner';
    });
    process.send!('silent');
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await serve(JSON.parse(process.env.WISH!));
