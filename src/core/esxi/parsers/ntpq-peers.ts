import { BAD } from '../reading/cells.ts';
import { type Fact, type Parser, type Row, titles } from '../reading/parser.ts';
import { fact, omit } from './build.ts';
import { milliseconds, reach, refid, remote, span, stratum, type } from './ntpq-cells.ts';

const COLUMNS = titles({
  remote: ['remote', remote],
  refid: ['refid', refid],
  st: ['stratum', stratum],
  t: ['type', type],
  when: ['when', span],
  poll: ['poll', span],
  reach: ['reach', reach],
  delay: ['delay', milliseconds],
  offset: ['offset', milliseconds],
  jitter: ['jitter', milliseconds],
});
const ORDER = Object.values(COLUMNS);
const REFUSED = /^\s*(?:(?:\/\S+\/)?ntpq: )?(?:read|write|connect)\b.*: Connection refused/i;
const NONE = /^\s*No association ID'?s returned/i;
/** The words of a row after the server's name, which no other output has in this order. */
const TAIL =
  /^\s*(\S+(?: \(\w{0,8}\)?)?)\s+(\S+)\s+(\d{1,2})\s+([a-zA-Z-])\s+(-|\d+[mhdy]?)\s+(\d+[mhdy]?)\s+([0-7]{1,3})\s+(\d+\.\d+)\s+([+-]?\d+\.\d+)\s+(\d+\.\d+)\s*$/;

/**
 * The servers as the daemon sees them. The mark before a name says what it thinks of it, and reach is octal.
 *
 *          remote           refid      st t when poll reach   delay   offset  jitter
 *     ==============================================================================
 *     *10.72.0.123     10.72.0.200      4 u   12   64  377    0.242   -0.122   0.093
 *      10.72.0.124     .INIT.          16 u    -   64    0    0.000    0.000   0.000
 */
export const ntpqPeers: Parser = {
  id: 'ntpq-peers',
  commands: ['ntpq -pn', 'ntpq -p'],
  section: 'ntp',
  complete: true,
  shapes: [
    {
      titles: { ...COLUMNS, ...titles({ disp: ['jitter', milliseconds] }) },
      required: ['remote', 'refid', 'st', 'reach'],
      table: true,
      build: peer,
    },
  ],
  readLine(line, { command }): readonly Fact[] | null {
    if (REFUSED.test(line.text)) return [fact('ntp', 'ntp', { running: false }, line)];
    if (NONE.test(line.text)) return [fact('ntp', 'ntp', { running: true, peers: [] }, line)];
    const found = line.text.length < 200 ? TAIL.exec(line.text) : null;
    if (found === null) return /^ntpq\b/.test(command.name) && /^\s*remote\s/.test(line.text) ? [] : null;
    const values = ORDER.map(({ as, cell }, i) => [as, cell.read(found[i + 1]!, [])] as const);
    if (values.some(([, value]) => value === BAD)) return null;
    return [peer({ values: Object.fromEntries(values), line, lines: null, heading: null })];
  },
};

/** The mark stands in the first column; where blanks were lost, a letter may as well begin the name. */
function peer({ values, line, lines }: Row): Fact {
  const printed = String(values.remote);
  const { tally, name } = markOf(printed, line.text, String(values.refid));
  const row = omit({ ...values, remote: name, tally });
  return { section: 'ntpPeers', key: `${name} ${values.refid}`, values: row, line, lines };
}

function markOf(printed: string, text: string, next: string): { tally: string | undefined; name: string } {
  const [first, rest] = [printed[0]!, printed.slice(1)];
  if ('*+#-.'.includes(first)) return { tally: first, name: rest };
  if (first !== 'x' && first !== 'o') return { tally: ' ', name: printed };
  if (/^(?:\d{1,3}\.\d|\[|[\da-f]{1,4}:|[A-Z]+\()/.test(rest)) return { tally: first, name: rest };
  // In whole columns the next one begins 17 behind the mark.
  if (!/\S {2,}\S/.test(text)) return { tally: undefined, name: printed };
  const from = text.indexOf(printed);
  const column = text.indexOf(` ${next}`, from + printed.length) + 1 - from;
  if (column === 17) return { tally: first, name: rest };
  return column === 16 ? { tally: ' ', name: printed } : { tally: undefined, name: printed };
}
