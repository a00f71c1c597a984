import type { ClockRead } from '../esxi/time-state.ts';
import type { Evidence } from '../evidence.ts';
import { JUMP_SETTINGS, JUMPS_AT, JUMPS_DISPUTED, JUMPS_TRADE } from '../time/guest-jumps.ts';
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
    why: `${direction === 'ahead' ? aheadText(offsetMs) : BEHIND} That its periodic synchronisation is off does not stop it: it is set once ${JUMPS_AT}. ${JUMPS_DISPUTED}`,
    todo: `Before the clock is corrected, evacuate guests that must not jump (domain controllers, databases, clusters) or switch off their one-off synchronisation: ${settings.join(', ')}, each FALSE, edited while the guest is off. ${JUMPS_TRADE}`,
  }),
});

const aheadText = (offsetMs: number) =>
  `A guest that starts here jumps ${spanText(offsetMs)} ahead, whatever its Tools version; in a case that was told its own time service pulled it back a moment later.`;

/** What Tools between those of 6.0 and 10.2 do is in no guide that was read. */
const BEHIND =
  'A guest with the Tools of 4.1 to 6.0 jumps back when it starts here; from Tools 10.2 on it is set forward only, unless `time.synchronize.tools.startup.backward` is on.';

function found(offsetMs: number, against: Facts['against'], evidence: readonly Evidence[]): Found<Facts>[] {
  const direction = offsetMs < 0 ? ('ahead' as const) : ('behind' as const);
  return [{ facts: { subject: SUBJECT, offsetMs, direction, against, settings: JUMP_SETTINGS }, evidence }];
}

/** No server tells how far the host is off; our own clock does, where it is off beyond the bound. */
function besideOurs(readings: readonly ClockRead[] = []): Found<Facts>[] {
  const skew = skewFrom(readings);
  if (skew === undefined || apart(skew, { low: 0, high: 0 }) < GUEST_MS) return [];
  const evidence = readings.map(({ evidence }) => evidence.host!);
  return found(-skew.skewMs, 'bot', evidence);
}
