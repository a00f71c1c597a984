import type { HostState } from '../esxi/host-state.ts';
import type { Line, Reply } from '../reply.ts';
import type { Part, WhyAnswer } from '../why/answer.ts';
import { askFor, bullets, lineOf, proveWith, type Quoted, section, steps } from './sections.ts';
import { contextOf, count } from './words.ts';

/** The answer to a question for people, in the order they need it: what happens, how sure, what to do. */
export function describeWhy(answer: WhyAnswer, state: HostState, quoted: Quoted): Reply {
  const part = (wanted: Part): Line[] =>
    answer.steps.filter((step) => step.part === wanted).map((step) => lineOf(step, quoted));
  const findings =
    answer.findings.length === 0 ? [] : [`${count(answer.findings.length, 'finding')}: ${answer.findings.join(', ')}`];
  return {
    headline: { text: answer.answer },
    context: contextOf(state, ...PREMISE[answer.premise], ...findings),
    sections: [
      ...section('What happens', steps(part('what'))),
      ...section('How sure', bullets(part('sure'))),
      ...section('What to do', bullets(part('todo'))),
      ...proveWith(answer.prove),
      ...askFor(answer.missing),
    ],
  };
}

const PREMISE = {
  holds: [],
  'does-not-hold': ['what the question takes for granted does not hold'],
  'cannot-tell': ['what was read does not settle it'],
} as const satisfies Record<WhyAnswer['premise'], readonly string[]>;
