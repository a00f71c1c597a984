import type { Shell } from '../shell/run.ts';
import type { SimulatedState } from '../state.ts';

/** One call of a program. */
export interface Call {
  /** The shell the program sees: its streams and variables. */
  readonly shell: Shell;
  /** The shell that called it, for builtins that change it. */
  readonly parent: Shell;
  readonly name: string;
  readonly args: readonly string[];
}

/** A program gives its exit status. */
export type Program = (call: Call) => number | Promise<number>;

/** A program, and the hosts that have it. */
export interface Installed {
  readonly run: Program;
  readonly on?: (state: SimulatedState) => boolean;
}

export function print({ shell }: Call, text: string): void {
  shell.stdout.write(text === '' || text.endsWith('\n') ? text : `${text}\n`);
}

export function complain({ shell }: Call, text: string): void {
  shell.stderr.write(`${text}\n`);
}

/** Splits words into options and the rest; `-I vmk1`, `-Ivmk1`, `--size=9` and `--size 9` alike. */
export function readOptions(
  args: readonly string[],
  takesValue: readonly string[],
): { options: Map<string, string>; rest: string[] } {
  const options = new Map<string, string>();
  const rest: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i]!;
    if (arg.startsWith('--')) {
      const [name, value] = arg.slice(2).split(/=(.*)/s);
      options.set(name!, value ?? (takesValue.includes(name!) ? (args[++i] ?? '') : 'true'));
    } else if (arg.startsWith('-') && arg.length > 1) i += readShort(arg.slice(1), args[i + 1], takesValue, options);
    else rest.push(arg);
  }
  return { options, rest };
}

/** `-ds 1472` and `-c3`; gives how many further words were used. */
function readShort(
  letters: string,
  next: string | undefined,
  takesValue: readonly string[],
  options: Map<string, string>,
): number {
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at]!;
    if (!takesValue.includes(letter)) {
      options.set(letter, 'true');
      continue;
    }
    const attached = letters.slice(at + 1);
    options.set(letter, attached === '' ? (next ?? '') : attached);
    return attached === '' ? 1 : 0;
  }
  return 0;
}
