import type { ServerChannel } from 'ssh2';
import type { Machine } from './machine.ts';
import { interpret, newShell } from './shell/run.ts';
import { input } from './shell/streams.ts';

interface Ways {
  readonly pty: boolean;
  /** Drops the connection without a word. */
  drop(): void;
}

/**
 * Runs one exec request. The channel closes when nothing holds its output any more, so a timer in the background keeps it
 * open unless all three descriptors are redirected (safe-change.md K4). A dropped connection does not stop the program (K19).
 */
export async function runCommand(machine: Machine, channel: ServerChannel, command: string, ways: Ways): Promise<void> {
  channel.on('error', () => undefined);
  const { faults } = machine;
  if (faults.hang === 'exec') return;
  const valve = new Valve(machine, channel, ways);
  const shell = newShell(machine, {
    stdin: input(channel),
    stdout: { write: (text) => valve.write(channel, text), hold: () => valve.hold() },
    stderr: { write: (text) => valve.write(channel.stderr, text), hold: () => valve.hold() },
  });
  if (faults.drop === 'exec') ways.drop();
  const release = valve.hold();
  valve.status = await interpret(shell, command);
  machine.finish(shell.pid);
  release();
}

/** What leaves a channel, under the faults that stop or cut it. */
class Valve {
  status = 0;
  readonly #machine: Machine;
  readonly #channel: ServerChannel;
  readonly #ways: Ways;
  #holders = 0;
  #sent = 0;
  #stuck = false;

  constructor(machine: Machine, channel: ServerChannel, ways: Ways) {
    this.#machine = machine;
    this.#channel = channel;
    this.#ways = ways;
  }

  write(stream: NodeJS.WritableStream, text: string): void {
    if (this.#stuck || !stream.writable) return;
    const { hang, drop, cutOutputAfter } = this.#machine.faults;
    const cutting = cutOutputAfter !== null || hang === 'output' || drop === 'output';
    const left = cutting ? (cutOutputAfter ?? Math.ceil(text.length / 2)) - this.#sent : text.length;
    const part = text.slice(0, Math.max(0, left));
    this.#sent += part.length;
    const lines = this.#ways.pty ? part.replaceAll('\n', '\r\n') : part;
    const cut = part.length < text.length;
    this.#stuck = cut;
    stream.write(lines, () => cut && this.#stop());
  }

  /** Until every holder has let go the channel stays open. */
  hold(): () => void {
    this.#holders += 1;
    return () => {
      this.#holders -= 1;
      if (this.#holders === 0 && !this.#stuck) this.#end();
    };
  }

  #stop(): void {
    const { hang, drop } = this.#machine.faults;
    if (drop === 'output') this.#ways.drop();
    else if (hang !== 'output') this.#channel.close();
  }

  #end(): void {
    if (!this.#channel.writable) return;
    this.#channel.exit(this.status);
    this.#channel.end();
  }
}
