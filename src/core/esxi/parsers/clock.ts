import type { Asked } from '../reading/asked-at.ts';
import type { Line } from '../reading/lines.ts';
import type { Fact, Parser } from '../reading/parser.ts';
import { fact } from './build.ts';

const ISO = /^\s*(?:Time:\s*|"?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"?\s*$)|^\s*(?:\w+\.)*Time\.string=|^\s*\{?"?Time"?/;
const STAMP = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/;
const DATE = /^\s*[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d) ([A-Z][A-Z0-9+-]{1,5}) (\d{4})\s*$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * The host's clocks: `date`, `esxcli system time get`, `esxcli hardware clock get`.
 *
 *     2026-02-03T22:14:22Z
 *     Tue Feb  3 22:14:25 UTC 2026
 */
export const clock: Parser = {
  id: 'clock',
  commands: ['esxcli system time get', 'esxcli hardware clock get', 'date'],
  section: 'clock',
  readLine(line, { command, asked, memo }): readonly Fact[] | null {
    const date = DATE.exec(line.text);
    if (date) {
      const shown = fromDate(date);
      if (shown === null) return null;
      const first = !memo.has('date');
      memo.set('date', true);
      return [fact('clock', 'clock', shown, line), ...(first ? reading(shown, asked, line) : [])];
    }
    const which = /\bhardware clock get$/.test(command.name)
      ? 'hardware'
      : /\bsystem time get$/.test(command.name)
        ? 'system'
        : null;
    const stamp = which !== null && ISO.test(line.text) ? STAMP.exec(line.text)?.[0] : undefined;
    return which === null || stamp === undefined || Number.isNaN(Date.parse(stamp))
      ? null
      : [fact('clock', 'clock', { [which]: stamp }, line)];
  },
};

/** What the clock showed between two moments of ours, where the transcript tells of them; `date` shows whole seconds. */
function reading({ system }: Record<string, unknown>, asked: Asked | undefined, line: Line): Fact[] {
  if (asked === undefined || typeof system !== 'string') return [];
  const values = { ...asked, host: Date.parse(system), resolutionMs: 1000 };
  return [fact('clockReadings', `${asked.askedAt} ${line.number}`, values, line)];
}

/** In UTC the time is known; of another zone nothing but its name is. */
function fromDate([, month, day, time, zone, year]: RegExpExecArray): Record<string, unknown> | null {
  const at = MONTHS.indexOf(month!);
  if (at < 0) return null;
  const stamp = `${year}-${String(at + 1).padStart(2, '0')}-${day!.padStart(2, '0')}T${time}Z`;
  if (Number.isNaN(Date.parse(stamp))) return null;
  return zone === 'UTC' || zone === 'GMT' ? { system: stamp, zone: 'UTC' } : { zone };
}
