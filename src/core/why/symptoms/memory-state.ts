import type { Memory } from '../../esxi/memory-state.ts';
import { atLeast } from '../../esxi/version.ts';
import { judgeMemory, type MemoryJudgement } from '../../memory.ts';
import { memoryState as rule } from '../../rules/memory-state.ts';
import { shown } from '../../services/adapters.ts';
import { type Asked, type Draft, sure, type WhyStep, what } from '../answer.ts';
import { ofRule, stepsOfRule } from './of-rule.ts';
import { inferred, reported, type Symptom } from './symptom.ts';

/** Ballooning, swapping and the memory states. */
export const memoryState: Symptom = {
  id: 'memory-state',
  summary:
    'The memory state tells how hard the host reclaims memory: ballooning in soft, compression and swapping in hard, and in low it also stops new allocations. `esxtop`, key m, prints it in its first lines.',
  known: [
    reported(
      'Up to 5.5 there are four states, high, soft, hard and low, as S004 lists them; from 6.0 on clear stands between high and soft, so that list is incomplete there.',
      'MEM6',
      'S004',
    ),
    reported(
      'Soft begins below 64 %, hard below 32 % and low below 16 % of minFree, which is 899 MB for the first 28 GB and 1 % of the rest; each is left a little later than it is entered.',
      'MEM6',
    ),
    reported('Where high begins, sources disagree: 300 % or 400 % of minFree from 6.0 on.', 'MEM6'),
    reported(
      'In hard the host swaps as well, by S004; another source says that ballooning stops there.',
      'S004',
      'MEM6',
    ),
    inferred(
      "Ballooning with plenty of free memory comes from a limit on the machine or its resource pool, not from the host's state.",
      'MEM6',
    ),
  ],
  todo: [
    reported(
      'Look at the state and at the balloon and swap columns together: paste the memory screen (key m), or send a batch of `esxtop -b -n 2` as a file.',
      'MEM6',
    ),
  ],
  evidence: ['esxtop'],
  findings: ['memory-state'],
  seen,
};

function seen(asked: Asked): Draft | null {
  const { state } = asked;
  const { memory } = state;
  if (memory === undefined) return null;
  const judged = judgeMemory(memory, state);
  if (judged.disagrees) return disagreeing(memory, judged);
  const finding = ofRule(asked, 'memory-state');
  const lines = shown(memory, 'state', 'stateNumber', 'freeMb', 'minFreeMb');
  const steps = [
    ...(finding === null ? [] : stepsOfRule(finding)),
    ...(finding === null && judged.state !== null ? [what(calm(judged), judged.certainty, lines, ['MEM6'])] : []),
    ...sampleStep(asked),
    ...boundaries(asked, judged),
  ];
  if (judged.isShort === null)
    return { premise: 'cannot-tell', answer: OPEN, steps, missing: ['esxtop'], findings: ['memory-state'] };
  return {
    premise: finding === null ? 'does-not-hold' : 'holds',
    answer: finding?.problem ?? calm(judged),
    steps,
    missing: memory.machines === undefined && memory.balloonedMb === undefined ? ['esxtop'] : [],
    findings: ['memory-state'],
    sources: rule.sources,
  };
}

/** Two lines of one screen that cannot both hold: an older screen was mixed in, or a number was cut. */
function disagreeing(memory: Memory, { state, freePercent }: MemoryJudgement): Draft {
  const text = `The host prints memory state ${state} with ${freePercent} % of minFree free: by every source the two exclude each other`;
  return {
    premise: 'cannot-tell',
    answer: `${text}, so how short it is stays open. Take the screen again, whole.`,
    steps: [what(`${text}.`, 'inferred', shown(memory, 'state', 'freeMb', 'minFreeMb'), ['MEM6'])],
    missing: ['esxtop'],
    findings: ['memory-state'],
  };
}

const OPEN =
  'What was read does not show how short the memory is: the lines PMEM and VMKMEM of the memory screen tell it, above the rows of the machines.';

function calm({ state, freePercent }: MemoryJudgement): string {
  const free = freePercent === null ? '' : `, ${freePercent} % of minFree free`;
  if (state === 'clear')
    return `The host is in memory state clear${free}: it breaks large pages so that equal ones can be shared, and takes nothing from machines by balloons yet.`;
  if (state === null) return `The host is not short of memory${free}, and nothing is ballooned or swapped.`;
  return `The host is in memory state high${free}: it takes nothing back from machines.`;
}

function sampleStep({ state: { memory } }: Asked): readonly WhyStep[] {
  if (memory?.samples === undefined || memory.samples < 2) return [];
  const text = `Of ${memory.samples} samples this is the one with the least free memory (${memory.at}); of machines the most is shown.`;
  return [what(text, 'documented', shown(memory, 'freeMb'))];
}

/** Where the number at hand lies between what sources say, and what stands in for lines that were not there. */
function boundaries({ state }: Asked, judged: MemoryJudgement): readonly WhyStep[] {
  const { freePercent, state: name, certainty, minFreeIsPrinted, minFreeMb } = judged;
  const newer = atLeast(state, '6.0');
  const steps: WhyStep[] = [];
  const number = state.memory?.stateNumber;
  if (number !== undefined && certainty !== 'documented')
    steps.push(
      sure(
        newer === false || number === 0
          ? `The batch prints the state as the number ${number}; that it counts from high on is inferred.`
          : `The batch prints the state as the number ${number}, and what it means is not known here, for 6.0 put clear between high and soft${freePercent === null ? '' : `: ${freePercent} % of minFree is what counts`}.`,
        'inferred',
        shown(state.memory!, 'stateNumber'),
      ),
    );
  else if (certainty !== 'documented' && freePercent !== null)
    steps.push(
      sure(`The state itself was not printed: it follows from ${freePercent} % of minFree.`, certainty, [], ['MEM6']),
    );
  if (!minFreeIsPrinted && minFreeMb !== null)
    steps.push(
      sure(
        `minFree was not printed either: ${minFreeMb} MB is reckoned from the host's memory.`,
        'reported',
        [],
        ['MEM6'],
      ),
    );
  if (newer === true && freePercent !== null && freePercent >= 100 && freePercent <= 400 && certainty === 'documented')
    steps.push(
      sure(
        `${freePercent} % lies below the 300 or 400 % of minFree at which sources let high begin: the state that the host prints counts, since it leaves a state later than it enters it.`,
        'reported',
        [],
        ['MEM6'],
      ),
    );
  if (newer === false && name === 'clear')
    steps.push(
      sure(
        'Clear is a state of 6.0 and newer, and the version shown is older: one of the two is of another host.',
        'inferred',
      ),
    );
  if (newer === undefined && freePercent !== null && freePercent >= 64 && freePercent < 100)
    steps.push(
      sure(
        'The version was not shown: between 64 and 100 % of minFree it is high up to 5.5 and clear from 6.0 on.',
        'reported',
        [],
        ['MEM6'],
      ),
    );
  return steps;
}
