import type { HostState } from '../esxi/host-state.ts';
import { judgeTime, linkNamed } from '../time/judge.ts';
import { LINKS, type Link, type LinkName, type TimeJudgement } from '../time/judgement.ts';
import type { Having, Need } from './rule.ts';

/** What the time rules look at; the chain makes do with what was captured of it. */
export const SEEN = [
  ...(['ntp', 'ptp', 'clock', 'firewall', 'vmknics', 'routes', 'routes6', 'dns', 'neighbors'] as const),
  ...(['serviceConsole', 'logEvents'] as const),
];
export type Seen = Having<never, (typeof SEEN)[number]>;

/** No section alone is needed. */
export const NO_NEEDS: readonly Need<never>[] = [];

/** What findings on time are about, so that one can stand under another. */
export const SUBJECT = 'host clock';

export const judged = (state: Seen): TimeJudgement => judgeTime(state as HostState);

/** The cause, where it is one of these links. */
export function causeAmong(state: Seen, links: readonly LinkName[]): Link | null {
  const { cause, state: is } = judged(state);
  return cause !== null && cause.state === 'broken' && is !== 'other-source' && links.includes(cause.link)
    ? cause
    : null;
}

/** What would tell of these links. Nothing is wanted of what comes behind the cause, or of a clock that PTP sets. */
export function lacking(state: Seen, names: readonly LinkName[]): readonly string[] {
  const { cause, links, state: is } = judged(state);
  if (is === 'other-source') return [];
  const last = cause === null ? LINKS.length : LINKS.indexOf(cause.link);
  return names.filter((each) => LINKS.indexOf(each) < last).flatMap((each) => linkNamed(links, each).missing);
}
