import { list } from '../services/choice.ts';
import { rule } from './rule.ts';

const SHOWN = 20;

/** Values that were read only after a repair: they explain, but no change is planned from them. */
export const assumedCharacters = rule({
  id: 'assumed-characters',
  title: 'Characters were assumed',
  severity: 'note',
  certainty: 'inferred',
  sources: ['CLIREF'],
  needs: [],

  check: (state) => {
    const assumptions = state.assumptions.filter(({ kind }) => kind === 'characters');
    return assumptions.length === 0
      ? []
      : [
          {
            facts: {
              count: assumptions.length,
              assumptions: assumptions.slice(0, SHOWN).map(({ line, read, as }) => ({ line, read, as })),
            },
            evidence: assumptions.slice(0, SHOWN).map(({ line, read }) => ({ command: null, line, text: read })),
          },
        ];
  },

  explain: ({ count, assumptions }) => ({
    problem: `${count} ${count === 1 ? 'value was' : 'values were'} read with an assumption: ${list(assumptions.map(({ line, read, as }) => `line ${line}, ${read} as ${as}`))}${count > assumptions.length ? ', and more' : ''}.`,
    why: 'The text holds characters that the command does not print, as text recognition or a mail program leaves them. They were used to explain; no change is planned from them.',
    todo: 'Paste the output as text, or read the host itself.',
  }),
});
