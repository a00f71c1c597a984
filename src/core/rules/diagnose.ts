import type { HostState } from '../esxi/host-state.ts';
import { RULES } from './index.ts';
import { type Diagnosis, type Facts, type Finding, judge, type NotChecked, type Rule, type Severity } from './rule.ts';

const GRAVITY: Readonly<Record<Severity, number>> = { error: 0, risk: 1, note: 2 };

/** Every finding of one host, or of each of several, root causes first; and the rules that could not be checked, with the commands. */
export function diagnose(state: HostState | readonly HostState[], rules: readonly Rule[] = RULES): Diagnosis {
  return isSeveral(state) ? diagnoseSeveral(state, rules) : diagnoseOne(state, rules);
}

function diagnoseOne(state: HostState, rules: readonly Rule[]): Diagnosis {
  const findings: Finding[] = [];
  const notChecked: NotChecked[] = [];
  for (const rule of rules) {
    const judgement = judge(rule, state);
    findings.push(...judgement.findings);
    if (judgement.needs.length > 0) notChecked.push({ rule: rule.id, needs: judgement.needs });
  }
  return { findings: inOrder(underTheirCauses(findings, rules)), notChecked };
}

function diagnoseSeveral(states: readonly HostState[], rules: readonly Rule[]): Diagnosis {
  const each = states.map((state, i) => ({ host: state.host.name ?? i + 1, ...diagnoseOne(state, rules) }));
  return {
    findings: inOrder(each.flatMap(({ host, findings }) => findings.map((finding) => ({ ...finding, host })))),
    notChecked: each.flatMap(({ host, notChecked }) => notChecked.map((not) => ({ ...not, host }))),
  };
}

/** Moves a finding that follows from another about the same adapters or prefix under that other. */
function underTheirCauses(findings: readonly Finding[], rules: readonly Rule[]): readonly Finding[] {
  if (findings.length < 2) return findings;
  const follows = new Map(rules.map(({ id, follows }) => [id, follows ?? []]));
  const causeOf = new Map<Finding, Finding>();
  for (const finding of findings) {
    const cause = findings.find(
      (other) =>
        other !== finding && follows.get(finding.rule)!.includes(other.rule) && sameSubject(finding.facts, other.facts),
    );
    if (cause !== undefined && !leadsTo(cause, finding, causeOf)) causeOf.set(finding, cause);
  }
  const withConsequences = (finding: Finding): Finding => ({
    ...finding,
    explains: findings.filter((other) => causeOf.get(other) === finding).map(withConsequences),
  });
  return findings.filter((finding) => !causeOf.has(finding)).map(withConsequences);
}

/** Two rules that name each other must not hide both findings. */
function leadsTo(from: Finding, to: Finding, causeOf: ReadonlyMap<Finding, Finding>): boolean {
  for (let at: Finding | undefined = from; at !== undefined; at = causeOf.get(at)) if (at === to) return true;
  return false;
}

function sameSubject(a: Facts, b: Facts): boolean {
  const subjects = subjectsOf(a);
  for (const subject of subjectsOf(b)) if (subjects.has(subject)) return true;
  return false;
}

/** The adapters and prefixes that facts are about. */
function subjectsOf(facts: Facts): Set<string> {
  const subjects = new Set<string>();
  for (const value of Object.values(facts).flat()) {
    if (typeof value === 'string' && value.length < 20 && /^(?:vmk|vswif)\d+$|^[\d.]+\/\d+$/.test(value))
      subjects.add(value);
  }
  return subjects;
}

/** The gravest first, counted with what it explains; among equals those that explain others, then the order of the rules. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => gravity(a) - gravity(b) || b.explains.length - a.explains.length);
}

function gravity({ severity, explains }: Finding): number {
  return Math.min(GRAVITY[severity], ...explains.map(gravity));
}

function isSeveral(state: HostState | readonly HostState[]): state is readonly HostState[] {
  return Array.isArray(state);
}
