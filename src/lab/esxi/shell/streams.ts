import type { Readable } from 'node:stream';

/** Where a program's output goes. */
export interface Sink {
  write(text: string): void;
  /** Keeps the stream open until the returned function is called. */
  hold(): () => void;
}

/** Where a program's input comes from. */
export interface Source {
  /** Everything until the end. */
  all(): Promise<string>;
}

export const NOWHERE: Sink = { write: () => undefined, hold: () => () => undefined };
export const EMPTY: Source = { all: async () => '' };

/** Collects what is written. */
export class Buffered implements Sink {
  text = '';

  write(text: string): void {
    this.text += text;
  }

  hold(): () => void {
    return () => undefined;
  }
}

export function fixed(text: string): Source {
  return { all: async () => text };
}

/** A stream, read only where a program asks for it. */
export function input(stream: Readable): Source {
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((done) => {
    stream.once('end', done).once('close', done).once('error', done);
  });
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return {
    async all() {
      await ended;
      return Buffer.concat(chunks).toString();
    },
  };
}
