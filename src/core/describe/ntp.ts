import type { HostState } from '../esxi/host-state.ts';
import type { NtpPeer } from '../esxi/time-state.ts';
import type { Evidence } from '../evidence.ts';
import type { Block, Line, Reply, Section } from '../reply.ts';
import type { Finding, NotChecked } from '../rules/rule.ts';
import type { SourceKey } from '../sources.ts';
import type { Agreement, Measured } from '../time/agreement.ts';
import { headline } from '../time/headline.ts';
import type { Link, TimeJudgement } from '../time/judgement.ts';
import type { Skew } from '../time/skew.ts';
import { offsetText } from '../time/words.ts';
import { clockSection, clocksSection, outliersText } from './clocks.ts';
import { hostTitle } from './join.ts';
import { notCheckedSection } from './not-checked.ts';
import { assumed, notRead } from './reading-remarks.ts';
import { bullets, type Quoted, section, text } from './sections.ts';
import { contextOf, count, marked } from './words.ts';

/** One host's time, judged, with the findings that the rules made of it. */
export interface TimeOfHost {
  readonly state: HostState;
  readonly host: string | number;
  readonly judgement: TimeJudgement;
  /** Its clock beside ours, where that was measured. */
  readonly skew?: Skew;
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
}

/** The state of one host's time: whether it is synchronised, link by link, what to do, and what was not seen. */
export function describeTime(time: TimeOfHost, quoted: Quoted): Reply {
  const { state, judgement, findings, notChecked, host } = time;
  return {
    headline: { text: headline(judgement) },
    context: contextOf(state, findings.length === 0 ? 'no finding' : count(findings.length, 'finding')),
    sections: [
      ...section('What was found, in the order it depends on', steps(judgement, quoted)),
      ...section('What to do', ...findings.map((each) => advice(each, quoted))),
      ...clockSection(time.skew, linesOfClock(state), quoted),
      ...section('Servers as the daemon sees them', peers(state.ntp?.peers ?? [])),
      ...others(state),
      ...assumed(state),
      ...notRead(state.unread, quoted),
    ],
    afterEvidence: notCheckedSection(notChecked, [{ state, host }]),
  };
}

/** Several hosts: a row each, then what to do for each that has a finding. */
export function describeTimes(
  times: readonly TimeOfHost[],
  agreed: Agreement | null,
  quotedOf: (time: TimeOfHost) => Quoted,
): Reply {
  const right = times.filter(({ judgement }) => judgement.state === 'synchronised').length;
  const seen = `${right} of ${count(times.length, 'host')} ${right === 1 ? 'is' : 'are'} seen to be synchronised.`;
  return {
    headline: { text: [seen, outliersText(agreed) ?? []].flat().join(' ') },
    sections: [
      ...section('Hosts', {
        kind: 'table',
        header: ['host', 'time', 'server', 'offset', 'cause'],
        rows: times.map(row),
      }),
      ...clocksSection(measuredOf(times), agreed),
      ...times.flatMap((time) =>
        section(hostTitle(time.host), ...time.findings.map((each) => advice(each, quotedOf(time)))),
      ),
    ],
    afterEvidence: notCheckedSection(
      times.flatMap(({ notChecked, host }) => notChecked.map((each) => ({ ...each, host }))),
      times,
    ),
  };
}

/** The hosts whose clocks were measured. */
export function measuredOf(times: readonly TimeOfHost[]): readonly Measured[] {
  return times.flatMap(({ host, skew }) => (skew === undefined ? [] : [{ host, skew }]));
}

function linesOfClock({ clockReadings = [] }: HostState): Evidence[] {
  return clockReadings.map(({ evidence }) => evidence.host!);
}

function row({ host, judgement, state }: TimeOfHost): readonly string[] {
  const followed = state.ntp?.peers?.find(({ tally }) => tally === '*' || tally === 'o')?.remote ?? '-';
  const { offsetMs, cause } = judgement;
  const off = offsetMs === undefined ? '?' : offsetText(offsetMs).replace(/^is /, '');
  return [hostTitle(host), IN_SHORT[judgement.state], followed, off, cause?.text ?? '-'];
}

const IN_SHORT: Readonly<Record<TimeJudgement['state'], string>> = {
  'not-configured': 'not configured',
  stopped: 'stopped',
  blocked: 'blocked',
  unreachable: 'no server heard',
  starting: 'starting',
  rejected: 'servers rejected',
  synchronised: 'synchronised',
  off: 'synchronised, but off',
  runaway: 'runs away',
  'other-source': 'set by PTP',
  unknown: 'not known',
};

const WORD: Readonly<Record<Link['state'], string>> = {
  holds: '',
  broken: 'Here it breaks: ',
  starting: 'Not yet: ',
  'not-known': '',
};

/** Behind the first that is broken nothing is told but the way; what one command would tell is asked for once. */
function steps({ links, cause }: TimeJudgement, quoted: Quoted): Block {
  const end = cause === null ? links.length : links.indexOf(cause) + 1;
  const told = links.filter(
    (each, i) => (i < end || (each.state === 'holds' && each.link === 'route')) && !isAsked(each, links.slice(0, i)),
  );
  const lines = told.map(({ state, text: said, certainty, evidence, sources }): Line => {
    const sure = state === 'not-known' ? said : marked(said, certainty);
    return { text: `${WORD[state]}${sure}`, evidence: quoted(evidence), ...(sources && { sources }) };
  });
  return { kind: 'steps', lines };
}

/** True where what is missing is missing for a link before it, too. */
function isAsked({ state, missing }: Link, before: readonly Link[]): boolean {
  const asked = new Set(before.flatMap((each) => (each.state === 'not-known' ? each.missing : [])));
  return state === 'not-known' && missing.length > 0 && missing.every((each) => asked.has(each));
}

function advice({ todo, problem, evidence, sources, explains }: Finding, quoted: Quoted): Block {
  return text(
    { text: problem, evidence: quoted(evidence) },
    ...explains.flatMap((each): Line[] => [
      { text: `With it: ${each.problem} ${each.why}`, evidence: quoted(each.evidence) },
      { text: `To do first: ${each.todo}`, sources: each.sources.map(({ key }) => key as SourceKey) },
    ]),
    { text: `To do: ${todo}`, sources: sources.map(({ key }) => key as SourceKey) },
  );
}

function peers(rows: readonly NtpPeer[]): Block {
  return {
    kind: 'table',
    header: ['mark', 'server', 'its reference', 'stratum', 'reach', 'offset ms', 'jitter ms'],
    rows: rows.map(({ tally, remote, refid, stratum, reach, offset, jitter }) => [
      tally === undefined ? '?' : tally === ' ' ? 'none' : tally,
      remote,
      refid,
      String(stratum),
      `${reach.toString(8)} (${polls(reach)} of 8)`,
      String(offset),
      String(jitter),
    ]),
  };
}

function polls(reach: number): number {
  return reach.toString(2).replaceAll('0', '').length;
}

/** What the host's own test says in words that are not known here is repeated. */
function others({ ntp }: HostState): Section[] {
  return section("The host's own test also says", bullets((ntp?.test?.others ?? []).map((each) => each)));
}
