import { asOn, toAsk } from '../esxi/commands.ts';
import type { HostState } from '../esxi/host-state.ts';
import type { Certainty, Evidence } from '../evidence.ts';
import { SOURCES, type SourceKey } from '../sources.ts';

export type Severity = 'error' | 'risk' | 'note';

/** A section a rule reads, and the command that captures it. */
export interface Need<K extends keyof HostState = keyof HostState> {
  readonly section: K;
  readonly command: string;
}

/** Facts are JSON; the words are made from them by `explain`. */
export type Facts = Readonly<Record<string, unknown>>;

export interface Found<F extends Facts> {
  readonly facts: F;
  readonly evidence: readonly Evidence[];
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  readonly certainty?: Certainty;
}

/** Something that the rule leaves alone, and why. */
export interface ByDesign {
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

export interface Explanation {
  readonly problem: string;
  readonly why: string;
  readonly todo: string;
}

/** The parts of a state that are always there, so that no rule needs to declare them. */
type Always = 'host' | 'netstacks' | 'contradictions' | 'assumptions' | 'unread' | 'notCaptured';

/** The state as a rule sees it: what it needs is there, what it may also look at is optional, the rest does not compile. */
export type Having<K extends keyof HostState, L extends keyof HostState = never> = Pick<HostState, Always | L> & {
  readonly [P in K]-?: NonNullable<HostState[P]>;
};

/** One diagnosis: its file is its id. `check` finds facts, `explain` makes the words. */
export interface Rule<
  K extends keyof HostState = keyof HostState,
  F extends Facts = Facts,
  L extends keyof HostState = keyof HostState,
> {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly sources: readonly SourceKey[];
  /** Sections without which it is reported as not checked, with the command that captures each. */
  readonly needs: readonly Need<K>[];
  /** Sections of which any one will do; where none is there the rule is reported as not checked with these commands. */
  readonly needsOneOf?: readonly Need<L>[];
  /** Sections it takes into account where they are there, but can do without. */
  readonly also?: readonly L[];
  /** Ids of rules whose finding, about the same adapters or prefix, makes this one a consequence that is shown under it. */
  readonly follows?: readonly string[];
  /** The adapters and prefixes by which it follows from another; all that its facts name where this is left out. */
  subjects?(facts: F): readonly string[];
  /** Commands still wanted although the sections are there (an adapter's switch is not known, …): then it is not checked whole. */
  lacks?(state: Having<K, L>): readonly string[];
  check(state: Having<K, L>): readonly Found<F>[];
  /** What looks like a finding and is right as it is, with the reason: the answer to whoever asks about just that. */
  byDesign?(state: Having<K, L>): readonly ByDesign[];
  explain(facts: F): Explanation;
}

/** Keeps the types of `needs` and `facts` tied to `check` and `explain`, and forgets them for the index. */
export function rule<const K extends keyof HostState, F extends Facts, const L extends keyof HostState = never>(
  definition: Rule<K, F, L>,
): Rule {
  return definition as unknown as Rule;
}

export interface Finding extends Explanation {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly facts: Facts;
  readonly evidence: readonly Evidence[];
  readonly sources: readonly { readonly key: string; readonly title: string; readonly url: string | null }[];
  /** Findings that follow from this one, shown under it. */
  readonly explains: readonly Finding[];
  /** The host's name, or its number from 1, where several hosts were read. */
  readonly host?: string | number;
}

export interface NotChecked {
  readonly rule: string;
  /** None where what would tell was asked, and this host does not print it. */
  readonly needs: readonly string[];
  readonly host?: string | number;
}

export interface Diagnosis {
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
}

/** What one rule says of one state: its findings, whether it was checked whole, and the commands that it would still need. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly whole: boolean;
  /** None although it was not checked whole: what would tell was asked, and this host does not print it. */
  readonly needs: readonly string[];
}

/** Runs one rule where its sections were captured. What a rule throws is a bug and is not caught. */
export function judge(rule: Rule, state: HostState): Judgement {
  const needs = missing(rule, state);
  if (needs.length > 0) return { findings: [], ...wanted(state, needs) };
  const having = state as Having<keyof HostState, keyof HostState>;
  const found = rule.check(having);
  return {
    findings: found.length === 0 ? [] : found.map((each) => toFinding(rule, each)),
    ...wanted(state, rule.lacks?.(having) ?? []),
  };
}

/** What this host cannot print at all, such as the interfaces of a Service Console that it does not have, is not wanted of it. */
function wanted(state: HostState, commands: readonly string[]): Pick<Judgement, 'whole' | 'needs'> {
  return { whole: asOn(state, commands).length === 0, needs: toAsk(state, commands) };
}

/** A finding in whole: the rule's own words, severity and sources with what it found. */
export function toFinding(rule: Rule, { facts, evidence, severity, certainty }: Found<Facts>): Finding {
  return {
    rule: rule.id,
    title: rule.title,
    severity: severity ?? rule.severity,
    certainty: certainty ?? rule.certainty,
    facts,
    ...rule.explain(facts),
    evidence: distinct(evidence),
    sources: rule.sources.map((key) => ({ key, ...SOURCES[key] })),
    explains: [],
  };
}

function missing({ needs, needsOneOf }: Rule, state: HostState): string[] {
  const lacking: string[] = [];
  for (const { section, command } of needs) if (state[section] === undefined) lacking.push(command);
  if (needsOneOf?.every(({ section }) => state[section] === undefined)) {
    for (const { command } of needsOneOf) lacking.push(command);
  }
  return lacking;
}

/** Each line once, in the order of the input. */
function distinct(evidence: readonly Evidence[]): Evidence[] {
  const byLine = new Map<number, Evidence>();
  for (const each of evidence) if (!byLine.has(each.line)) byLine.set(each.line, each);
  return [...byLine.values()].sort((a, b) => a.line - b.line);
}
