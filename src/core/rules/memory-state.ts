import { judgeMemory, type Taken, takenFrom } from '../memory.ts';
import { shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { type ByDesign, type Found, type Having, rule } from './rule.ts';

type Facts = {
  readonly kind: 'short' | 'taken-without-shortage';
  readonly state: string | null;
  readonly freeMb: number | null;
  readonly minFreeMb: number | null;
  readonly freePercent: number | null;
  readonly machines: readonly string[];
  readonly balloonedMb: number;
  readonly swappedMb: number;
  /** Which of the two the rows of machines do not tell: then it is the host's own sum. */
  readonly ofHost: readonly ('balloonedMb' | 'swappedMb')[];
  readonly limits: readonly string[];
  /** True where the targets say that the balloons are let out again. */
  readonly ending: boolean;
};

type State = Having<'memory', 'machines'>;

/** The host is short of memory; or memory is taken from machines although it is not. */
export const memoryState = rule({
  id: 'memory-state',
  title: 'Memory is taken back from machines',
  severity: 'risk',
  certainty: 'reported',
  sources: ['MEM6', 'S004'],
  needs: [{ section: 'memory', command: 'esxtop' }],
  also: ['machines'],
  lacks: (state) => (judgeMemory(state.memory, state).isShort === null ? ['esxtop'] : []),

  check(state) {
    const { isShort } = judgeMemory(state.memory, state);
    if (isShort === true) return [short(state)];
    return isShort === false ? withoutShortage(state) : [];
  },

  byDesign(state): ByDesign[] {
    const judged = judgeMemory(state.memory, state);
    if (judged.state !== 'clear' || judged.disagrees) return [];
    const text =
      'The host is in memory state clear: it breaks large pages so that equal ones can be shared, and takes nothing back by balloons yet.';
    return [{ text, evidence: shown(state.memory, 'state', 'freeMb') }];
  },

  explain(facts) {
    return facts.kind === 'short' ? explainShort(facts) : explainTaken(facts);
  },
});

function factsOf(state: State, kind: Facts['kind'], taken: readonly Taken[]): Facts {
  const { memory } = state;
  const judged = judgeMemory(memory, state);
  const sum = (key: 'balloonedMb' | 'swappedMb') => Math.round(taken.reduce((all, each) => all + (each[key] ?? 0), 0));
  const ofHost = (['balloonedMb', 'swappedMb'] as const).filter(
    (key) => sum(key) === 0 && Math.round(memory[key] ?? 0) > 0,
  );
  const ballooned = taken.filter(({ balloonedMb = 0 }) => balloonedMb > 0);
  return {
    kind,
    state: judged.state,
    freeMb: memory.freeMb ?? null,
    minFreeMb: judged.minFreeMb,
    freePercent: judged.freePercent,
    machines: taken.map(({ name }) => name),
    balloonedMb: sum('balloonedMb') || Math.round(memory.balloonedMb ?? 0),
    swappedMb: sum('swappedMb') || Math.round(memory.swappedMb ?? 0),
    ofHost,
    limits: taken.flatMap(({ name, limit, sizeMb }) =>
      limit?.isBelowSize === true
        ? [`${name} may have ${limit.mb} MB${sizeMb === undefined ? '' : ` of its ${sizeMb} MB`}`]
        : [],
    ),
    ending: ballooned.length > 0 && ballooned.every(({ balloonTargetMb }) => balloonTargetMb === 0),
  };
}

function short(state: State): Found<Facts> {
  const { memory } = state;
  const judged = judgeMemory(memory, state);
  const taken = takenFrom(memory, state);
  return {
    facts: factsOf(state, 'short', taken),
    severity: judged.state === 'hard' || judged.state === 'low' ? 'error' : 'risk',
    certainty: judged.certainty === 'documented' ? 'reported' : judged.certainty,
    evidence: [...shown(memory, 'state', 'minFreeMb', 'freeMb'), ...taken.flatMap((each) => shown(each, 'name'))],
  };
}

function withoutShortage(state: State): Found<Facts>[] {
  const { memory } = state;
  const taken = takenFrom(memory, state);
  const facts = factsOf(state, 'taken-without-shortage', taken);
  if (facts.balloonedMb + facts.swappedMb === 0) return [];
  const config = (state.machines ?? []).filter(({ name, limitMb }) => facts.machines.includes(name) && limitMb);
  return [
    {
      facts,
      severity: facts.ending || facts.balloonedMb === 0 ? 'note' : 'risk',
      certainty: 'inferred',
      evidence: [
        ...shown(memory, 'state', 'freeMb', 'balloonedMb', 'swappedMb'),
        ...taken.flatMap((each) => shown(each, 'balloonedMb', 'swappedMb', 'limitMb')),
        ...config.flatMap((each) => shown(each, 'limitMb')),
      ],
    },
  ];
}

const EFFECT: Readonly<Record<string, string>> = {
  soft: 'Below 64 % of minFree it inflates balloons in the machines, and their guests page on their own.',
  hard: 'Below 32 % of minFree it compresses and swaps what machines use, and one source says that ballooning stops there.',
  low: 'Below 16 % of minFree it swaps and stops machines from taking more than their target.',
};

function explainShort(facts: Facts) {
  const { state, freeMb, minFreeMb, freePercent, machines } = facts;
  const free =
    freeMb === null
      ? ''
      : `: ${freeMb} MB are free${freePercent === null ? '' : `, ${freePercent} % of minFree (${minFreeMb} MB)`}`;
  const from = machines.length === 0 ? '' : ` ${amounts(facts)}.`;
  return {
    problem: `The host is in memory state ${state}${free}.${from}`,
    why: EFFECT[state ?? 'soft']!,
    todo: 'Move machines to another host or shut down those that can wait, then look at the state again; what cures it is more memory or fewer machines.',
  };
}

function explainTaken(facts: Facts) {
  const { state, freeMb, balloonedMb, limits, ending } = facts;
  const free = freeMb === null ? '' : ` with ${freeMb} MB free`;
  const at = state === null ? `is not short of memory${free}` : `is in memory state ${state}${free}`;
  return {
    problem: `${amounts(facts)}, although the host ${at}.`,
    why: whyTaken(limits, ending, balloonedMb),
    todo:
      limits.length > 0
        ? `Remove that limit, or raise it to the machine's size, where nobody wants it; the host itself needs nothing.`
        : ending || balloonedMb === 0
          ? 'Look again later; where it stays, look for a limit on the machine and on its resource pool.'
          : 'Look for a limit on the machine and on its resource pool, and remove what nobody wants; the host itself needs nothing.',
  };
}

function whyTaken(limits: readonly string[], ending: boolean, balloonedMb: number): string {
  if (limits.length > 0) return `A limit takes memory back however much is free: ${list(limits)}.`;
  if (balloonedMb === 0)
    return 'What was swapped stays in the swap file until the guest touches it, so it may be the rest of an earlier shortage; a limit does the same.';
  if (ending) return 'The targets are 0, so the balloons are being let out: a shortage that is over left them.';
  return 'A host that is not short takes nothing back for itself: a limit on the machine or on its resource pool does, or a shortage that has just ended.';
}

/** What is taken, of which machines where their rows tell it, else on the host. */
function amounts({ machines, balloonedMb, swappedMb, ofHost }: Facts): string {
  const whose = machines.length === 0 ? 'its machines' : list(machines.slice(0, 6));
  const told = (isOfHost: boolean) =>
    list([
      ...(balloonedMb > 0 && ofHost.includes('balloonedMb') === isOfHost ? [`${balloonedMb} MB are ballooned`] : []),
      ...(swappedMb > 0 && ofHost.includes('swappedMb') === isOfHost ? [`${swappedMb} MB are swapped`] : []),
    ]);
  const [own, all] = [told(false), told(true)];
  const parts = [...(all === '' ? [] : [`${all} on the host`]), ...(own === '' ? [] : [`${own} of ${whose}`])];
  return parts.length === 0 ? `Memory is wanted of ${whose}` : parts.join(', ');
}
