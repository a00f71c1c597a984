import type { Parser } from '../reading/parser.ts';
import { fact } from './build.ts';

const COMMANDS =
  /^(?:(?:esx|local)cli (?:system (?:ntp|time)|hardware clock)\b|ntpq\b|date\b|(?:\/sbin\/)?chkconfig\b.*ntp|\/etc\/init\.d\/ntpd|cat \/etc\/ntp\.conf|vsish .*ntpclock)/;
const SHAPES =
  /^\s*(?:remote\s+refid\s+st\s+t\s+when\b|[*+#o. x-]?\S+\s+\S+\s+\d{1,2}\s+[ulbmsp-]\s+\S+\s+\d+\s+[0-7]{1,3}\s+|Timeinsync:|Time Synchronized:|Time Service Enabled:|NTP(?:d)? is )/i;

/**
 * The outputs that tell of time: known as such and kept line by line. What they say is judged by the time rules.
 *
 *          remote           refid      st t when poll reach   delay   offset  jitter
 *     ==============================================================================
 *     *ntp.example.org 203.0.113.9     2 u   14   64  377    0.242   -0.122   0.093
 */
export const time: Parser = {
  id: 'time',
  commands: [
    'esxcli system ntp get',
    'esxcli system ntp test',
    'ntpq -pn',
    'esxcli system time get',
    'esxcli hardware clock get',
    'date',
    'cat /etc/ntp.conf',
  ],
  section: 'time',
  readLine(line, { command }) {
    if (!COMMANDS.test(command.name) && !COMMANDS.test(command.text) && !SHAPES.test(line.text)) return null;
    return [
      fact(
        'kept',
        `${line.number}`,
        { about: 'time', command: command.text === '' ? null : command.text, text: line.text },
        line,
      ),
    ];
  },
};
