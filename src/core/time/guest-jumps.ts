/** When a guest takes over its host's time although its periodic synchronisation is off, and what keeps it from that. */

/** The guides of VMware Tools tell these. */
export const JUMPS_AT =
  'when VMware Tools start (so with every restart of the guest), the guest resumes from suspend, a snapshot is reverted or a disk is shrunk';

/** They name no other; copies of KB 1189 and practitioners do. */
export const JUMPS_DISPUTED =
  'Practitioners report the same of a vMotion and of taking a snapshot; the guides of VMware Tools name neither of the two.';

/** By copies of KB 1189, one of which leaves out the first; all to be FALSE. */
export const JUMP_SETTINGS: readonly string[] = [
  'tools.syncTime',
  'time.synchronize.continue',
  'time.synchronize.restore',
  'time.synchronize.resume.disk',
  'time.synchronize.shrink',
  'time.synchronize.tools.startup',
  'time.synchronize.tools.enable',
  'time.synchronize.resume.host',
];

/** The guide of 4.1 advises against it for this. */
export const JUMPS_TRADE = 'Without them a guest loses the correction at its start, too.';
