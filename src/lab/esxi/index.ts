import type { Faults } from './faults.ts';
import { Machine } from './machine.ts';
import type { World } from './network.ts';
import { type Account, SshServer } from './ssh.ts';
import type { SimulatedState } from './state.ts';
import { hostState } from './states.ts';

export type { Faults } from './faults.ts';
export type { TimeServer, World, WorldNode } from './network.ts';
export { router, worldFor } from './network.ts';
export type { Account } from './ssh.ts';
export type { SimulatedState } from './state.ts';
export { type HostWish, hostState, VERSIONS } from './states.ts';

export interface HostOptions {
  /** What the host is; a plain ESXi 7.0.3 where it is not said. */
  readonly state?: SimulatedState;
  readonly world?: World;
  /** Who may log in; root with the password `lab` where it is not said. */
  readonly accounts?: Readonly<Record<string, Account>>;
  /** A host key in OpenSSH's form; a new ed25519 key where it is not given. */
  readonly hostKey?: string;
  /** 0 for any free port. */
  readonly port?: number;
  /** How many seconds of the host's timers pass in one real second. */
  readonly timeScale?: number;
  /** How long a reboot takes. */
  readonly bootMs?: number;
}

/** A running host on 127.0.0.1. */
export interface SimulatedHost {
  readonly port: number;
  /** `SHA256:…`, as OpenSSH prints it, of the key shown now. */
  readonly hostKeyFingerprint: string;
  readonly state: SimulatedState;
  readonly world: World;
  readonly faults: Faults;
  /** What was run by SSH, in order, with the user's words. */
  readonly history: readonly string[];
  /** Files and directories in the host's RAM. */
  files(): string[];
  /** The pids of programs that run on it. */
  processes(): { pid: number; words: string }[];
  /** Open SSH connections. */
  connections(): number;
  /** Whether the account lock has been tripped (safe-change.md S12). */
  lockedOut(user: string): boolean;
  /** How many credentials were shown to it and not taken. */
  refusedLogins(): number;
  /** To be called after changing the state from outside. */
  changed(): void;
  save(): void;
  reboot(): Promise<void>;
  crash(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a simulated host. */
export async function startHost(options: HostOptions = {}): Promise<SimulatedHost> {
  const machine = new Machine(options.state ?? hostState('7.0.3'), options);
  const server = new SshServer(machine, options);
  await server.listen();
  return {
    port: server.port,
    get hostKeyFingerprint() {
      return server.fingerprint();
    },
    state: machine.state,
    world: machine.world,
    faults: machine.faults,
    history: server.history,
    files: () => machine.disk.all(),
    processes: () => [...machine.processes.values()].map(({ pid, words }) => ({ pid, words })),
    connections: () => server.connections(),
    lockedOut: (user) => server.logins.locked(user),
    refusedLogins: () => server.logins.refused,
    changed: () => machine.changed(),
    save: () => machine.save(),
    reboot: () => machine.reboot(),
    crash: () => machine.crash(),
    async close() {
      machine.close();
      await server.close();
    },
  };
}
