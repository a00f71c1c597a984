import type { HostState } from '../esxi/host-state.ts';
import { askersIn, lastRequest } from './askers.ts';
import { atOf, type Boot, bootsOf, ONE_BOOT } from './boots.ts';
import { type Mark, marksOf } from './marks.ts';
import type { Reboot } from './reboot.ts';
import { type Timed, timed, within } from './times.ts';
import { type OfHost, stopped, verdict } from './verdict.ts';

const MINUTE = 60_000;
/** The host looks for a reason once hostd is up. */
const REASON = 60 * MINUTE;
/** A request stands this long before the host stops. */
const BEFORE_STOP = 10 * MINUTE;
const AFTER_STOP = 2 * MINUTE;
/** A heartbeat is written every hour. */
const HOUR = 61 * MINUTE;
/** A log of a year holds a few; of a host that starts over and over, the latest tell enough. */
const MOST = 12;

/** The restarts that a host's logs show. */
export interface Reboots {
  /** The latest first. */
  readonly latest: readonly Reboot[];
  /** How many restarts before these the logs show besides. */
  readonly earlier: number;
}

type State = OfHost & Pick<HostState, 'logs'>;

/** A rule and an answer ask of the same state. */
const judged = new WeakMap<State, Reboots>();

/** The latest restarts that the logs show, with why and by whom as far as a line tells. */
export function rebootsOf(state: State): Reboots {
  const known = judged.get(state);
  if (known !== undefined) return known;
  const found = judge(state);
  judged.set(state, found);
  return found;
}

/** Only the latest boots are judged, each by the lines around it: a log may hold thousands. */
function judge(state: State): Reboots {
  const lines = timed(state.logs ?? []);
  const marks = marksOf(lines);
  const boots = bootsOf(marks);
  const logs: Logs = { host: state, lines, marks, showsStops: marks.some(({ kind }) => OF_STOPS.has(kind)) };
  const open = stopWithoutBoot(boots.at(-1), logs) ?? (boots.length === 0 ? requestAlone(logs) : null);
  const from = Math.max(0, boots.length - (open === null ? MOST : MOST - 1));
  const found = boots.slice(from).map((boot, i) => rebootAt(boot, boots[from + i - 1], boots[from + i + 1], logs));
  return { latest: [...found, ...(open === null ? [] : [open])].reverse(), earlier: from };
}

interface Logs {
  readonly host: OfHost;
  readonly lines: readonly Timed[];
  readonly marks: readonly Mark[];
  /** Where nothing but boots is shown, that no line tells of a stop means nothing. */
  readonly showsStops: boolean;
}

const OF_STOPS: ReadonlySet<Mark['kind']> = new Set(['heartbeat', 'reboot', 'halt']);

function rebootAt(boot: Boot, before: Boot | undefined, after: Boot | undefined, logs: Logs): Reboot {
  const seen = seenAround(boot, before, after, logs);
  const { stop, button, dump, reason, seen: last } = seen;
  const judged = verdict(seen, logs.host);
  return {
    ...judged,
    asked: atOf(judged.cause === 'power-button' ? button : stop),
    lastSeen: atOf(last),
    booted: boot.at,
    gapSeconds: last === undefined ? null : Math.round((boot.ms - last.ms) / 1000),
    byUptime: boot.byUptime,
    by: seen.by,
    evidence: [last, button, dump, boot.mark, reason].flatMap((mark) =>
      mark === undefined ? [] : [mark.line.evidence],
    ),
  };
}

function seenAround(boot: Boot, before: Boot | undefined, after: Boot | undefined, { lines, marks, ...logs }: Logs) {
  const from = before?.ms ?? Number.NEGATIVE_INFINITY;
  const end = after?.ms ?? Number.POSITIVE_INFINITY;
  const earlier = within(marks, from + 1, boot.ms - 1);
  const shows = logs.showsStops && !showsBootsAlone(boot);
  const stop = earlier.findLast(({ kind }) => kind === 'reboot' || kind === 'halt');
  const button = earlier.findLast(({ kind }) => kind === 'button');
  const heart = shows ? earlier.findLast(({ kind }) => kind === 'heartbeat') : undefined;
  const dumps = within(marks, Math.max(from + ONE_BOOT, heart?.ms ?? from) + 1, Math.min(boot.ms + ONE_BOOT, end) - 1);
  const dump = dumps.find(({ kind }) => kind === 'dump');
  const reasons = within(marks, boot.ms - ONE_BOOT, Math.min(boot.ms + REASON, end) - 1);
  const reason = reasons.find(({ kind }) => kind === 'no-reason');
  const asked = stop === undefined ? boot.ms - HOUR : stop.ms - BEFORE_STOP;
  const by =
    button === undefined && dump === undefined
      ? askersIn(lines, Math.max(from, asked), stop === undefined ? boot.ms : stop.ms + AFTER_STOP)
      : [];
  return { stop, button, dump, reason, by, seen: stop ?? heart ?? (shows ? before?.mark : undefined) };
}

/** As `grep booted` does. */
function showsBootsAlone({ mark }: Boot): boolean {
  const command = (mark.line.evidence.command ?? '').slice(0, 2000);
  return /\bgrep\b/.test(command) && !/boot(?!ed)|halt|rebooting/.test(command);
}

/** The last lines tell of a stop, and of no start after it. */
function stopWithoutBoot(last: Boot | undefined, { marks, lines, host }: Logs): Reboot | null {
  const later = within(marks, (last?.ms ?? Number.NEGATIVE_INFINITY) + 1, Number.POSITIVE_INFINITY);
  const stop = later.findLast(({ kind }) => kind === 'reboot' || kind === 'halt' || kind === 'button');
  if (stop === undefined || later.some(({ kind, ms }) => kind === 'heartbeat' && ms > stop.ms)) return null;
  const judged = stopped(stop, host);
  const isButton = judged.cause === 'power-button';
  return {
    ...judged,
    asked: atOf(stop),
    lastSeen: atOf(stop),
    booted: null,
    gapSeconds: null,
    byUptime: false,
    by: isButton ? [] : askersIn(lines, stop.ms - BEFORE_STOP, stop.ms + AFTER_STOP),
    evidence: [stop.line.evidence],
  };
}

/** Lines of a request and of nothing else, as `grep reboot` in hostd.log shows them. */
function requestAlone({ marks, lines }: Logs): Reboot | null {
  const request = lastRequest(lines, BEFORE_STOP);
  const [first] = request;
  if (first === undefined || marks.some(({ kind, ms }) => kind === 'heartbeat' && ms > first.ms)) return null;
  return {
    cause: 'reboot',
    certainty: 'inferred',
    doubt: 'request-alone',
    asked: first.line.at,
    lastSeen: null,
    booted: null,
    gapSeconds: null,
    byUptime: false,
    by: askersIn(request, first.ms, request.at(-1)!.ms),
    evidence: [first.line.evidence],
  };
}
