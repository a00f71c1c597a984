import type { HostState } from '../esxi/host-state.ts';
import { type Off, offText } from '../plans/ntp/guests.ts';
import type { TimePlan } from '../plans/ntp/plan.ts';
import { typedWords } from '../plans/words.ts';
import type { Line, Reply, Section } from '../reply.ts';
import { isOpen } from './change/questions.ts';
import { bullets, commands, section, text } from './sections.ts';
import { contextOf } from './words.ts';

/** A plan of a host's time for people: what differs, what is run, what takes it back, what is open, and how it is judged. */
export function describeTimePlan(plan: TimePlan, state: HostState): Reply {
  const { refusals } = plan;
  return {
    headline: { text: headline(plan) },
    context: contextOf(state, 'nothing was changed'),
    sections: [
      ...section('Why it is refused', bullets(refusals.map(({ message }) => message))),
      ...section('What is missing', bullets(plan.missing.map(({ question }) => question)), text(...valuesText(plan))),
      ...section('What differs', {
        kind: 'table',
        header: ['what', 'now', 'then'],
        rows: plan.differs.map(({ what, before, after }) => [what, before ?? 'not known', after]),
      }),
      ...section('What would be run', commands(plan.commands.map(typedWords))),
      ...section('Undo', commands(plan.undo.map(typedWords)), text(...undoText(plan))),
      // What is refused has nothing left to ask.
      ...(refusals.length > 0 ? [] : openSections(plan)),
      ...(refusals.length > 0 ? [] : section('How it is judged', text(JUDGED), commands(plan.verify.map(typedWords)))),
      ...section('To know', bullets([...plan.notApplicable, ...nobodyConfirms(plan)])),
    ],
  };
}

const JUDGED =
  'The settings are read again at once. Whether the host follows a server shows after 1 to 15 minutes: a line of `ntpq` begins with `*` and its reach grows.';

/** `set the time servers to 10.0.0.5 and 10.0.0.6`. */
export function timePlanWords({ change }: TimePlan): string {
  if (change === null) return 'set the time servers';
  const { servers } = change;
  const named = servers.length > 1 ? `${servers.slice(0, -1).join(', ')} and ${servers.at(-1)}` : servers.join('');
  return `set the time ${servers.length > 1 ? 'servers' : 'server'} to ${named}`;
}

function headline(plan: TimePlan): string {
  const [refusal] = plan.refusals;
  if (refusal !== undefined) return refusal.message;
  const changed = plan.differs.map(({ what, before, after }) =>
    before === null ? `${what} ${after}` : `${what} ${before} → ${after}`,
  );
  const host = typeof plan.host === 'number' ? `Host ${plan.host}` : plan.host;
  const [missing] = plan.missing;
  if (missing !== undefined) return `${host}: ${missing.question}`;
  return `${host}: ${timePlanWords(plan)}; ${changed.join('; ')}.`;
}

/** As they are typed, where no form asks for them. */
function valuesText({ missing, rule, host }: TimePlan): readonly Line[] {
  if (missing.length === 0) return [];
  const words = ['fix', rule ?? 'ntp', ...(typeof host === 'string' ? [host] : []), 'servers A,B'];
  return [{ text: `Name them: \`${words.join(' ')}\`.` }];
}

function openSections({ questions, checks, off }: TimePlan): readonly Section[] {
  // Whether names are found is seen right before; what else is looked at then is looked at for every plan.
  const unknown = checks.filter(isOpen);
  const run = checks.filter(({ state }) => state !== 'at-apply').flatMap((check) => check.run);
  const green = checks.filter(({ state, id }) => state === 'green' && id.startsWith('T'));
  return [
    ...section('What was looked at', bullets(green.map((check) => check.text))),
    ...section('Before it is confirmed', bullets(questions)),
    ...section('Not known yet', bullets(unknown.map((check) => check.text))),
    ...section('To find out', commands([...new Set(run.map(typedWords))])),
    ...(off === null ? [] : section('Clock', text(offSentence(off)))),
  ];
}

/** Our own clock is named where nobody else vouches for how far it is off. */
function offSentence(off: Off): string {
  const by = off.from === 'bot' ? 'my own clock' : 'a time server';
  return `It is ${offText(off)} ${off.ms < 0 ? 'ahead' : 'behind'} by ${by}.`;
}

function undoText({ steps, timer, persistence }: TimePlan): readonly Line[] {
  if (steps.length === 0) return [];
  const reverts =
    timer === null
      ? 'It reverts itself unless it is confirmed by a new login. A clock that was corrected meanwhile stays corrected.'
      : `It reverts itself after ${timer} s unless it is confirmed by a new login. A clock that was corrected meanwhile stays corrected.`;
  const survives =
    persistence.persistent === true
      ? 'It survives a reboot once the host has saved its state.'
      : 'Whether it survives a reboot on this version is not known.';
  return [{ text: reverts }, { text: survives, sources: persistence.sources }];
}

/** Policies set the timer of whatever they allow. */
function nobodyConfirms({ readAt, timer, refusals }: TimePlan): readonly string[] {
  const open = readAt !== undefined && timer === null && refusals.length === 0;
  return open ? ['No policy allows such a change of this host, so nobody can confirm it.'] : [];
}
