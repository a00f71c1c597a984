import { copied } from './budget.ts';
import { MOST_OF_LOG } from './limits.ts';

/** Which lines of a log are read, as `grep` would be told. */
interface Wanted {
  readonly pattern: string;
  readonly lines: RegExp;
}

const wanted = (pattern: string): Wanted => ({ pattern, lines: new RegExp(pattern, 'i') });

const STOPS = 'reboot|shut ?down|halting|power(ed)? ?off|poweroff.reason|dcui';
const LINKS = 'rollback|vmnic[0-9]+.*(link|down|up)|MacConflict|lost.*(connectivity|redundancy)';
const KERNEL = `Power button|NFS.*(denied|permission|error 13|mount)|VMkernel gateway|iscsivmk_|scsiPath|TIME_ERROR|${LINKS}`;

/** The logs that anything is concluded from. Of vmksummary, heartbeats between two others are left out besides. */
const LOGS: Readonly<Record<string, Wanted>> = {
  vmksummary: wanted('boot|halt|heartbeat|dump|hb:|VMkernel|Rebooting'),
  vobd: wanted(`user.host|audit.(host|dcui)|problem.net|clear.net|storage|${LINKS}`),
  hostd: wanted(`${STOPS}|${LINKS}`),
  vpxa: wanted(LINKS),
  vmkernel: wanted(KERNEL),
  shell: wanted('reboot|halt|poweroff|shutdown'),
  auth: wanted('Accepted'),
  // ESX and ESXi 4.x write much of it into one file.
  messages: wanted(`${STOPS}|${KERNEL}`),
};

/** Guests are switched off all the time, and say nothing of the host. */
const OF_GUESTS = /VirtualMachine|vim\.vm\.|Guest/;

const FILE =
  /^(?:var\/(?:run\/)?log|scratch\/log|var\/lib\/vmware\/osdata\/log)\/([a-z]+)(?:\.(?:log|all))?(?:\.(\d{1,4}))?(\.gz)?(?:\.FRAG-\d+)?$/;

/** A member that is a log, or an older part of one. */
export interface LogFile {
  readonly log: string;
  /** 0: the one that is written to; the higher the older. */
  readonly age: number;
  readonly packed: boolean;
}

/** What a path inside a bundle is as a log; null where it is none that is read. */
export function logFile(path: string): LogFile | null {
  const [, log, number, packed] = FILE.exec(path) ?? [];
  if (log === undefined || !Object.hasOwn(LOGS, log)) return null;
  return {
    log,
    age: number === undefined ? (packed === undefined ? 0 : 1) : Number(number) + 1,
    packed: packed !== undefined,
  };
}

/** The command that would have shown these lines. */
export function shownBy(log: string, classic: boolean): string {
  return `grep -iE '${LOGS[log]!.pattern}' /var/${classic ? 'log' : 'run/log'}/${log}${classic ? '' : '.log'}`;
}

/** Takes lines of one log file in the order of the file, and keeps those that are read: the latest, as many as are kept. */
export class LogSieve {
  /** True where older lines were dropped for want of room. */
  dropped = false;
  private kept: string[] = [];
  private size = 0;
  private readonly log: string;
  /** The last heartbeat, kept or not. */
  private heart: string | undefined;
  private isHeld = false;

  constructor(log: string) {
    this.log = log;
  }

  take(line: string): void {
    if (!LOGS[this.log]!.lines.test(line) || (this.log === 'hostd' && OF_GUESTS.test(line))) return;
    if (this.log !== 'vmksummary' || !/heartbeat|\bhb:/.test(line)) {
      this.release();
      this.keep(line);
      this.heart = undefined;
      return;
    }
    if (this.heart === undefined || beganAgain(this.heart, line)) {
      this.release();
      this.keep(line);
    } else this.isHeld = true;
    this.heart = line;
  }

  end(): readonly string[] {
    this.release();
    return this.kept;
  }

  /** A heartbeat counts where what stands behind it is none. */
  private release(): void {
    if (this.isHeld) this.keep(this.heart!);
    this.isHeld = false;
  }

  private keep(line: string): void {
    this.kept.push(copied(line));
    this.size += line.length;
    if (this.size <= 2 * MOST_OF_LOG) return;
    const from = this.kept.length - fromEnd(this.kept, MOST_OF_LOG);
    this.kept = this.kept.slice(from);
    this.size = this.kept.reduce((sum, { length }) => sum + length, 0);
    this.dropped = true;
  }
}

/** How many lines at the end hold no more than so many characters. */
export function fromEnd(lines: readonly string[], most: number): number {
  let size = 0;
  let count = 0;
  while (count < lines.length && size + lines[lines.length - 1 - count]!.length < most) {
    size += lines[lines.length - 1 - count]!.length + 1;
    count += 1;
  }
  return count;
}

const UPTIME = /\bup (\d+)d(\d+)h(\d+)m/;

/** The uptime is less than it was: between the two heartbeats the host restarted. */
function beganAgain(before: string, now: string): boolean {
  const [one, two] = [before, now].map((line) => {
    const [, d, h, m] = UPTIME.exec(line) ?? [];
    return d === undefined ? null : (Number(d) * 24 + Number(h)) * 60 + Number(m);
  });
  return one != null && two != null && two < one;
}
