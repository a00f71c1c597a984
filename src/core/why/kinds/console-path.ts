import { DEFAULT_STACK } from '../../esxi/netstacks.ts';
import type { Premise } from '../../questions/question.ts';
import { type Asked, type Draft, sure, type WhyStep, what } from '../answer.ts';
import { type ConsoleWay, consoleWay } from '../console.ts';
import { wayOf, waysTo } from '../way.ts';

/** Classic ESX: what the Service Console sends follows its own table; a ping is answered for the console and the VMkernel. */
export function consolePath({ state, question }: Asked, destination: string, replies: boolean): Draft {
  const way = consoleWay(state, destination);
  const subject = replies ? 'Replies' : 'Packets';
  const not =
    way.by === null || question.vmknic === null || question.vmknic === way.by ? '' : `, not by ${question.vmknic}`;
  const kernel =
    question.service === 'icmp' && !replies ? waysTo(state, destination, DEFAULT_STACK)[0]?.decision : undefined;
  const first = `${subject} of the Service Console to ${destination} ${way.words}${not}.`;
  return {
    premise: premiseOf(way, question.vmknic, question.negated === true),
    answer:
      kernel === undefined
        ? first
        : `\`ping\` is sent by the Service Console: packets to ${destination} ${way.words}${not}. \`vmkping\` is sent by the VMkernel: its packets ${wayOf(kernel)}.`,
    steps: [
      what(`${subject} to ${destination} ${way.words}.`, way.known ? 'documented' : 'unknown', way.evidence, ['S003']),
      ...(kernel === undefined
        ? []
        : [what(`By the table of the VMkernel they ${wayOf(kernel)}.`, kernel.certainty, kernel.evidence, ['S002'])]),
      ...TWO_TABLES,
    ],
    prove: [`ping ${destination}`, ...(kernel === undefined ? [] : [`vmkping ${destination}`])].filter(
      (command) => !command.includes('/'),
    ),
    missing: [...way.missing, ...(kernel?.missing ?? [])],
    sources: ['S002', 'S003'],
    about: [...(way.by === null ? [] : [way.by]), destination],
    destination,
  };
}

const TWO_TABLES: readonly WhyStep[] = [
  sure(
    'On classic ESX the Service Console and the VMkernel share no routes and no gateways: management, SSH and `ping` follow the table of the console, `vmkping`, vMotion and storage the table of the VMkernel.',
    'documented',
    [],
    ['S002', 'S003'],
  ),
];

function premiseOf({ known, by }: ConsoleWay, asked: string | null, negated: boolean): Premise {
  if (!known) return 'cannot-tell';
  if (asked !== null) return (by === asked) === !negated ? 'holds' : 'does-not-hold';
  return negated && by !== null ? 'cannot-tell' : 'holds';
}
