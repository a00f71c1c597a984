import { atLeast, isClassic } from '../esxi/version.ts';
import { linkNamed } from '../time/judge.ts';
import { linesOf } from '../time/view.ts';
import { openingOf } from './ntp-firewall.ts';
import { type Found, rule } from './rule.ts';
import { causeAmong, judged, lacking, NO_NEEDS, SEEN, type Seen, SUBJECT } from './time-chain.ts';

type Facts = {
  readonly subject: string;
  /** `stopped`, `disabled`, or `not-at-boot` where it runs now. */
  readonly reason: string;
  readonly text: string;
  /** How this version starts it, now and at boot where that is not set. */
  readonly start: string;
  /** What would keep it from its servers once it runs. */
  readonly wall?: { readonly text: string; readonly todo: string };
};

/** Servers are configured, and nobody asks them: the daemon is stopped, or will not start with the host. */
export const ntpNotRunning = rule({
  id: 'ntp-not-running',
  title: 'The time daemon does not run',
  severity: 'error',
  certainty: 'documented',
  sources: ['KB312204', 'KB443781'],
  needs: NO_NEEDS,
  also: SEEN,

  lacks: (state) => lacking(state, ['running']),

  check(state): readonly Found<Facts>[] {
    const cause = causeAmong(state, ['running']);
    if (cause === null) return notAtBoot(state);
    const link = linkNamed(judged(state).links, 'firewall');
    const wall = link.state === 'broken' ? { text: link.text, todo: openingOf(state, link) } : undefined;
    const start = startOf(state);
    const facts = {
      subject: SUBJECT,
      reason: cause.reason ?? 'stopped',
      text: cause.text,
      start,
      ...(wall && { wall }),
    };
    const evidence = [...cause.evidence, ...(wall === undefined ? [] : link.evidence)];
    return [{ facts, evidence, certainty: cause.certainty }];
  },

  explain: ({ text, reason, start, wall }) => ({
    problem: wall === undefined ? text : `${text} ${wall.text}`,
    why:
      reason === 'not-at-boot'
        ? 'It runs now and was not set to start with the host, so the time is no longer corrected after the next reboot.'
        : 'That servers are configured corrects nothing: only the running daemon asks them.',
    todo: `${wall === undefined ? '' : `${wall.todo} `}${start} Then give it up to 15 minutes before judging it.`,
  }),
});

function notAtBoot(state: Seen): readonly Found<Facts>[] {
  const { running, state: is } = judged(state);
  if (running !== true || state.ntp?.enabled !== false || is === 'other-source' || is === 'not-configured') return [];
  const text = 'The daemon runs, but it is not set to start with the host.';
  const facts = { subject: SUBJECT, reason: 'not-at-boot', text, start: startOf(state) };
  return [{ facts, evidence: linesOf(state.ntp, 'enabled'), severity: 'risk' }];
}

function startOf(state: Seen): string {
  const atBoot = state.ntp?.enabled === true ? '; at boot it starts by itself.' : ', and `chkconfig ntpd on` at boot.';
  if (isClassic(state) === true) return `\`service ntpd start\` starts the daemon now${atBoot}`;
  const seven = atLeast(state, '7.0');
  if (seven === false) return `\`/etc/init.d/ntpd start\` starts the daemon now${atBoot}`;
  const newer = 'From 7.0 on `esxcli system ntp set --enabled=true` starts it now and at boot.';
  const older = 'Up to 6.7 `/etc/init.d/ntpd start` starts it now, and `chkconfig ntpd on` at boot.';
  return seven === true ? newer : `${newer} ${older}`;
}
