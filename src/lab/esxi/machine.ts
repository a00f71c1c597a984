import { setMaxListeners } from 'node:events';
import { pause, untilSave } from './clock.ts';
import { Disk } from './disk.ts';
import { type Faults, noFaults } from './faults.ts';
import { reachesBot, type World, worldFor } from './network.ts';
import type { Config, SimulatedState } from './state.ts';
import { atLeast, compare } from './versions.ts';

const REBOOT_AFTER_MS = 20;

/** A program that runs on the host. */
export interface Process {
  readonly pid: number;
  readonly words: string;
  readonly stop: AbortController;
}

/** Everything of a simulated host but its SSH server. */
export class Machine {
  readonly state: SimulatedState;
  readonly world: World;
  readonly faults: Faults;
  readonly disk: Disk;
  /** How many seconds of the host's timers pass in one real second. */
  readonly timeScale: number;
  readonly processes = new Map<number, Process>();
  /** Aborted when the host goes down; a new one when it is up again. */
  power = newPower();
  /** What is told of a reboot, a crash, a change of state or of faults. */
  readonly listeners = new Set<(event: 'changed' | 'down' | 'up') => void>();
  /** When ntpd began to ask its servers. */
  ntpSince: number;
  /** What ntpd read when it was started here: an edit of the file is nothing to it before it starts again. */
  ntpAsks: readonly string[] | null = null;
  /** What the boot device holds. */
  boot: Config;
  up = true;
  #closed = false;
  #bootedAt = Date.now();
  #nextPid = 2_097_500;
  #saver: NodeJS.Timeout | undefined;
  #rebooting: NodeJS.Timeout | undefined;
  readonly #bootMs: number;

  constructor(
    state: SimulatedState,
    { world, timeScale = 1, bootMs = 50 }: { world?: World; timeScale?: number; bootMs?: number } = {},
  ) {
    this.state = state;
    this.boot = structuredClone(state.config);
    this.world = world ?? worldFor(state);
    this.timeScale = timeScale;
    this.#bootMs = bootMs;
    this.faults = noFaults(() => this.changed());
    this.disk = new Disk(this);
    this.ntpSince = Date.now() - state.uptimeSeconds * 1000;
    this.#scheduleSave();
  }

  /** The host's clock. */
  now(): number {
    return Date.now() + this.state.clockOffsetMs + this.faults.clockMs;
  }

  /** ntpd starts, and reads what it is to ask. */
  startNtp(): void {
    const { ntp } = this.state.config;
    ntp.running = true;
    this.ntpAsks = [...ntp.servers];
    this.ntpSince = Date.now();
  }

  uptimeSeconds(): number {
    return (Date.now() - this.#bootedAt) / 1000 + this.state.uptimeSeconds;
  }

  /** Waits as `sleep` does, until then or until the host goes down. */
  sleep(seconds: number, signal: AbortSignal): Promise<void> {
    return pause((seconds * 1000) / this.timeScale, signal);
  }

  /** To be called after each change of the state: the network may now look different. */
  changed(): void {
    this.#tell('changed');
  }

  /** Whether packets between the bot and the host arrive. */
  connected(): boolean {
    return !this.faults.cutOff && reachesBot(this.state, this.world);
  }

  start(words: string): Process {
    const process = { pid: this.#nextPid++, words, stop: new AbortController() };
    this.processes.set(process.pid, process);
    this.power.signal.addEventListener('abort', () => process.stop.abort(), {
      once: true,
      signal: process.stop.signal,
    });
    return process;
  }

  /** A program has ended; what it started in the background lives on. */
  finish(pid: number): void {
    this.processes.get(pid)?.stop.abort();
    this.processes.delete(pid);
  }

  /** Writes the configuration to the boot device, as the hourly job and a clean shutdown do (safe-change.md K10). */
  save(): void {
    this.boot = structuredClone(this.state.config);
  }

  /** A clean restart: saves first, so an unconfirmed change becomes permanent (safe-change.md K11). */
  async reboot(): Promise<void> {
    this.save();
    await this.crash();
  }

  /** The command that asks for it still ends. */
  rebootSoon(): void {
    clearTimeout(this.#rebooting);
    this.#rebooting = setTimeout(() => void this.reboot(), REBOOT_AFTER_MS);
  }

  /** A restart without a save: what was changed since the last one is lost. */
  async crash(): Promise<void> {
    if (!this.up) return;
    this.#goDown();
    await pause(this.#bootMs, new AbortController().signal);
    if (this.#closed) return;
    this.state.config = afterBoot(this.state, this.boot);
    this.power = newPower();
    this.#bootedAt = Date.now();
    this.ntpSince = Date.now();
    this.ntpAsks = null;
    this.up = true;
    this.#tell('up');
  }

  /** Ends every program and timer for good. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#saver);
    clearTimeout(this.#rebooting);
    this.#goDown();
    this.listeners.clear();
  }

  /** RAM is lost: timers, /tmp, learned neighbours and redirects (safe-change.md K9). */
  #goDown(): void {
    this.up = false;
    this.power.abort();
    this.processes.clear();
    this.disk.wipe();
    Object.assign(this.state, { redirects: [], neighbors: [], connections: [], uptimeSeconds: 0 });
    this.#tell('down');
  }

  #scheduleSave(): void {
    this.#saver = setTimeout(() => {
      this.save();
      this.#scheduleSave();
    }, untilSave(this.now()));
    this.#saver.unref();
  }

  #tell(event: 'changed' | 'down' | 'up'): void {
    for (const listener of [...this.listeners]) listener(event);
  }
}

/** Any number of programs may wait for the host to go down. */
function newPower(): AbortController {
  const power = new AbortController();
  setMaxListeners(0, power.signal);
  return power;
}

/** 5.0 forgets static routes at a reboot, the default gateway excepted (routing.md T3). */
function afterBoot(state: SimulatedState, saved: Config): Config {
  const config = structuredClone(saved);
  config.ntp.running = config.ntp.enabled;
  if (atLeast(state, '5.0') && compare(state.version, '5.1') < 0)
    config.routes = config.routes.filter(({ length }) => length === 0);
  return config;
}
