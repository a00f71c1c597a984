import { GUEST_MS } from '../time/limits.ts';
import { offsetText, spanText } from '../time/words.ts';
import { rule } from './rule.ts';
import { judged, NO_NEEDS, SEEN, SUBJECT } from './time-chain.ts';

type Facts = {
  readonly subject: string;
  /** Server less host: below zero the host is ahead. */
  readonly offsetMs: number;
  readonly direction: 'ahead' | 'behind';
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
  also: SEEN,
  follows: ['ntp-runaway-clock', 'ntp-offset', 'ntp-not-synchronised', 'ntp-unreachable', 'ntp-not-running'],
  subjects: () => [SUBJECT],

  check(state) {
    const { offsetMs, offsetEvidence, state: is } = judged(state);
    if (offsetMs === undefined || Math.abs(offsetMs) < GUEST_MS || is === 'other-source') return [];
    const direction = offsetMs < 0 ? ('ahead' as const) : ('behind' as const);
    const facts: Facts = { subject: SUBJECT, offsetMs, direction, settings: SETTINGS };
    return [{ facts, evidence: offsetEvidence }];
  },

  explain: ({ offsetMs, direction, settings }) => ({
    problem: `The host ${offsetText(offsetMs)} its server, and guests can take that over.`,
    why: `${
      direction === 'ahead'
        ? `A guest that starts here jumps ${spanText(offsetMs)} ahead, whatever its Tools version, and its own time service pulls it back later.`
        : 'A guest with Tools older than 10.2 jumps back when it starts here; newer Tools only ever set the time forward.'
    } That periodic synchronisation is off does not stop it: when Tools start, a guest resumes, a snapshot is reverted or a disk shrinks it is set once, and practitioners report the same of vMotion and of taking a snapshot.`,
    todo: `Before the clock is corrected, evacuate guests that must not jump (domain controllers, databases, clusters) or switch off their one-off synchronisation: ${settings.join(', ')}, each FALSE, edited while the guest is off. They then lose the correction at boot, too.`,
  }),
});
