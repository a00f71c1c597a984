import type { Fact, Parser } from '../reading/parser.ts';
import { fact, omit } from './build.ts';

const OWN = /^ntpq\b.*(?:-c\s*"?'?(?:rv|readvar|rl)\b|\brv\b)|\bsystem ntp stats get$/;
/** Known without a command above it: the status that begins the list, or three variables in a row. */
const ALONE = /^\s*(?:(?:associd|assID)=\d+ status=[\da-f]+ |(?:[a-z_]+=(?:"[^"]*"|[^,\s]*),\s*){3})/;
const LEAP = /\bleap_(none|alarm|add_sec|del_sec)\b|\bleap=(?:0b)?(\d\d|\w+)/;
const NUMBER = '(-?\\d{1,9}(?:\\.\\d+)?)';
const VARIABLES: readonly (readonly [as: string, RegExp])[] = [
  ['stratum', new RegExp(`(?:^|[\\s,])stratum=${NUMBER}`)],
  ['rootDelay', new RegExp(`(?:^|[\\s,])rootdelay=${NUMBER}`)],
  ['rootDispersion', new RegExp(`(?:^|[\\s,])rootdisp=${NUMBER}`)],
  ['offset', new RegExp(`(?:^|[\\s,])offset=${NUMBER}`)],
];

/**
 * The daemon's variables: whom it follows, and how far from a reference clock it thinks it is (milliseconds).
 *
 *     associd=0 status=c016 leap_alarm, sync_unspec, 1 event, restart,
 *     stratum=16, precision=-23, rootdelay=0.000, rootdisp=1823.410, refid=INIT,
 */
export const ntpqVariables: Parser = {
  id: 'ntpq-variables',
  commands: ['ntpq -c rv', 'esxcli system ntp stats get'],
  section: 'ntp',
  readLine(line, { command }): readonly Fact[] | null {
    const { text } = line;
    if (!text.includes('=') || (!OWN.test(command.text) && !ALONE.test(text))) return null;
    const [, status, bits] = LEAP.exec(text) ?? [];
    const refid = /(?:^|[\s,])refid=([\w.:()-]+)/.exec(text)?.[1];
    const numbers = VARIABLES.map(([as, form]) => [as, form.exec(text)?.[1]] as const);
    const values = omit({
      leap: status ?? (bits === '11' ? 'alarm' : bits === '00' ? 'none' : undefined),
      refid,
      ...Object.fromEntries(numbers.map(([as, found]) => [as, found === undefined ? undefined : Number(found)])),
    });
    return Object.keys(values).length === 0 ? [] : [fact('ntpVariables', 'variables', values, line)];
  },
};
