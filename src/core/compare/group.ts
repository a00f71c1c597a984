import type { HostState } from '../esxi/host-state.ts';
import type { ComparedStep, MissingCommand, Verdict } from './comparison.ts';
import { vmotion } from './purposes.ts';
import { type Findings, gravest, type JudgedStep, type Party, toldOf } from './sides.ts';

/** A host of a group, with what it is called. */
export interface GroupHost {
  readonly host: string | number;
  readonly state: HostState;
}

/** Hosts that fare alike with every other host, and with each other. */
export type Alike = readonly (string | number)[];

/** Two sets of alike hosts, or one with itself, whose pairs all come to the same for the same reason. */
export interface Relation {
  /** Numbers from 1. */
  readonly groups: readonly [number, number];
  readonly pairs: number;
  readonly verdict: Verdict;
  readonly why: string;
  /** The pair that the steps are told of; lines of the first carry `a`, of the second `b`. */
  readonly example: readonly [string | number, string | number];
  readonly steps: readonly ComparedStep[];
  readonly missing: readonly MissingCommand[];
}

/** Which hosts of a group can vMotion to which others, and why not. */
export interface GroupComparison {
  readonly schema: 'vmkbot/group-comparison/1';
  readonly purpose: 'vmotion';
  readonly groups: readonly Alike[];
  readonly pairs: Readonly<Record<Verdict | 'total', number>>;
  /** Row and column are numbers of groups less 1; null: a group of one host with itself. */
  readonly matrix: readonly (readonly (Verdict | null)[])[];
  /** Everything but a plain yes, the gravest first. */
  readonly relations: readonly Relation[];
  /** Relations beyond the bound, which are counted in `pairs` and drawn in `matrix` only. */
  readonly more: number;
}

/** So many hosts make 19,900 pairs. */
export const MOST_COMPARED = 200;

/** Nobody reads more reasons; where hosts differ each in its own way, each pair is one. */
const MOST_RELATIONS = 200;

/** Judges every pair, so that what is grouped is what came out and not what was guessed to be alike. */
export function compareGroup(hosts: readonly GroupHost[]): GroupComparison {
  const outcomes = everyPair(hosts);
  const groups = alike(outcomes);
  const matrix = groups.map((one) => groups.map((other) => verdictOf(outcomes, one, other)));
  const relations = groups.flatMap((one, i) =>
    groups.slice(i).flatMap((other, j): Relation[] => {
      const verdict = matrix[i]![i + j]!;
      if (verdict === null || verdict === 'yes') return [];
      const [a, b] = exampleOf(one, other);
      return [{ ...EMPTY, groups: [i + 1, i + j + 1], pairs: pairsOf(one, other), verdict, example: [a, b] }];
    }),
  );
  const told = relations.toSorted(
    (x, y) => GRAVITY.indexOf(x.verdict) - GRAVITY.indexOf(y.verdict) || y.pairs - x.pairs,
  );
  return {
    schema: 'vmkbot/group-comparison/1',
    purpose: 'vmotion',
    groups: groups.map((members) => members.map((i) => hosts[i]!.host)),
    pairs: counted(outcomes),
    matrix,
    relations: told.slice(0, MOST_RELATIONS).map((each) => explained(each, hosts)),
    more: Math.max(0, told.length - MOST_RELATIONS),
  };
}

const EMPTY = { why: '', steps: [], missing: [] } as const;
const GRAVITY: readonly Verdict[] = ['no', 'risk', 'cannot-tell', 'yes'];

interface Outcome {
  readonly verdict: Verdict;
  /** The same for the same reason, whoever the two are. */
  readonly reason: string;
}

const YES: Outcome = { verdict: 'yes', reason: '' };

/** `[i][j]` and `[j][i]` are one outcome; nothing stands where both are the same. */
type Outcomes = readonly (readonly (Outcome | undefined)[])[];

function everyPair(hosts: readonly GroupHost[]): Outcomes {
  const outcomes: (Outcome | undefined)[][] = hosts.map(() => []);
  for (const [i, one] of hosts.entries()) {
    for (let j = i + 1; j < hosts.length; j++) {
      const outcome = outcomeOf(judged(one, hosts[j]!));
      outcomes[i]![j] = outcome;
      outcomes[j]![i] = outcome;
    }
  }
  return outcomes;
}

function judged(one: GroupHost, other: GroupHost): Findings {
  return vmotion(party('a', one), party('b', other)).findings;
}

export function nameOf(host: string | number): string {
  return typeof host === 'string' ? host : `host ${host}`;
}

function party(side: Party['side'], { host, state }: GroupHost): Party {
  return { side, state, name: nameOf(host) };
}

function outcomeOf({ steps }: Findings): Outcome {
  const verdict = gravest(steps)?.verdict ?? 'cannot-tell';
  return verdict === 'yes' ? YES : { verdict, reason: reasonOf(steps) };
}

/** The facts of every step that is told of a pair; in one order, for which of the two is asked first is no reason. */
function reasonOf(steps: readonly JudgedStep[]): string {
  const told = steps.filter(({ verdict }) => verdict !== 'yes');
  return told
    .map(({ verdict, because, text }) => JSON.stringify([verdict, because ?? text]))
    .toSorted()
    .join(' ');
}

/** Sets of hosts whose outcomes with every third host are the same. */
function alike(outcomes: Outcomes): readonly (readonly number[])[] {
  const groups: number[][] = [];
  for (const i of outcomes.keys()) {
    const group = groups.find(([first]) => fareAlike(outcomes, first!, i));
    if (group === undefined) groups.push([i]);
    else group.push(i);
  }
  return groups.toSorted((x, y) => y.length - x.length);
}

function fareAlike(outcomes: Outcomes, one: number, other: number): boolean {
  return outcomes.every(
    (_, k) => k === one || k === other || outcomes[one]![k]!.reason === outcomes[other]![k]!.reason,
  );
}

function verdictOf(outcomes: Outcomes, one: readonly number[], other: readonly number[]): Verdict | null {
  const [i, j] = one === other ? one : [one[0]!, other[0]!];
  return j === undefined ? null : outcomes[i!]![j]!.verdict;
}

function exampleOf(one: readonly number[], other: readonly number[]): readonly [number, number] {
  return one === other ? [one[0]!, one[1]!] : [one[0]!, other[0]!];
}

function pairsOf(one: readonly number[], other: readonly number[]): number {
  return one === other ? (one.length * (one.length - 1)) / 2 : one.length * other.length;
}

/** With the words and lines of its example: they are made for what is told, not for every pair. */
function explained(relation: Relation, hosts: readonly GroupHost[]): Relation {
  const [i, j] = relation.example as readonly [number, number];
  const { steps, missing } = judged(hosts[i]!, hosts[j]!);
  const why = gravest(steps)?.text ?? '';
  return { ...relation, why, example: [hosts[i]!.host, hosts[j]!.host], steps: steps.map(toldOf), missing };
}

function counted(outcomes: Outcomes): GroupComparison['pairs'] {
  const counts = { total: 0, yes: 0, no: 0, risk: 0, 'cannot-tell': 0 };
  for (const [i, row] of outcomes.entries()) {
    for (let j = i + 1; j < outcomes.length; j++) {
      counts.total += 1;
      counts[row[j]!.verdict] += 1;
    }
  }
  return counts;
}
