import { nicNamed } from '../../services/adapters.ts';
import { serviceNamed } from '../../services/index.ts';
import type { ServiceChoice } from '../../services/service.ts';
import { type Asked, type Draft, grounds, placed, sure, todo, type WhyStep, what } from '../answer.ts';
import { pingFrom, watch } from '../tests.ts';
import { isDead, isKnown, type Way, wayOf, waysTo } from '../way.ts';
import { waySteps } from '../way-steps.ts';

/** A service with a stack of its own, or bound adapters, sends to a destination in its own way; null where the table of the default stack decides. */
export function pathOfService(asked: Asked, destination: string): Draft | null {
  const { state, question } = asked;
  if (question.service === null) return null;
  const service = serviceNamed(question.service);
  const choice = service.choose(state, destination);
  if (choice.decidedBy === 'netstack') return inOwnStack(asked, destination, service.title, choice);
  return choice.decidedBy === 'binding' ? bound(asked, destination, service.title, choice) : null;
}

function inOwnStack({ state, question }: Asked, destination: string, title: string, choice: ServiceChoice): Draft {
  const ways = waysTo(state, destination, choice.netstack);
  const adapters = (state.vmknics ?? []).filter(({ netstack }) => netstack === choice.netstack).map(({ name }) => name);
  const [first] = ways;
  const dead = ways.length > 0 && ways.every(({ decision }) => isDead(decision));
  const how =
    first === undefined
      ? `${destination} is no address that I can look up`
      : ways.length > 1
        ? `packets to ${destination} take ${ways.length} paths`
        : `packets to ${destination} ${wayOf(first.decision)}`;
  return {
    premise: premiseOf(ways, question.vmknic, question.negated === true),
    answer: `${title} uses the ${choice.netstack} stack here, and only its table: ${how}.`,
    steps: [
      ...placed(choice.steps),
      ...waySteps(ways),
      ...(dead ? [noWayOut(destination, choice.netstack)] : ANSWERED),
    ],
    prove: [...pingFrom(state, adapters[0] ?? null, destination), ...adapters.map((each) => watch(each, destination))],
    missing: ways.flatMap(({ decision }) => decision.missing),
    sources: choice.sources,
    about: [...adapters, destination],
    destination,
  };
}

function premiseOf(ways: readonly Way[], vmknic: string | null, negated: boolean): Draft['premise'] {
  if (ways.length === 0 || !ways.every(({ decision }) => isKnown(decision))) return 'cannot-tell';
  if (ways.every(({ decision }) => isDead(decision))) return negated ? 'holds' : 'does-not-hold';
  if (vmknic === null) return negated ? 'cannot-tell' : 'holds';
  return ways.every(({ decision }) => decision.vmknic === vmknic) === !negated ? 'holds' : 'does-not-hold';
}

function noWayOut(destination: string, netstack: string): WhyStep {
  const text = `Give the ${netstack} stack a gateway, or a route to ${destination} through a router in the subnet of one of its adapters; the default stack's gateway does not serve it.`;
  return todo(text, 'documented', [], ['NET80', 'MAN65']);
}

const ANSWERED: readonly WhyStep[] = [
  sure(
    'Whether the far end receives and answers it is not in a table; only a test shows that.',
    'documented',
    [],
    ['S002'],
  ),
];

/** Bound adapters send, whatever the table says; a plain ping says nothing of them. */
function bound({ state, question }: Asked, destination: string, title: string, choice: ServiceChoice): Draft {
  const ways = choice.vmknics.flatMap((out) =>
    waysTo(state, destination, nicNamed(state, out)?.netstack ?? choice.netstack, out).slice(0, 1),
  );
  const table = waysTo(state, destination, choice.netstack)[0]?.decision;
  const plain =
    table?.vmknic == null || choice.vmknics.includes(table.vmknic)
      ? ''
      : ` A plain ping leaves by ${table.vmknic} and proves nothing for it.`;
  const claimed = question.negated === true;
  return {
    premise: claimed ? 'cannot-tell' : 'holds',
    answer: `${choice.verdict}${plain}`,
    steps: [
      ...placed(choice.steps),
      ...(plain === ''
        ? []
        : [what(`By the table packets to ${destination} ${wayOf(table!)}.`, table!.certainty, table!.evidence)]),
      ...ways.flatMap(({ decision }) => decision.notes.map((note) => sure(note, 'inferred'))),
      ...ANSWERED,
      grounds(choice.certainty),
      ...(claimed
        ? [
            todo(
              `Test ${title} from each bound adapter with the commands below, small packets first, then full size.`,
              'documented',
              [],
              ['ISC67'],
            ),
          ]
        : []),
    ],
    prove: [...choice.vmknics.flatMap((each) => pingFrom(state, each, destination)), ...choice.prove],
    missing: [...choice.missing, ...ways.flatMap(({ decision }) => decision.missing)],
    sources: choice.sources,
    about: [...choice.vmknics, destination],
    adviseToo: true,
  };
}
