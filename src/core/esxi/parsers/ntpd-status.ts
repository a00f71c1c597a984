import type { Fact, Parser } from '../reading/parser.ts';
import { fact } from './build.ts';

/** `ntpd  on`, and the run levels of classic ESX. */
const CHKCONFIG = /^\s*ntpd\s+(?:(on|off)|(?:[0-6]:(?:on|off)\s*){3,7})\s*$/;
const LEVEL_3 = /\b3:(on|off)\b/;
const STATUS = /^\s*ntpd (?:\(pid\s+([\d ]+)\) )?is (not running|running|stopped)\b/i;
const DEAD = /^\s*ntpd (?:dead but|is dead)/i;
const CHANGED =
  /^\s*(?:(?:Starting|Stopping|Shutting down|Restarting) ntpd\b.*|ntpd (?:started|stopped|restarted|start|stop|restart))\s*$/i;

/**
 * Whether ntpd starts with the host and whether it runs, before `esxcli system ntp get`.
 *
 *     ntpd                    on
 *     ntpd is running
 */
export const ntpdStatus: Parser = {
  id: 'ntpd-status',
  commands: ['chkconfig --list ntpd', '/etc/init.d/ntpd status', 'service ntpd status'],
  section: 'ntp',
  readLine(line): readonly Fact[] | null {
    if (!line.text.includes('ntpd')) return null;
    const boots = CHKCONFIG.exec(line.text);
    if (boots) {
      const level = boots[1] ?? LEVEL_3.exec(line.text)?.[1];
      return level === undefined ? null : [fact('ntp', 'ntp', { enabled: level === 'on' }, line)];
    }
    const runs = STATUS.exec(line.text);
    if (runs) return [fact('ntp', 'ntp', { running: runs[2]!.toLowerCase() === 'running' }, line)];
    if (DEAD.test(line.text)) return [fact('ntp', 'ntp', { running: false }, line)];
    // What was done to the daemon says nothing of how it is now.
    return CHANGED.test(line.text) ? [] : null;
  },
};
