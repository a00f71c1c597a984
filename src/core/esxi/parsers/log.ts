import type { CommandLine } from '../reading/command-line.ts';
import type { Line } from '../reading/lines.ts';
import type { Fact, Parser } from '../reading/parser.ts';
import { fact } from './build.ts';
import { logLine } from './log-line.ts';
import { logFileNamed } from './log-named.ts';

const ISO = /^\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)\s+(?:(\w+)[[:(]|.*?cpu\d+:)/;
const SYSLOG =
  /^\s*([A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d) (?:\S+ )?(vmkernel|vobd|Hostd|Vpxa|vmkwarning|dhclient|ntpd|sshd)\b/;

/** The boot message stands alone on the console; an article only mentions it. */
const REFUSED = /^\s*(?:\S+ )?Unable to set VMkernel gateway/i;

/** What a line tells, by its text; logs of other problems are read by later rules. */
const KINDS: readonly (readonly [string, RegExp])[] = [
  ['nfs-denied', /mount request was denied by the NFS server|NFS.*(?:error 13|permission denied)/i],
  ['gateway-refused', /Unable to set VMkernel gateway/i],
  ['mac-conflict', /VmMacConflictEvent/],
  ['iscsi-connection', /iscsivmk_\w*Connection|iSCSI connection is being marked/],
  ['storage-path', /Lost connectivity to storage device|scsiPath .* changed state/],
];

/**
 * Lines of vmkernel.log, vmksummary.log, vobd.log, hostd.log, /var/log/messages and others: every one as a line of a log, and those
 * of some forms as events besides.
 *
 *     2024-04-03T17:24:25.522Z cpu21:3239)NFS: 190: NFS mount 10.0.0.5:/vol failed: The mount request was denied by the NFS server.
 */
export const log: Parser = {
  id: 'log',
  commands: ['tail /var/log/vmkernel.log', 'cat /var/log/messages'],
  section: 'logEvents',
  readLine(line, { command }) {
    const refused = REFUSED.test(line.text);
    if (!refused && !/\d\d:\d\d:\d\d|(?:^\s*|:)-->/.test(line.text)) return null;
    const logged = logLine(line, command);
    const event = eventOf(line, command, refused);
    const facts = [...(event === null ? [] : [event]), ...(logged === null ? [] : [logged])];
    return facts.length === 0 ? null : facts;
  },
};

function eventOf(line: Line, command: CommandLine, refused: boolean): Fact | null {
  const found = ISO.exec(line.text) ?? SYSLOG.exec(line.text);
  if (found === null && !refused) return null;
  const kind = KINDS.find(([, form]) => form.test(line.text))?.[0] ?? 'other';
  const source = logFileNamed(command) ?? (found?.[2] === undefined ? null : found[2]!.toLowerCase());
  const values = { time: found?.[1] ?? null, log: source, kind, text: line.text.trim() };
  return fact('logEvents', `${line.capture ?? ''}${line.number}`, values, line);
}
