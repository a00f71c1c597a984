/** Whether time came right after its settings were changed: what is kept of the watch, and what each look adds. */
import type { HostState } from '../../core/esxi/host-state.ts';
import { headline } from '../../core/time/headline.ts';
import { judgeTime } from '../../core/time/judge.ts';
import type { TimeJudgement } from '../../core/time/judgement.ts';
import { viewOf } from '../../core/time/view.ts';
import { BY_ITS_WORD, spanText } from '../../core/time/words.ts';

/** Times are milliseconds since 1970 by the clock of the watch. */
export interface Watch {
  readonly since: number;
  /** Then it says what is in the way. */
  readonly until: number;
  /** No look before. */
  readonly next: number;
  /** The server that the daemon followed at the last look, and its register; null where it followed none, or shows no table of them. */
  readonly server: string | null;
  readonly reach: number | null;
  /** How far the host was from it then, in milliseconds, below zero ahead; left out of records from before. */
  readonly offsetMs?: number | null;
  /** What was in the way at the last look, as a word that tells it from another. */
  readonly obstacle: string | null;
  /** Whether time came right; null while it is watched. */
  readonly followed: boolean | null;
}

/** How long is watched, and how often is looked. */
export interface WatchPatience {
  readonly watch: number;
  readonly watchEvery: number;
}

export function begunWatch(now: number, { watch }: WatchPatience): Watch {
  return {
    ...{ since: now, until: now + watch, next: now },
    ...{ server: null, reach: null, offsetMs: null, obstacle: null, followed: null },
  };
}

/** What a look came to; `news` where something else is in the way than before. */
export type Looked =
  | { readonly kind: 'on'; readonly watch: Watch; readonly news: string | null }
  | { readonly kind: 'over'; readonly watch: Watch; readonly why: string };

/** One good sample is no trend: a server is followed where its register is full, or grew from one look to the next. */
export function lookedAt(watch: Watch, state: HostState, now: number, { watchEvery }: WatchPatience): Looked {
  const judged = judgeTime(state);
  const { server, reach } = followedIn(state);
  const seen = { ...watch, server, reach, offsetMs: server === null ? null : (judged.offsetMs ?? null) };
  const grew = server !== null && server === watch.server && isMore(watch.reach, reach);
  if (judged.state === 'synchronised' && (reach === FULL || grew)) {
    const by = reach === null || watch.reach === null || reach === FULL ? '' : ` ${grewText(watch.reach, reach)}`;
    return { kind: 'over', watch: { ...seen, followed: true }, why: `${headline(judged)}${by}` };
  }
  const obstacle = obstacleIn(judged);
  if (now >= watch.until) return late({ ...seen, obstacle }, textOf(judged));
  const next = { ...seen, obstacle, next: now + watchEvery };
  return { kind: 'on', watch: next, news: obstacle === watch.obstacle ? null : textOf(judged) };
}

/** A host that could not be read now is read again, as long as the watch lasts. */
export function notLookedAt(watch: Watch, why: string, now: number, { watchEvery }: WatchPatience): Looked {
  if (now >= watch.until) return late(watch, `I could not read it any more. ${why}`);
  const obstacle = 'not-read';
  const next = { ...watch, obstacle, next: now + watchEvery };
  return { kind: 'on', watch: next, news: obstacle === watch.obstacle ? null : why };
}

function late(watch: Watch, text: string): Looked {
  const why = `After ${spanText(watch.until - watch.since)} time is not right. ${text}`;
  return { kind: 'over', watch: { ...watch, followed: false }, why };
}

const FULL = 0o377;

/** A host that says itself that it is in sync is asked twice, too. */
function followedIn(state: HostState): { readonly server: string | null; readonly reach: number | null } {
  const { ntp, selected } = viewOf(state);
  if (selected !== undefined) return { server: selected.remote, reach: selected.reach };
  return { server: ntp?.peers === undefined && ntp?.synchronised === true ? BY_ITS_WORD : null, reach: null };
}

const isMore = (before: number | null, now: number | null) => (before ?? -1) < (now ?? 0);

function grewText(before: number, now: number): string {
  return `Its reach grew from ${before.toString(8)} to ${now.toString(8)}.`;
}

const obstacleIn = ({ state, cause }: TimeJudgement) => [state, cause?.link, cause?.reason].join(' ').trim();

function textOf(judged: TimeJudgement): string {
  return judged.state === 'synchronised' || judged.state === 'runaway'
    ? headline(judged)
    : (judged.cause?.text ?? headline(judged));
}
