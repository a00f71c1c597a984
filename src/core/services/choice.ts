import { asOn, toAsk } from '../esxi/commands.ts';
import type { HostState } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { versionOf, within } from '../esxi/version.ts';
import type { Certainty, Evidence } from '../evidence.ts';
import type { SourceKey } from '../sources.ts';
import type { Step } from '../step.ts';
import type { Service, ServiceChoice, VersionRule } from './service.ts';

export function step(
  text: string,
  certainty: Certainty,
  evidence: readonly Evidence[] = [],
  sources: readonly SourceKey[] = [],
): Step {
  return { text, certainty, evidence, ...(sources.length > 0 ? { sources } : {}) };
}

type Draft = Pick<ServiceChoice, 'decidedBy' | 'certainty' | 'verdict'> & Partial<ServiceChoice>;

/** Completes an answer: the rules that hold on this version come after its own steps, with their sources. */
export function choice({ name, versions }: Service, state: HostState, draft: Draft): ServiceChoice {
  const rules = versionSteps(versions, state);
  const steps = [...(draft.steps ?? []), ...rules.steps];
  return {
    service: name,
    vmknics: [],
    netstack: DEFAULT_STACK,
    ...draft,
    steps,
    prove: asOn(state, draft.prove ?? []),
    missing: toAsk(state, [...(draft.missing ?? []), ...rules.missing]),
    sources: unique([...(draft.sources ?? []), ...steps.flatMap(({ sources }) => sources ?? [])]),
  };
}

/** The rules that hold on the host's version; where that is not known and they differ, all of them and the words to say so. */
export function versionSteps(
  versions: readonly VersionRule[],
  state: Pick<HostState, 'host'>,
): { readonly steps: readonly Step[]; readonly missing: readonly string[] } {
  const version = versionOf(state);
  if (version !== undefined) {
    const evidence = state.host.evidence.version === undefined ? [] : [state.host.evidence.version];
    const holding = versions.filter((range) => within(version, range));
    if (holding.length > 0) {
      return { steps: holding.map((each) => step(each.rule, each.certainty, evidence, each.sources)), missing: [] };
    }
    return {
      steps: [step(`Nothing is known here of this service on ${state.host.version}.`, 'unknown', evidence)],
      missing: [],
    };
  }
  if (new Set(versions.map(({ from, to }) => `${from} ${to}`)).size === 1) {
    return { steps: versions.map((each) => step(each.rule, each.certainty, [], each.sources)), missing: [] };
  }
  return {
    steps: [
      step('The version is not known, and the rule differs by version.', 'unknown'),
      ...versions.map((each) => step(`${rangeOf(each)}: ${each.rule}`, each.certainty, [], each.sources)),
    ],
    missing: ['vmware -v'],
  };
}

export function rangeOf({ from, to }: Pick<VersionRule, 'from' | 'to'>): string {
  if (to === undefined) return `From ${from} on`;
  return from === to ? `On ${from}` : `From ${from} to ${to}`;
}

export function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}

/** `vmk0`, `vmk0 and vmk1`, `vmk0, vmk1 and vmk2`. */
export function list(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}
