import type { Reply } from '../reply.ts';
import type { Explanation, Rule } from '../rules/rule.ts';
import { SOURCES } from '../sources.ts';
import { commands, section, text } from './sections.ts';
import { SURENESS } from './words.ts';

/** What a rule says of a host, by the name of the host. */
export interface Example extends Explanation {
  readonly sample: string;
}

/** A rule's page: what it is about, how sure it is, what it reads, and the documents it rests on. */
export function ruleAnswer(rule: Rule, example?: Example): { readonly json: object; reply(): Reply } {
  const { id, title, severity, certainty, follows = [] } = rule;
  const needs = [...rule.needs, ...(rule.needsOneOf ?? [])].map(({ command }) => command);
  const sources = rule.sources.map((key) => ({ key, ...SOURCES[key] }));
  return {
    json: { rule: id, title, severity, certainty, needs, follows, sources, ...(example && { example }) },
    reply: () => ({
      headline: { text: `${title}.`, sources: rule.sources },
      context: `rule ${id} · ${severity} · ${certainty}: ${SURENESS[certainty].toLowerCase()}`,
      sections: [
        ...(example === undefined
          ? []
          : section(
              `On the sample host ${example.sample}`,
              text(example.problem, `Why: ${example.why}`, `To do: ${example.todo}`),
            )),
        ...section('It reads', commands(needs)),
        ...(follows.length === 0
          ? []
          : section('Shown under', text(`${follows.join(', ')}, where one of these explains it.`))),
      ],
    }),
  };
}
