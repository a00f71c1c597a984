import { duplicateReplies } from '../../src/core/rules/duplicate-replies.ts';
import { host } from '../support/host.ts';
import { testRule } from '../support/rules.ts';
import { PEER, ping } from './overlay-pings.ts';

testRule(duplicateReplies, {
  fine: { 'nothing was pinged': host(), 'each answer once': host(ping(56, 3)) },
  found: {
    'answers that came twice': [
      host(ping(56, 3, { duplicates: 3 })),
      { destination: PEER, duplicates: 3, received: 3 },
      { severity: 'note', certainty: 'reported' },
    ],
    'one, of a run that was cut off': [host(ping(56, 0, { received: undefined, duplicates: 1 })), { received: null }],
  },
});
