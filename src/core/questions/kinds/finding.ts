import { fits, has, namesOf, type Reading, says } from '../reading.ts';
import { FINDING_WORDS } from '../vocabulary/findings.ts';
import { blank, type Kind } from './kind.ts';

const IDS = Object.keys(FINDING_WORDS);

/** A rule's id stands in the question as it is written in an answer: `shared-subnet`. */
export const findingById: Kind = (reading) => {
  const rule = IDS.find((id) => new RegExp(`(^|[^a-z-])${id}($|[^a-z-])`).test(reading.raw));
  return rule === undefined ? null : about(rule, reading);
};

/** "why do you say that vmk0 and vmk1 share a subnet": the finding in other words, asked about as a finding. */
export const findingExplained: Kind = (reading) => {
  if (!has(reading, 'explain')) return null;
  const rule = inWords(reading);
  if (rule === null || (rule === 'return-path' && namesOf(reading, 'address').length > 0)) return null;
  return about(rule, reading);
};

/** "do vmk0 and vmk1 share a subnet": only where no other kind fits. */
export const findingMentioned: Kind = (reading) => {
  const rule = namesOf(reading, 'address').length > 0 ? null : inWords(reading);
  return rule === null ? null : about(rule, reading);
};

function inWords(reading: Reading): string | null {
  return (
    IDS.find((id) => FINDING_WORDS[id] !== '' && says(reading, id.replaceAll('-', ' '))) ??
    IDS.find((id) => fits(reading, FINDING_WORDS[id]!)) ??
    null
  );
}

function about(rule: string, reading: Reading) {
  return { ...blank('finding'), rule, vmknic: namesOf(reading, 'vmknic')[0]?.text ?? null };
}
