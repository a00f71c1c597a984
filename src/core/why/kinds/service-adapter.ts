import type { Premise, Question } from '../../questions/question.ts';
import { serviceNamed } from '../../services/index.ts';
import type { ServiceChoice } from '../../services/service.ts';
import { noSuchAdapter } from '../adapters.ts';
import { type Asked, type Draft, grounds, placed } from '../answer.ts';

/** Which adapter a service leaves by, against the one that the question names. */
export function serviceAdapter({ state, question }: Asked): Draft {
  const none = noSuchAdapter(state, question.vmknic);
  if (none !== null) return none;
  const service = serviceNamed(question.service!);
  const choice = service.choose(state, question.destination ?? undefined);
  const premise = premiseOf(choice, question);
  const contradicted = premise === 'does-not-hold' && question.vmknic !== null;
  const verdict = knownFirst(choice.verdict);
  const not = question.negated ? '' : 'not ';
  return {
    premise,
    answer: contradicted ? `By this output it does ${not}leave by ${question.vmknic}. ${verdict}` : verdict,
    steps: [...placed(choice.steps), grounds(choice.certainty)],
    prove: choice.prove,
    missing: choice.missing,
    sources: choice.sources,
    about: [...choice.vmknics, ...(question.vmknic === null ? [] : [question.vmknic])],
    // What is bound or tagged leaves by its adapters whatever the destination; by the table the destination counts.
    ...(question.destination !== null && choice.decidedBy === 'table' ? { destination: question.destination } : {}),
  };
}

function premiseOf({ vmknics, decidedBy, certainty }: ServiceChoice, { vmknic, negated }: Question): Premise {
  if (vmknics.length === 0 || decidedBy === 'unknown' || certainty === 'unknown') return 'cannot-tell';
  if (vmknic === null) return 'holds';
  return vmknics.includes(vmknic) === (negated !== true) ? 'holds' : 'does-not-hold';
}

/** What the output shows comes before what it does not show. */
function knownFirst(verdict: string): string {
  const sentences = verdict.split(/(?<=\.) (?=[A-Z])/);
  const isGap = (sentence: string) => /^The output does not show /.test(sentence);
  return [...sentences.filter((each) => !isGap(each)), ...sentences.filter(isGap)].join(' ');
}
