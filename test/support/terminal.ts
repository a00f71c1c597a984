import { Writable } from 'node:stream';
import type { Capture } from '../../src/command.ts';
import { SAMPLES } from '../../src/samples/index.ts';
import { run } from '../../src/terminal/run.ts';

interface Ended {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line as the terminal does, on texts in place of files. */
export async function typed(words: readonly string[], ...texts: readonly string[]): Promise<Ended> {
  const out = sink();
  const err = sink();
  const given: Capture[] = texts.map((text, i) => ({ name: `capture-${i + 1}.txt`, text }));
  const streams = { out: out.stream, err: err.stream, env: { NO_COLOR: '1' } };
  const exit = await run(words, streams, given.length > 0 ? async () => given : undefined);
  return { exit, out: out.text(), err: err.text() };
}

/** The one JSON object that a command line prints, and its exit status. */
export async function json(
  words: readonly string[],
  ...texts: readonly string[]
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
): Promise<{ exit: number; json: any }> {
  const { exit, out } = await typed([...words, '--json'], ...texts);
  return { exit, json: JSON.parse(out) };
}

export function sample(name: string): string {
  return SAMPLES.find((each) => each.name === name)!.text;
}

export function sink(): { readonly stream: Writable; text(): string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}
