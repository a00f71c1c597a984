/** The edit of `/etc/ntp.conf` up to 6.7, as one text that a shell runs: nothing is left on the host but the file as it was. */
import type { Words } from '../words.ts';

export const NTP_CONF = '/etc/ntp.conf';
/** Where the file is kept as it was before. */
export const KEPT_FILE = '/etc/ntp.conf.vmkbot';

/** A line of a server: `server 10.0.0.5 prefer`. Nothing in it means anything to a shell. */
const LINE = /^(?:server|pool) [A-Za-z0-9][A-Za-z0-9.:-]*(?: [A-Za-z0-9.]+)*$/;
const NAME = /^[A-Za-z0-9][A-Za-z0-9.:-]*$/;

/** Every sign that the text may hold; no single quote, so that it stands between two. */
const TEXT = /^[A-Za-z0-9_./ =$&{}();<>|"^*+:[\]\\-]{1,4000}$/;

/**
 * Lines of the servers to drop go, the new ones come behind everything else, and comments, `driftfile`, `restrict` and whatever
 * else stays as it is. The file is written in place: what ESXi keeps over a reboot hangs on the file, not on its name.
 * null where one is no name or line.
 */
export function fileWords(drop: readonly string[], lines: readonly string[]): Words | null {
  if (!drop.every((each) => NAME.test(each)) || !lines.every((each) => LINE.test(each))) return null;
  const names = drop.map((each) => each.replaceAll('.', '\\.')).join('|');
  const blank = '[[:space:]]';
  const rest =
    drop.length === 0 ? 'cat $k' : `grep -v -E "^${blank}*(server|pool)${blank}+(${names})(${blank}|\\$)" $k`;
  const echoes = lines.map((line) => `echo ${line}; `).join('');
  const text = `f=${NTP_CONF}; k=${KEPT_FILE}; cp -p $f $k && { ${rest}; ${echoes}} >$f`;
  if (!TEXT.test(text)) throw new Error(`not a text for a host: ${JSON.stringify(text)}`);
  return ['sh', '-c', text];
}

/** Whether these are the words of a text made here. */
export function isFileText(words: Words): boolean {
  return words.length === 3 && words[0] === 'sh' && words[1] === '-c' && TEXT.test(words[2]!);
}
