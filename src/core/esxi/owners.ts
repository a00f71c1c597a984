import { PARSERS } from './parsers/index.ts';
import type { Parser } from './reading/parser.ts';

/** Every command of every parser, the longest first: `esxcfg-route -n` is not the `esxcfg-route` with `-n`. */
const OWNED = PARSERS.flatMap((parser) => parser.commands.map((command) => ({ command, parser }))).sort(
  (a, b) => b.command.length - a.command.length,
);

/** The parsers whose output a command prints; none where what it prints is read by nobody. */
export function ownersOf(command: string): readonly Parser[] {
  const asked = command.replace(/^localcli /, 'esxcli ');
  const isOf = (owned: string) => asked === owned || asked.startsWith(`${owned} `);
  const longest = OWNED.find(({ command: owned }) => isOf(owned))?.command;
  return OWNED.filter(({ command: owned }) => owned === longest).map(({ parser }) => parser);
}
