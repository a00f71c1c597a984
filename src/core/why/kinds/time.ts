import { NOTHING_READ } from '../../esxi/nothing-read.ts';
import { serviceNamed } from '../../services/index.ts';
import { headline } from '../../time/headline.ts';
import { judgeTime } from '../../time/judge.ts';
import type { Link, TimeJudgement } from '../../time/judgement.ts';
import { type Asked, type Draft, placed, sure, todo, type WhyStep, what } from '../answer.ts';

/** The state of time: the first link that is broken, else what it rests on, else which commands would tell. */
export function time({ state, question }: Asked): Draft {
  const judgement = judgeTime(state);
  const commands = [...new Set(judgement.links.flatMap(({ missing }) => missing))];
  const way = serviceNamed('ntp').choose(state, question.destination ?? undefined);
  return {
    premise: premiseOf(judgement, question.negated === true),
    answer: state === NOTHING_READ ? inGeneral(commands) : headline(judgement),
    steps: [
      ...(state === NOTHING_READ ? [IN_GENERAL] : []),
      ...told(judgement).map(stepOf),
      ...(isKnown(judgement) ? [] : [READ_NTPQ]),
      ...(isKnown(judgement) ? [] : placed(way.steps)),
      ...(isKnown(judgement) || commands.length === 0 ? [] : [ask(commands)]),
    ],
    prove: [...(isKnown(judgement) ? [] : commands), ...way.prove],
    missing: isKnown(judgement) ? [] : commands,
    sources: ['KB312204'],
    about: way.vmknics,
    findings: TIME_FINDINGS,
    adviseToo: true,
  };
}

const TIME_FINDINGS = [
  ...['ntp-not-configured', 'ntp-not-running', 'ntp-firewall', 'ntp-unreachable', 'ntp-not-synchronised'],
  ...['ntp-offset', 'ntp-runaway-clock', 'guest-time-step'],
];

/** Told in words, with no output at all: what it would be, and which output decides. */
function inGeneral(commands: readonly string[]): string {
  const outputs = commands.map((each) => `\`${each}\``).join(', ');
  return `A clock that is off would be NTP without servers (\`ntp-not-configured\`), a daemon that does not run (\`ntp-not-running\`), the firewall (\`ntp-firewall\`), or servers that do not answer (\`ntp-unreachable\`). Which it is, the output of the host decides: ${outputs}.`;
}

const IN_GENERAL = sure(
  'Hosts without NTP differ by seconds to minutes, and their guests take over the difference when they restart.',
  'reported',
  [],
  ['S004'],
);

const READ_NTPQ = sure(
  'That NTP is configured does not say that it is synchronised: in `ntpq -pn` the line with a star is the server in use, and reach is an octal number, 377 for eight good polls.',
  'reported',
  [],
  ['KB312204'],
);

function ask(commands: readonly string[]): WhyStep {
  return todo(`Run ${commands.join(', ')} and paste what they print.`, 'documented', [], ['KB312204']);
}

function isKnown({ state }: TimeJudgement): boolean {
  return state !== 'unknown' && state !== 'other-source';
}

/** A question that says that time is wrong is right where it is. Of a daemon that is starting nothing can be said yet. */
function premiseOf({ state, synchronised }: TimeJudgement, negated: boolean): Draft['premise'] {
  if (state === 'starting' || state === 'other-source' || (state === 'unknown' && synchronised === 'unknown'))
    return 'cannot-tell';
  return (state === 'synchronised') !== negated ? 'holds' : 'does-not-hold';
}

function told({ links, cause }: TimeJudgement): readonly Link[] {
  const end = cause === null ? links.length : links.indexOf(cause) + 1;
  return links.slice(0, end).filter(({ state }) => state !== 'not-known');
}

function stepOf({ text, certainty, evidence, sources }: Link): WhyStep {
  return what(text, certainty, evidence, sources);
}
