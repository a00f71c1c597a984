import type { ClockRead } from '../esxi/time-state.ts';
import type { Evidence } from '../evidence.ts';
import { GUEST_MS } from '../time/limits.ts';
import { apart, skewFrom } from '../time/skew.ts';
import { offsetText, spanText } from '../time/words.ts';
import { type Found, rule } from './rule.ts';
import { judged, NO_NEEDS, SEEN, SUBJECT } from './time-chain.ts';

type Facts = {
  readonly subject: string;
  /** Server less host: below zero the host is ahead. */
  readonly offsetMs: number;
  readonly direction: 'ahead' | 'behind';
  /** Whose clock it was measured against: without a server it is ours. */
  readonly against: 'server' | 'bot';
  /** What keeps a guest from taking over the host's time, all to be FALSE. */
  readonly settings: readonly string[];
};

/** The one-off settings of VMware Tools (KB 1189); the tick box in a guest's options is about the periodic correction alone. */
const SETTINGS = [
  'tools.syncTime',
  'time.synchronize.continue',
  'time.synchronize.restore',
  'time.synchronize.resume.disk',
  'time.synchronize.shrink',
  'time.synchronize.tools.startup',
  'time.synchronize.tools.enable',
  'time.synchronize.resume.host',
];

/** The host is so far off that a guest notices: at its start, and where its time is set once, it takes the host's time over. */
export const guestTimeStep = rule({
  id: 'guest-time-step',
  title: 'Guests may jump with the clock of the host',
  severity: 'risk',
  certainty: 'documented',
  sources: ['TOOLS', 'S004', 'KB1189'],
  needs: NO_NEEDS,
  also: [...SEEN, 'clockReadings'],
  follows: [
    'clock-skew',
    'ntp-runaway-clock',
    'ntp-offset',
    'ntp-not-synchronised',
    'ntp-unreachable',
    'ntp-not-running',
  ],
  subjects: () => [SUBJECT],

  check(state) {
    const { offsetMs, offsetEvidence, state: is } = judged(state);
    if (is === 'other-source') return [];
    if (offsetMs === undefined) return besideOurs(state.clockReadings);
    return Math.abs(offsetMs) < GUEST_MS ? [] : found(offsetMs, 'server', offsetEvidence);
  },

  explain: ({ offsetMs, direction, against, settings }) => ({
    problem: `The host ${offsetText(offsetMs)} ${against === 'bot' ? 'the machine that the bot runs on' : 'its server'}, and guests can take that over.`,
    why: `${
      direction === 'ahead'
        ? `A guest that starts here jumps ${spanText(offsetMs)} ahead, whatever its Tools version, and its own time service pulls it back later.`
        : 'A guest with Tools older than 10.2 jumps back when it starts here; newer Tools only ever set the time forward.'
    } That periodic synchronisation is off does not stop it: when Tools start, a guest resumes, a snapshot is reverted or a disk shrinks it is set once, and practitioners report the same of vMotion and of taking a snapshot.`,
    todo: `Before the clock is corrected, evacuate guests that must not jump (domain controllers, databases, clusters) or switch off their one-off synchronisation: ${settings.join(', ')}, each FALSE, edited while the guest is off. They then lose the correction at boot, too.`,
  }),
});

function found(offsetMs: number, against: Facts['against'], evidence: readonly Evidence[]): Found<Facts>[] {
  const direction = offsetMs < 0 ? ('ahead' as const) : ('behind' as const);
  return [{ facts: { subject: SUBJECT, offsetMs, direction, against, settings: SETTINGS }, evidence }];
}

/** No server tells how far the host is off; our own clock does, where it is off beyond the bound. */
function besideOurs(readings: readonly ClockRead[] = []): Found<Facts>[] {
  const skew = skewFrom(readings);
  if (skew === undefined || apart(skew, { low: 0, high: 0 }) < GUEST_MS) return [];
  const evidence = readings.map(({ evidence }) => evidence.host!);
  return found(-skew.skewMs, 'bot', evidence);
}
