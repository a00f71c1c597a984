import { inferred, reported, type Symptom } from './symptom.ts';

/** Ballooning, swapping and the memory states. */
export const memoryState: Symptom = {
  id: 'memory-state',
  summary:
    'The memory state tells how hard the host reclaims memory: ballooning in soft, compression and swapping in hard, and in low it also stops new allocations. `esxtop`, key m, prints it in its first lines.',
  known: [
    reported(
      'Up to 5.5 there are four states, high, soft, hard and low; from 6.0 on clear stands between high and soft, and large pages are broken there first.',
      'MEM6',
      'S004',
    ),
    reported(
      'Soft begins below 64 %, hard below 32 % and low below 16 % of minFree, which is 899 MB for the first 28 GB and 1 % of the rest.',
      'MEM6',
    ),
    reported('Where high begins, sources disagree: 300 % or 400 % of minFree from 6.0 on.', 'MEM6'),
    inferred(
      "Ballooning with plenty of free memory comes from a limit on the machine or its resource pool, not from the host's state.",
      'MEM6',
    ),
  ],
  todo: [reported('Look at the state and at the balloon and swap columns together.', 'MEM6')],
  evidence: ['esxtop'],
  findings: ['memory-state'],
};
