import type { HostState } from '../esxi/host-state.ts';
import { RULES } from './index.ts';
import { type Diagnosis, type Facts, type Finding, judge, type NotChecked, type Rule, type Severity } from './rule.ts';
import { severalHosts } from './several-hosts.ts';

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
    for (const finding of judgement.findings) findings.push(finding);
    if (!judgement.whole) notChecked.push({ rule: rule.id, needs: judgement.needs });
  }
  return { findings: inOrder(underTheirCauses(findings, rules)), notChecked };
}

function diagnoseSeveral(states: readonly HostState[], rules: readonly Rule[]): Diagnosis {
  const each = states.map((state, i) => ({ host: state.host.name ?? i + 1, ...diagnoseOne(state, rules) }));
  return {
    findings: inOrder([
      ...(states.length > 1 ? [severalHosts(states)] : []),
      ...each.flatMap(({ host, findings }) => findings.map((finding) => ({ ...finding, host }))),
    ]),
    notChecked: each.flatMap(({ host, notChecked }) => notChecked.map((not) => ({ ...not, host }))),
  };
}

/** Moves a finding that follows from another about the same adapters or prefix under that other. */
function underTheirCauses(findings: readonly Finding[], rules: readonly Rule[]): readonly Finding[] {
  if (findings.length < 2) return findings;
  const bySubject = firstBySubject(findings);
  const causeOf = new Map<Finding, Finding>();
  for (const { id, follows = [], subjects } of rules) {
    if (follows.length === 0) continue;
    for (const finding of findings) {
      if (finding.rule !== id) continue;
      const about = subjects?.(finding.facts) ?? subjectsOf(finding.facts);
      const cause = causeAmong(bySubject, finding, about, follows);
      if (cause !== undefined && !leadsTo(cause, finding, causeOf)) causeOf.set(finding, cause);
    }
  }
  return causeOf.size === 0 ? findings : nested(findings, causeOf);
}

/** The first finding of each rule about each adapter and prefix. */
function firstBySubject(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  const first = new Map<string, Finding>();
  for (const finding of findings) {
    for (const subject of subjectsOf(finding.facts)) {
      const key = `${finding.rule} ${subject}`;
      if (!first.has(key)) first.set(key, finding);
    }
  }
  return first;
}

function causeAmong(
  bySubject: ReadonlyMap<string, Finding>,
  { rule }: Finding,
  subjects: Iterable<string>,
  follows: readonly string[],
) {
  for (const cause of follows) {
    for (const subject of subjects) {
      const found = cause === rule ? undefined : bySubject.get(`${cause} ${subject}`);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function nested(findings: readonly Finding[], causeOf: ReadonlyMap<Finding, Finding>): readonly Finding[] {
  const consequences = new Map<Finding, Finding[]>();
  for (const [finding, cause] of causeOf) {
    const those = consequences.get(cause);
    if (those === undefined) consequences.set(cause, [finding]);
    else those.push(finding);
  }
  const whole = (finding: Finding): Finding => {
    const those = consequences.get(finding);
    return those === undefined ? finding : { ...finding, explains: those.map(whole) };
  };
  return findings.filter((finding) => !causeOf.has(finding)).map(whole);
}

/** Two rules that name each other must not hide both findings. */
function leadsTo(from: Finding, to: Finding, causeOf: ReadonlyMap<Finding, Finding>): boolean {
  for (let at: Finding | undefined = from; at !== undefined; at = causeOf.get(at)) if (at === to) return true;
  return false;
}

/** The adapters and prefixes that facts are about, or the clock of the host. */
function subjectsOf(facts: Facts): ReadonlySet<string> {
  const subjects = new Set<string>();
  for (const value of Object.values(facts).flat()) {
    if (typeof value === 'string' && value.length < 20 && /^(?:vmk|vswif)\d+$|^[\d.]+\/\d+$|^host clock$/.test(value))
      subjects.add(value);
  }
  return subjects;
}

/** The gravest first, counted with what it explains; among equals those that explain others, then the order of the rules. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => gravity(a) - gravity(b) || b.explains.length - a.explains.length);
}

function gravity({ severity, explains }: Finding): number {
  let gravest = GRAVITY[severity];
  for (const each of explains) gravest = Math.min(gravest, gravity(each));
  return gravest;
}

function isSeveral(state: HostState | readonly HostState[]): state is readonly HostState[] {
  return Array.isArray(state);
}
