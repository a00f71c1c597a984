/** A simulated host whose route is changed for a benchmark, in a process apart from the one that is measured. */
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { hostState, router, startHost } from '../src/lab/esxi/index.ts';

const SECONDS = 0.7;

export interface ChangeHost {
  readonly port: number;
  readonly pin: string;
  /** From now on each call of an ESXi program takes its time. */
  slow(): Promise<void>;
  /** What was run on it since then, in order. */
  history(): Promise<readonly string[]>;
  close(): void;
}

/** Lets in root by the password `lab` and by the public key in this file. */
export async function changeHost(publicKey: string): Promise<ChangeHost> {
  const child = fork(fileURLToPath(import.meta.url), [], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, PUBLIC_KEY: publicKey },
  });
  const ask = async <T>(what: string) => {
    child.send(what);
    return await told<T>(child);
  };
  const { port, pin } = await told<{ port: number; pin: string }>(child);
  return {
    port,
    pin,
    slow: () => ask<void>('slow'),
    history: () => ask<readonly string[]>('history'),
    close: () => void child.kill(),
  };
}

const told = <T>(child: ChildProcess) =>
  new Promise<T>((resolve, reject) => {
    child.once('message', (said) => resolve(said as T));
    child.once('exit', (status) => reject(new Error(`the host ended with ${status}`)));
  });

async function serve(): Promise<void> {
  const state = hostState('7.0.3', {
    name: 'esx-07',
    gateways: { defaultTcpipStack: '198.51.100.65' },
    vmknics: [
      { ipv4: '198.51.100.66/28', portgroup: 'Public', tags: ['Management'] },
      { ipv4: '10.44.20.100/24', portgroup: 'LAN', vlan: 20, vswitch: 'vSwitch1', tags: ['Management'] },
    ],
  });
  // Far from the minute in which a host saves its state.
  state.clockOffsetMs = 20 * 60_000 - (Date.now() % 3_600_000);
  const world = {
    ...{ client: { address: '192.0.2.77', port: 50_211 }, dials: '198.51.100.66', names: {}, timeServers: {} },
    nodes: [
      router('198.51.100.65', 1, { vlan: 0, reaches: [{ prefix: '0.0.0.0/0' }] }),
      router('10.44.20.1', 2, { vlan: 20, reaches: [{ prefix: '10.44.40.0/24' }] }),
    ],
  };
  const keys = [readFileSync(process.env.PUBLIC_KEY!, 'utf8')];
  const host = await startHost({ state, world, accounts: { root: { password: 'lab', keys } } });
  let from = 0;
  process.on('message', (what) => {
    if (what === 'slow') {
      host.faults.secondsPerCall = SECONDS;
      from = host.history.length;
    }
    process.send!(what === 'slow' ? 'slow' : host.history.slice(from));
  });
  process.send!({ port: host.port, pin: host.hostKeyFingerprint });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await serve();
