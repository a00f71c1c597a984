import { documented, reported, type Symptom } from './symptom.ts';

/** Machines no longer share pages. */
export const pageSharing: Symptom = {
  id: 'page-sharing',
  summary:
    'Since page sharing is salted, machines share pages only within themselves by default; `Mem.ShareForceSalting` decides it.',
  known: [
    documented(
      '2, the default: only within a machine, unless machines carry the same `sched.mem.pshare.salt`.',
      'S004',
    ),
    documented('1: machines without a salt share with each other, machines of one salt among themselves.', 'S004'),
    documented('0: the salt is ignored and all share.', 'S004'),
    reported('Large pages hide sharing until memory is short.', 'S004'),
  ],
  todo: [
    reported(
      'Lower the setting only where machines of different owners may share memory: keeping them apart is what it is for.',
      'S004',
    ),
  ],
  evidence: ['esxcli system settings advanced list -o /Mem/ShareForceSalting'],
  findings: ['page-sharing-salt'],
};
