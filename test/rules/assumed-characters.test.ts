import type { Assumption } from '../../src/core/esxi/host-state.ts';
import { assumedCharacters } from '../../src/core/rules/assumed-characters.ts';
import { host } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const assumption = (line: number, kind: Assumption['kind'] = 'characters') => ({
  kind,
  line,
  read: 'vmkO',
  as: 'vmk0',
});

testRule(assumedCharacters, {
  fine: {
    'nothing assumed': host(),
    'a row that was joined holds no strange character': host({ assumptions: [assumption(4, 'join')] }),
  },
  found: {
    'a letter for a digit': [
      host({ assumptions: [assumption(4)] }),
      { count: 1, assumptions: [{ line: 4, read: 'vmkO', as: 'vmk0' }] },
      { severity: 'note' },
    ],
    'many are counted': [host({ assumptions: Array.from({ length: 30 }, (_, i) => assumption(i + 1)) }), { count: 30 }],
  },
});
