import { shown } from '../services/adapters.ts';
import { rule } from './rule.ts';

/** Answers to a ping that came twice: noted, for what makes them is not known. */
export const duplicateReplies = rule({
  id: 'duplicate-replies',
  title: 'Answers to a ping come more than once',
  severity: 'note',
  certainty: 'reported',
  sources: ['S004'],
  needs: [],
  also: ['pings'],

  check: ({ pings = [] }) =>
    pings.flatMap((ping) => {
      const { destination, vmknic = null, duplicates, received = null } = ping;
      if (duplicates === undefined) return [];
      return [
        { facts: { destination, vmknic, duplicates, received }, evidence: shown(ping, 'duplicates', 'destination') },
      ];
    }),

  explain: ({ destination, duplicates, received }) => ({
    problem: `${destination} sent ${duplicates === 1 ? 'one answer' : `${duplicates} answers`} more than was asked for${received === null ? '' : `, beside ${received} that ${received === 1 ? 'was' : 'were'} due`}.`,
    why: 'The same was seen between machines on a VXLAN of a nested lab, where everything worked; what makes them was never found, so nothing is concluded from them.',
    todo: 'Leave it unless traffic fails besides; then capture at both ends which copy comes which way.',
  }),
});
