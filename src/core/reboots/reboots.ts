import type { LogLine } from '../esxi/log-state.ts';
import type { Certainty } from '../evidence.ts';
import { askersIn } from './askers.ts';
import { type Mark, marksOf } from './marks.ts';
import type { Asker, Cause, Reboot } from './reboot.ts';
import { type Timed, timed } from './times.ts';

const MINUTE = 60_000;
/** Of one boot, vmksummary and vobd tell within this time, and so is a core dump found after it. */
const ONE_BOOT = 15 * MINUTE;
/** The host looks for a reason once hostd is up. */
const REASON = 60 * MINUTE;
/** A request stands this long before the host stops. */
const BEFORE_STOP = 10 * MINUTE;
const AFTER_STOP = 2 * MINUTE;
/** A heartbeat is written every hour. */
const HOUR = 61 * MINUTE;

/** Every restart that the logs show, the latest first, with why and by whom as far as a line tells. */
export function rebootsOf(logs: readonly LogLine[]): readonly Reboot[] {
  const lines = timed(logs);
  const marks = marksOf(lines);
  const boots = bootsOf(marks);
  const found = boots.map((boot, i) => rebootAt(boot, { lines, marks, before: boots[i - 1], after: boots[i + 1] }));
  const open = stopWithoutBoot(marks, boots.at(-1), lines);
  return [...found, ...(open === null ? [] : [open])].reverse();
}

interface Boot {
  readonly ms: number;
  readonly at: string;
  readonly byUptime: boolean;
  readonly mark: Mark;
}

/** The lines of a boot, one for each, and the boots that only an uptime that began again shows. */
function bootsOf(marks: readonly Mark[]): readonly Boot[] {
  const boots: Boot[] = [];
  let heart: Mark | undefined;
  for (const mark of marks) {
    const last = boots.at(-1);
    if (mark.kind === 'boot' && !(last !== undefined && isSameBoot(last, mark))) {
      boots.push({ ms: mark.ms, at: atOf(mark)!, byUptime: false, mark });
    } else if (mark.kind === 'heartbeat' && mark.uptime !== undefined) {
      const began = mark.ms - mark.uptime * 1000;
      const again = heart !== undefined && mark.uptime < heart.uptime! && began > heart.ms;
      if (again && !(last !== undefined && last.ms > heart!.ms)) {
        const at = new Date(began).toISOString().replace('.000', '');
        boots.push({ ms: began, at, byUptime: true, mark });
      }
      heart = mark;
    }
  }
  return boots;
}

/** As written; syslog sets the day apart by two blanks. */
function atOf(mark: Mark | undefined): string | null {
  return mark?.line.at?.replace(/ +/g, ' ') ?? null;
}

/** Two logs tell of one boot; one log tells of each boot once. */
function isSameBoot(last: Boot, mark: Mark): boolean {
  return mark.ms - last.ms < ONE_BOOT && (last.mark.line.log !== mark.line.log || last.byUptime);
}

interface Around {
  readonly lines: readonly Timed[];
  readonly marks: readonly Mark[];
  readonly before: Boot | undefined;
  readonly after: Boot | undefined;
}

function rebootAt(boot: Boot, { lines, marks, before, after }: Around): Reboot {
  const from = before?.ms ?? Number.NEGATIVE_INFINITY;
  const end = after?.ms ?? Number.POSITIVE_INFINITY;
  const earlier = marks.filter(({ ms }) => ms > from && ms < boot.ms);
  const stop = earlier.findLast(({ kind }) => kind === 'reboot' || kind === 'halt');
  const button = earlier.findLast(({ kind }) => kind === 'button');
  const heart = showsStops(boot, marks) ? earlier.findLast(({ kind }) => kind === 'heartbeat') : undefined;
  const dump = marks.find(
    ({ kind, ms }) =>
      kind === 'dump' && ms > Math.max(from + ONE_BOOT, heart?.ms ?? from) && ms < Math.min(boot.ms + ONE_BOOT, end),
  );
  const reason = marks.find(
    ({ kind, ms }) => kind === 'no-reason' && ms >= boot.ms - ONE_BOOT && ms < Math.min(boot.ms + REASON, end),
  );
  const anchor = stop?.ms ?? boot.ms;
  const by =
    button === undefined && dump === undefined
      ? askersIn(
          lines,
          Math.max(from, anchor - (stop === undefined ? HOUR : BEFORE_STOP)),
          stop === undefined ? boot.ms : anchor + AFTER_STOP,
        )
      : [];
  const seen = stop ?? heart ?? (showsStops(boot, marks) ? before?.mark : undefined);
  return {
    ...verdict({ stop, button, dump, reason, seen, by }),
    asked: atOf(stop),
    lastSeen: atOf(seen),
    booted: boot.at,
    gapSeconds: seen === undefined ? null : Math.round((boot.ms - seen.ms) / 1000),
    byUptime: boot.byUptime,
    by,
    evidence: [seen, button, dump, boot.mark, reason].flatMap((mark) =>
      mark === undefined ? [] : [mark.line.evidence],
    ),
  };
}

/** Where nothing but boots is shown, as of `grep booted`, that no line tells of a stop means nothing. */
function showsStops({ mark }: Boot, marks: readonly Mark[]): boolean {
  const command = mark.line.evidence.command ?? '';
  if (/\bgrep\b/.test(command) && !/boot(?!ed)|halt|rebooting/.test(command)) return false;
  return marks.some(({ kind }) => kind === 'heartbeat' || kind === 'reboot' || kind === 'halt');
}

interface Seen {
  readonly stop: Mark | undefined;
  readonly button: Mark | undefined;
  readonly dump: Mark | undefined;
  readonly reason: Mark | undefined;
  /** The last line that shows the host running. */
  readonly seen: Mark | undefined;
  readonly by: readonly Asker[];
}

function verdict({ stop, button, dump, reason, seen, by }: Seen): { cause: Cause; certainty: Certainty } {
  const told = (cause: Cause, certainty: Certainty) => ({ cause, certainty });
  if (stop !== undefined && dump !== undefined) return told('crash-and-asked', 'unknown');
  if (dump !== undefined) return told('crash', 'documented');
  if (button !== undefined) return told('power-button', 'documented');
  if (stop !== undefined) return told(stop.kind === 'halt' ? 'halt' : 'reboot', 'documented');
  // A forced restart leaves no line in vmksummary; that somebody asked does.
  if (by.length > 0) return told('reboot', 'inferred');
  if (reason !== undefined) return told('power-lost', 'documented');
  return seen === undefined ? told('unknown', 'unknown') : told('power-lost', 'inferred');
}

/** The last lines tell of a stop, and of no start after it. */
function stopWithoutBoot(marks: readonly Mark[], last: Boot | undefined, lines: readonly Timed[]): Reboot | null {
  const later = marks.filter(({ ms }) => ms > (last?.ms ?? Number.NEGATIVE_INFINITY));
  const stop = later.findLast(({ kind }) => kind === 'reboot' || kind === 'halt' || kind === 'button');
  if (stop === undefined || later.some(({ kind, ms }) => kind === 'heartbeat' && ms > stop.ms)) return null;
  const cause = stop.kind === 'button' ? 'power-button' : stop.kind === 'halt' ? 'halt' : 'reboot';
  return {
    cause,
    certainty: 'documented',
    asked: cause === 'power-button' ? null : atOf(stop),
    lastSeen: atOf(stop),
    booted: null,
    gapSeconds: null,
    byUptime: false,
    by: cause === 'power-button' ? [] : askersIn(lines, stop.ms - BEFORE_STOP, stop.ms + AFTER_STOP),
    evidence: [stop.line.evidence],
  };
}
