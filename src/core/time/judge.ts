import type { HostState } from '../esxi/host-state.ts';
import type { Link, LinkName, TimeJudgement, TimeState } from './judgement.ts';
import { kernelClock } from './kernel-clock.ts';
import { configured } from './links/configured.ts';
import { firewall } from './links/firewall.ts';
import { name } from './links/name.ts';
import { measured, offset } from './links/offset.ts';
import { reply } from './links/reply.ts';
import { route } from './links/route.ts';
import { running } from './links/running.ts';
import { selected } from './links/selected.ts';
import { type View, viewOf } from './view.ts';

const judged = new WeakMap<HostState, TimeJudgement>();

/** Judges a host's time link by link; the first that is broken is the cause. Nothing is fine because it is configured so. */
export function judgeTime(state: HostState): TimeJudgement {
  const known = judged.get(state);
  if (known !== undefined) return known;
  const judgement = judge(state);
  judged.set(state, judgement);
  return judgement;
}

function judge(state: HostState): TimeJudgement {
  const view = viewOf(state);
  const { link, ways } = route(view);
  const links = [configured, running, firewall, name, () => link, reply, selected, offset].map((judgeLink) =>
    judgeLink(view),
  );
  const cause = causeOf(links);
  const clock = kernelClock(state);
  const off = measured(view);
  const own = stateOf(view, links, cause);
  const is = clock.runsAway ? 'runaway' : own;
  const runs = linkNamed(links, 'running').state;
  return {
    state: is,
    cause,
    links,
    synchronised: cause?.link === 'selected' && cause.state === 'broken' ? false : syncOf(own),
    ...(off !== undefined && { offsetMs: off.ms, offsetFrom: off.from }),
    offsetEvidence: off?.evidence ?? [],
    ...(runs === 'holds' ? { running: true } : runs === 'broken' ? { running: false } : {}),
    ways,
    clock,
  };
}

export function linkNamed(links: readonly Link[], name: LinkName): Link {
  return links.find(({ link }) => link === name)!;
}

/** An offset is no cause where the daemon follows nobody: it follows from that. */
function causeOf(links: readonly Link[]): Link | null {
  return links.find(({ state }) => state === 'broken' || state === 'starting') ?? null;
}

const BROKEN: Readonly<Record<LinkName, TimeState>> = {
  configured: 'not-configured',
  running: 'stopped',
  firewall: 'blocked',
  name: 'unreachable',
  route: 'unreachable',
  reply: 'unreachable',
  selected: 'rejected',
  offset: 'off',
};

function stateOf(view: View, links: readonly Link[], cause: Link | null): TimeState {
  if (usesPtp(view)) return 'other-source';
  if (cause?.state === 'starting') return 'starting';
  const follows = linkNamed(links, 'selected').state === 'holds';
  // The host says no and shows no server: whether one was rejected or none heard is not known.
  if (cause?.link === 'selected' && view.replied.length === 0) return 'unknown';
  if (cause !== null && (cause.link !== 'offset' || follows)) return BROKEN[cause.link];
  return follows ? 'synchronised' : 'unknown';
}

/** PTP sets the clock, unless NTP stands in for it. */
function usesPtp({ state: { ptp }, ntp }: View): boolean {
  const byPtp = /precision|ptp/i.test(ntp?.kernelTime ?? '');
  return (byPtp || (ptp?.enabled === true && ntp?.kernelTime === undefined)) && ptp?.inFallback !== true;
}

function syncOf(state: TimeState): boolean | 'unknown' {
  switch (state) {
    case 'synchronised':
    case 'off':
      return true;
    case 'unknown':
    case 'other-source':
    case 'runaway':
      return 'unknown';
    case 'not-configured':
    case 'stopped':
    case 'blocked':
    case 'unreachable':
    case 'starting':
    case 'rejected':
      return false;
  }
}
