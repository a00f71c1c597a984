import type { HostState } from '../../esxi/host-state.ts';
import { NOTHING_READ } from '../../esxi/nothing-read.ts';
import { RULES } from '../../rules/index.ts';
import type { ByDesign, Diagnosis, Finding, NotChecked, Rule } from '../../rules/rule.ts';
import { nicNamed, shown } from '../../services/adapters.ts';
import { unique } from '../../services/choice.ts';
import { type Asked, type Draft, sure, todo, type WhyStep, what } from '../answer.ts';
import { failedPings, isTooLarge, pingStep } from '../pings.ts';

/** What a finding means, and whether this output has it. */
export function finding({ state, question, diagnosis }: Asked): Draft {
  if (question.rule == null) return everything(diagnosis);
  const id = question.rule;
  const rule = RULES.find((each) => each.id === id);
  const found = diagnosis.findings.flatMap(all).filter((each) => each.rule === id);
  const lacking = diagnosis.notChecked.find((each) => each.rule === id);
  const failing = failingForSize(state, diagnosis, id);
  if (failing !== null) return failing;
  const none =
    id === 'override-gateway-unused' && found.length === 0 ? noGatewayOfItsOwn(state, question.vmknic) : null;
  if (none !== null) return none;
  if (found.length > 0) return isFound(found, rule, question.vmknic);
  if (rule === undefined) return notARule(id);
  if (lacking !== undefined) return state === NOTHING_READ ? inGeneral(rule, lacking) : notChecked(rule, lacking);
  const right = rule.byDesign?.(state as Parameters<NonNullable<Rule['byDesign']>>[0]) ?? [];
  return right.length > 0 ? isRight(rule, right) : notFound(rule);
}

/** What the question speaks of is there, and is no fault. */
function isRight(rule: Rule, right: readonly ByDesign[]): Draft {
  return {
    premise: 'holds',
    answer: right.map(({ text }) => text).join(' '),
    steps: [...right.map(({ text, evidence }) => what(text, rule.certainty, evidence, rule.sources)), helpOn(rule.id)],
    sources: rule.sources,
  };
}

const OF_SIZE = ['mtu-mismatch', 'overlay-mtu', 'mtu-test-wrong-size'];

/** A large ping of the output got no answer: whatever rule of size is asked about, that is what stands in the paste. */
function failingForSize(state: HostState, { findings }: Diagnosis, id: string): Draft | null {
  const pings = failedPings(state).filter(isTooLarge);
  if (!OF_SIZE.includes(id) || pings.length === 0) return null;
  const found = findings.flatMap(all).filter(({ rule }) => OF_SIZE.includes(rule));
  const [cause] = OF_SIZE.flatMap((rule) => found.filter((each) => each.rule === rule));
  const [ping] = pings.map(pingStep);
  const unknown = 'Nothing that was read shows which MTU on the way is smaller.';
  return {
    premise: 'holds',
    answer: `${ping!.text} ${cause?.problem ?? unknown}`,
    steps: [
      ...pings.map(pingStep),
      ...found.flatMap((each) =>
        stepsOf(
          each,
          RULES.find((rule) => rule.id === each.rule),
        ),
      ),
      ...(found.length > 0
        ? []
        : [
            todo(
              'Repeat it with 1472 bytes: if that is answered, compare the MTU of adapter, switch, uplink and every port on the way.',
              'documented',
              [],
              ['KB417889'],
            ),
          ]),
    ],
    missing: found.length > 0 ? [] : ['esxcli network vswitch standard list', 'esxcli network nic list'],
    findings: unique(found.map(({ rule }) => rule)),
    sources: ['KB417889'],
  };
}

/** The Gateway column shows 0.0.0.0 for an adapter without a gateway of its own. */
function noGatewayOfItsOwn(state: HostState, vmknic: string | null): Draft | null {
  const nic = vmknic === null ? undefined : nicNamed(state, vmknic);
  if (nic === undefined || nic.gateway !== null) return null;
  return {
    premise: 'does-not-hold',
    answer: `${nic.name} has no gateway of its own: its Gateway column shows 0.0.0.0, so it overrides nothing and uses the gateway of ${nic.netstack}.`,
    steps: [what(`The Gateway column of ${nic.name} shows none.`, 'documented', shown(nic, 'gateway'), ['NET80'])],
    about: [nic.name],
  };
}

/** `is anything wrong with this host`: all findings, gravest first. */
function everything({ findings, notChecked }: Diagnosis): Draft {
  const grave = findings.filter(({ severity }) => severity !== 'note');
  const [first] = grave;
  const rest =
    grave.length > 1 ? ` ${grave.length - 1} more ${grave.length === 2 ? 'finding is' : 'findings are'} below.` : '';
  const open = unique(notChecked.flatMap(({ needs }) => needs));
  return {
    premise: first !== undefined ? 'holds' : notChecked.length > 0 ? 'cannot-tell' : 'does-not-hold',
    answer:
      first === undefined
        ? `Nothing wrong was found in what was read${notChecked.length > 0 ? '; not everything could be checked' : ''}.`
        : `${first.problem}${rest}`,
    steps: [
      ...grave.slice(0, 8).flatMap((each) =>
        stepsOf(
          each,
          RULES.find(({ id }) => id === each.rule),
        ),
      ),
      sure('Routing, adapters, switches and MTU are judged; load, disks and hardware are not.', 'documented'),
      todo('`check` shows every finding with its lines, and what was not checked.', 'documented'),
    ],
    missing: open.slice(0, 6),
    findings: unique(grave.map(({ rule }) => rule)),
  };
}

/** Who asks about these wants to know first whether they matter. */
const CAN_BE_LEFT: Readonly<Record<string, string>> = {
  'gateway-off-subnet': ' It can be ignored where no VMkernel traffic has to be routed.',
};

function isFound(found: readonly Finding[], rule: Rule | undefined, vmknic: string | null): Draft {
  const [first] = found.filter(({ facts }) => vmknic === null || mentions(facts, vmknic));
  const shown = first ?? found[0]!;
  const also = found.length > 1 ? ` It is found ${found.length} times.` : '';
  return {
    premise: first === undefined ? 'cannot-tell' : 'holds',
    answer: `${shown.problem}${also}${CAN_BE_LEFT[shown.rule] ?? ''}`,
    steps: found.flatMap((each) => stepsOf(each, rule)),
    findings: [shown.rule],
    sources: rule?.sources ?? [],
  };
}

function stepsOf(
  { problem, why, todo: advice, evidence, certainty }: Finding,
  rule: Rule | undefined,
): readonly WhyStep[] {
  const sources = rule?.sources ?? [];
  return [
    what(problem, certainty, evidence),
    what(why, rule?.certainty ?? certainty, [], sources),
    todo(advice, certainty, [], sources),
  ];
}

function notFound(rule: Rule): Draft {
  return {
    premise: 'does-not-hold',
    answer: `\`${rule.id}\` was checked and is not found here. It would mean: ${rule.title}.`,
    steps: [sure('Every section that this check reads was in the output.', 'documented'), helpOn(rule.id)],
    sources: rule.sources,
  };
}

/** Told in words, with no output at all: what it would be, and which output decides. */
function inGeneral(rule: Rule, lacking: NotChecked): Draft {
  const { steps, ...draft } = notChecked(rule, lacking);
  const outputs = lacking.needs.map((each) => `\`${each}\``).join(', ');
  return {
    ...draft,
    answer: `What you tell would be \`${rule.id}\`: ${rule.title}. Whether it is, the output of the host decides: ${outputs}.`,
    steps,
  };
}

function notChecked(rule: Rule, { needs }: NotChecked): Draft {
  return {
    premise: 'cannot-tell',
    answer: `\`${rule.id}\` could not be checked. It would mean: ${rule.title}.`,
    steps: [
      needs.length === 0
        ? sure('What would show it was asked, and this host does not print it.', 'documented')
        : todo(`Paste ${needs.map((each) => `\`${each}\``).join(', ')}.`, 'documented'),
      helpOn(rule.id),
    ],
    missing: needs,
    sources: rule.sources,
  };
}

function notARule(id: string): Draft {
  return {
    premise: 'cannot-tell',
    answer: `\`${id}\` is a finding that this version does not check, so nothing can be said of it here.`,
    steps: [],
  };
}

function helpOn(id: string): WhyStep {
  return todo(`\`help ${id}\` has its page.`, 'documented');
}

function mentions(facts: Finding['facts'], vmknic: string): boolean {
  return Object.values(facts).flat().includes(vmknic);
}

function all(each: Finding): readonly Finding[] {
  return [each, ...each.explains.flatMap(all)];
}
