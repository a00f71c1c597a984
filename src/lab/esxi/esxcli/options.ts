import { INVENTED } from '../invented.ts';
import type { Machine } from '../machine.ts';
import { type Command, type Given, Refused } from './command.ts';

/** Reads the words behind a command's name: `-i vmk0`, `--interface-name vmk0`, `--interface-name=vmk0`, `-i=vmk0`. */
export function readGiven(machine: Machine, { options = [] }: Command, words: readonly string[]): Given {
  const values = new Map<string, string[]>();
  for (let i = 0; i < words.length; i += 1) {
    const [word, attached] = words[i]!.split(/=(.*)/s);
    const option = options.find(({ name, short }) => word === `--${name}` || word === `-${short}`);
    if (option === undefined) throw new Refused(INVENTED.unknownOption(words[i]!));
    const value = attached ?? (option.flag ? 'true' : words[++i]);
    if (value === undefined) throw new Refused(INVENTED.missingOption(option.name));
    const before = option.many ? (values.get(option.name) ?? []) : [];
    values.set(option.name, [...before, value]);
  }
  for (const { name, required } of options)
    if (required && !values.has(name)) throw new Refused(INVENTED.missingOption(name));
  return { machine, option: (name) => values.get(name)?.at(-1), all: (name) => values.get(name) ?? [] };
}
