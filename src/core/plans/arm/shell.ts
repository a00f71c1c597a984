/** Parts of a text for busybox ash. No functions, arrays or `break`: the least that every shell of a host understands. */
import { formatIpv4, networkOf, readIpv4, readPrefix } from '../../net/address.ts';
import { DEFAULT_ROUTE } from '../host-command.ts';
import { isFileText } from '../ntp/file-text.ts';
import type { Expectation } from '../table.ts';
import { isWord, type Words } from '../words.ts';
import type { Look } from './look.ts';

/** One shell word of any text: nothing in single quotes means anything. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The words of a host command as shell text. They need no quotes, which is checked again here; of a text of ours the one word that does. */
export function typed(words: Words): string {
  if (isFileText(words)) return `sh -c ${quoted(words[2]!)}`;
  for (const word of words) if (!isWord(word)) throw new Error(`not a word for a host: ${JSON.stringify(word)}`);
  return words.join(' ');
}

/** Lines of a shell text, in order. */
export function lines(...all: readonly (string | readonly string[])[]): string {
  return all.flat().join('\n');
}

const dots = (text: string) => text.replaceAll('.', '\\.');

/** What `grep -E` finds in a listing where it has the entry; any gateway where none is named. */
export function rowPattern({ network, gateway }: Expectation): string {
  const prefix = readPrefix(network)!;
  const mask = formatIpv4(networkOf(0xffffffff, prefix.length));
  const name = network === DEFAULT_ROUTE ? '(default|0\\.0\\.0\\.0)' : dots(formatIpv4(prefix.network));
  const via = gateway === null ? '[1-9][0-9]*\\.[0-9.]*' : dots(formatIpv4(readIpv4(gateway)!));
  return `^ *${name} +${dots(mask)} +${via}( |$)`;
}

/** A condition: whether the listing in a file shows what is expected. */
export function shows(expectation: Expectation, file: string): string {
  const found = `grep -q -E ${quoted(rowPattern(expectation))} ${file}`;
  return expectation.present ? found : `! ${found}`;
}

/**
 * Runs a command and gives up after so many seconds: esxcli hangs where hostd is down. Its output goes to FILE, its status to
 * FILE.s, and the variable `s` holds that or 124.
 */
export function bounded(words: Words, file: string, seconds = 40): string {
  return lines(
    `rm -f ${file}.s`,
    `{ ${typed(words)}; echo $? >${file}.s; } </dev/null >${file} 2>&1 &`,
    'b=$!; w=0',
    `while [ ! -s ${file}.s ] && [ $w -lt 400 ]; do w=$((w+1)); done`,
    'w=0',
    `while [ ! -s ${file}.s ] && [ $w -lt ${seconds} ]; do sleep 1; w=$((w+1)); done`,
    `if [ -s ${file}.s ]; then s=$(cat ${file}.s); else kill -9 $b; s=124; fi 2>/dev/null`,
  );
}

/** Looks into FILE by the first of these ways that answers; the variable `l` is 1 where one did. */
export function listed({ ways, answers }: Pick<Look, 'ways' | 'answers'>, file: string): string {
  return lines(
    'l=0',
    ways.map((way) => lines('if [ $l -eq 0 ]; then', bounded(way, file), `if ${answers(file)}; then l=1; fi`, 'fi')),
  );
}
