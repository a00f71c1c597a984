import type { Parser } from '../reading/parser.ts';
import { fact } from './build.ts';

const ADJTIME = /^\s*adjtime\(\)\s*(?:\(usec\))?\s*[:=]\s*(-?\d{1,20})\b/;
const BESIDES =
  /^\s*(?:NTP clock data \{|Clock (?:state|status)\s*:|TAI offset\s*:|(?:Maximum|Estimated) error \(usec\)\s*:|Poll shift\s*:|(?:Time|Freq) offset \(nsec|tick adjustment \(nsec|Ref timer freq \(|\}\s*$)/i;

/**
 * What the kernel still means to correct, `vsish -e get /system/ntpclock/clockData`.
 *
 *     NTP clock data {
 *        Clock state:0
 *        adjtime() (usec):-309237290312
 *     }
 */
export const clockData: Parser = {
  id: 'clock-data',
  commands: ['vsish -e get /system/ntpclock/clockData'],
  section: 'clock',
  readLine(line, { command }) {
    const found = line.text.includes('adjtime') ? ADJTIME.exec(line.text) : null;
    if (found) return [fact('clock', 'clock', { adjtimeUs: Number(found[1]) }, line)];
    return /ntpclock/.test(command.text) && BESIDES.test(line.text) ? [] : null;
  },
};
