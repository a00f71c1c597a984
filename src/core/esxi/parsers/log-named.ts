import type { CommandLine } from '../reading/command-line.ts';

/** A command's words stand in its beginning; what is behind that is no path of a log. */
const MOST_READ = 2000;
const IS_LOG = /[/\\]logs?[/\\]|\w\.log\b/;

/** Every line of an output asks for the same command. */
const asked = new WeakMap<CommandLine, string | null>();

/** The file of the one log that a command prints (`vmksummary.0.gz`); null where it prints several, or none. */
export function logFileNamed(command: CommandLine): string | null {
  const known = asked.get(command);
  if (known !== undefined) return known;
  // A pattern may hold a bar, so what stands between bars tells nothing.
  const named = command.text
    .slice(0, MOST_READ)
    .split(/[\s'"|;]+/)
    .filter((word) => IS_LOG.test(word));
  const file = named.length === 1 ? named[0]!.split(/[/\\]/).at(-1)! : null;
  asked.set(command, file);
  return file;
}
