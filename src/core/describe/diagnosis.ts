import type { HostState } from '../esxi/host-state.ts';
import type { Block, Line, Reply, Section } from '../reply.ts';
import type { Diagnosis, Finding, Severity } from '../rules/rule.ts';
import { withTheirs } from '../rules/with-theirs.ts';
import type { SourceKey } from '../sources.ts';
import { SECTION_NAMES } from './capture-commands.ts';
import { hostTitle } from './join.ts';
import { notCheckedSection } from './not-checked.ts';
import { assumed, notRead } from './reading-remarks.ts';
import { bullets, type Quoted, section, text } from './sections.ts';
import { unreadTables } from './unread-tables.ts';
import { contextOf, count, list, marked, versionText } from './words.ts';

/** A host with what its lines are marked with. */
export interface Subject {
  readonly state: HostState;
  readonly host: string | number;
  readonly capture?: string;
}

/** Findings for people: the root cause in the headline, then each with why and what to do, then what was not checked. */
export function describeDiagnosis({ findings, notChecked }: Diagnosis, subjects: readonly Subject[]): Reply {
  const several = subjects.length > 1;
  return {
    headline: headline(findings, subjects),
    context: contextFor(findings, subjects),
    sections: [
      ...findings.flatMap((finding, i) => findingSection(finding, i + 1, quotedFor(finding.host, subjects), several)),
      ...subjects.flatMap((subject) => remarks(subject, several, findings.flatMap(withTheirs))),
    ],
    afterEvidence: [
      ...notCheckedSection(notChecked, subjects),
      ...(findings.length === 0 && !several ? notSeenSection(subjects[0]!.state) : []),
    ],
  };
}

function headline(findings: readonly Finding[], subjects: readonly Subject[]): Line {
  const several = subjects.length > 1;
  const torn = subjects.flatMap(({ state, host }) => {
    const said = unreadTables(state);
    return said === null ? [] : [several ? `${hostTitle(host)}: ${said}` : said];
  });
  const [first, ...more] = findings;
  if (first === undefined) {
    const found = torn.length === 0 ? 'Nothing wrong found in what I could see' : 'No finding in what could be read';
    return { text: [...torn, `${found}${seenText(subjects)}.`].join(' ') };
  }
  const rest = more.length === 0 ? '' : ` ${count(more.length, 'more finding')} below.`;
  const who = several && first.host !== undefined ? `${hostTitle(first.host)}: ` : '';
  return { text: [...torn, `${who}${first.problem}${rest}`].join(' ') };
}

function contextFor(findings: readonly Finding[], subjects: readonly Subject[]): string {
  const numbers = (['error', 'risk', 'note'] as const)
    .map((severity) => [severity, findings.filter((each) => each.severity === severity).length] as const)
    .filter(([, n]) => n > 0)
    .map(([severity, n]) => count(n, severity));
  const said = numbers.length === 0 ? ['no finding'] : numbers;
  if (subjects.length === 1) return contextOf(subjects[0]!.state, said.join(', '));
  const hosts = subjects.map(({ host, state }) => `${hostTitle(host)} (${versionText(state.host)})`);
  return [`From ${subjects.length} hosts: ${list(hosts)}`, said.join(', ')].join(' · ');
}

/** What there was to see, so that "nothing wrong" claims no more than that. */
function seenText(subjects: readonly Subject[]): string {
  if (subjects.length !== 1) return '';
  const { vmknics, routes, uplinks } = subjects[0]!.state;
  const seen = [
    vmknics && (vmknics.length === 1 ? `${vmknics[0]!.name} only` : list(vmknics.map(({ name }) => name))),
    routes && count(routes.length, 'route'),
    uplinks && `${count(uplinks.filter(({ link }) => link === 'up').length, 'uplink')} up`,
  ].filter((part) => part !== undefined);
  return seen.length === 0 ? '' : ` (${seen.join('; ')})`;
}

function notSeenSection({ notCaptured }: HostState): Section[] {
  const names = notCaptured.map((each) => SECTION_NAMES[each] ?? each);
  return names.length === 0 ? [] : section('Not seen', text(`${list(names)}.`));
}

const SAID: Readonly<Record<Severity, string>> = { error: 'Error', risk: 'Risk', note: 'Note' };

function findingSection(finding: Finding, number: number, quoted: Quoted, several: boolean): Section[] {
  const who = several && finding.host !== undefined ? `${hostTitle(finding.host)}: ` : '';
  return section(
    `${number}. ${SAID[finding.severity]}: ${who}${finding.title} (${finding.rule})`,
    body(finding, quoted),
    consequences(finding, quoted),
  );
}

function body({ problem, why, todo, certainty, evidence, sources }: Finding, quoted: Quoted): Block {
  return text(
    { text: problem, evidence: quoted(evidence) },
    { text: `Why: ${marked(why, certainty)}`, sources: sources.map(({ key }) => key as SourceKey) },
    { text: `To do: ${todo}` },
  );
}

/** What follows from a finding goes away with it. */
function consequences({ explains }: Finding, quoted: Quoted): Block {
  return bullets(
    explains.flatMap(withTheirs).map(({ rule, problem, evidence }) => ({
      text: `Follows from it (${rule}): ${problem}`,
      evidence: quoted(evidence),
    })),
  );
}

function quotedFor(host: string | number | undefined, subjects: readonly Subject[]): Quoted {
  const capture = subjects.find((each) => each.host === host)?.capture;
  return (evidence) => (capture === undefined ? evidence : evidence.map((line) => ({ ...line, capture })));
}

/** How the output was read: what was assumed, and what was not understood. */
function remarks({ state, host, capture }: Subject, several: boolean, findings: readonly Finding[]): Section[] {
  const quoted = quotedFor(host, [{ state, host, ...(capture !== undefined && { capture }) }]);
  const isTold = findings.some(({ rule }) => rule === 'assumed-characters');
  const mine = [...assumed(state, isTold ? ['characters'] : []), ...notRead(state.unread, quoted)];
  return several ? mine.map((each) => ({ ...each, title: `${hostTitle(host)}: ${each.title}` })) : mine;
}
