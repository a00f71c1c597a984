import { Budget, copied } from './budget.ts';
import { commandOf } from './commands.ts';
import { HostTexts } from './host-texts.ts';
import { Left } from './left.ts';
import { MOST_HOSTS, MOST_OF_COMMAND, MOST_OF_ROTATED } from './limits.ts';
import { Lines } from './lines.ts';
import { type LogFile, LogSieve, logFile } from './logs.ts';
import { placeOf, tellable } from './path.ts';
import { BrokenOff, type Meter, unpacked } from './unpack.ts';

/** Takes the bytes of one member that is read. */
export interface Sink {
  write(piece: Uint8Array): void;
  /** The member is whole. What is unpacked once more takes time. */
  end(): Promise<void> | undefined;
}

/** Files of a host's own folders, as the command that prints them. */
const FILES: Readonly<Record<string, string>> = {
  'etc/ntp.conf': 'cat /etc/ntp.conf',
};

/** What was read of a bundle, host by host. */
export class Members {
  readonly hosts = new Map<string, HostTexts>();
  /** What of it could not be read whole. */
  readonly left = new Left();
  readonly budget = new Budget();
  private readonly meter: Meter;
  /** Rotated logs are unpacked one after the other, for each takes a buffer. */
  private turn: Promise<void> = Promise.resolve();

  constructor(meter: Meter) {
    this.meter = meter;
  }

  /** Where the bytes of a member go; null where it is not needed. The name is of `placeOf`'s kind already. */
  sinkOf(name: string): Sink | null {
    const { top, path } = placeOf(name)!;
    const [folder, file, ...deeper] = path.split('/');
    const command = folder === 'commands' && deeper.length === 0 ? commandOf(file ?? '') : (FILES[path] ?? null);
    if (command !== null) return this.outputSink(top, path, command);
    const log = logFile(path);
    if (log === null) return null;
    return log.packed ? this.rotatedSink(top, path, log) : this.logSink(top, path, log);
  }

  /** null where there are more hosts than are read. */
  private hostAt(top: string): HostTexts | null {
    const known = this.hosts.get(top);
    if (known !== undefined) return known;
    if (this.hosts.size === MOST_HOSTS) {
      this.left.add(`all but ${MOST_HOSTS} hosts`);
      return null;
    }
    const made = new HostTexts(top, this.budget);
    this.hosts.set(top, made);
    return made;
  }

  private outputSink(top: string, path: string, command: string): Sink {
    const lines: string[] = [];
    let size = 0;
    const split = new Lines((line) => {
      size += line.length + 1;
      if (size <= MOST_OF_COMMAND) lines.push(line);
    });
    return {
      write: (piece) => split.write(piece),
      end: () => {
        split.end();
        if (size > MOST_OF_COMMAND) this.left.add(tellable(path));
        // A table that lacks its end would show what is there as if it were all.
        else this.keepOutput(top, command, path, copied(lines.join('\n')));
        return undefined;
      },
    };
  }

  private keepOutput(top: string, command: string, path: string, text: string): void {
    if (this.hostAt(top)?.addOutput(command, { path, text }) === false) this.left.add(tellable(path));
  }

  private logSink(top: string, path: string, { log, age }: LogFile): Sink {
    const sieve = new LogSieve(log);
    const split = new Lines((line) => sieve.take(line));
    return {
      write: (piece) => split.write(piece),
      end: () => {
        split.end();
        const lines = sieve.end();
        const isWhole = lines.length === 0 || (this.hostAt(top)?.addLog(log, age, path, lines) ?? true);
        if (sieve.dropped || !isWhole) this.left.add(`older lines of ${tellable(path)}`);
        return undefined;
      },
    };
  }

  /** Held as it is packed, for it must be whole before it can be unpacked beside the rest. */
  private rotatedSink(top: string, path: string, log: LogFile): Sink {
    const pieces: Uint8Array[] = [];
    let size = 0;
    return {
      write: (piece) => {
        size += piece.length;
        if (size <= MOST_OF_ROTATED) pieces.push(Uint8Array.from(piece));
        else pieces.length = 0;
      },
      end: () => {
        if (size > MOST_OF_ROTATED) this.left.add(tellable(path));
        if (size > MOST_OF_ROTATED) return undefined;
        this.turn = this.turn.then(() => this.unpackRotated(pieces, this.logSink(top, path, log), path));
        return this.turn;
      },
    };
  }

  private async unpackRotated(pieces: readonly Uint8Array[], into: Sink, path: string): Promise<void> {
    try {
      for await (const piece of unpacked(once(pieces), this.meter)) into.write(piece);
    } catch (fault) {
      if (!(fault instanceof BrokenOff)) throw fault;
      this.left.add(`the end of ${tellable(path)}`);
    }
    await into.end();
  }
}

async function* once(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}
