import { capturePeer } from '../esxi/commands.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { atLeast } from '../esxi/version.ts';
import { nicsOf, onlyNicOf } from './adapters.ts';
import { byTable } from './by-table.ts';
import { choice, step } from './choice.ts';
import type { Service } from './service.ts';

/** Answers to pings: by the table before 5.1, by the adapter that was pinged from 5.1 on. */
export const icmp: Service = {
  name: 'icmp',
  title: 'Ping answers',
  alsoCalled: ['icmp', 'ping', 'pings', 'ping replies', 'ping reply', 'echo reply', 'echo replies', 'vmkping'],
  versions: [
    {
      from: '3.5',
      to: '5.0',
      rule: 'An answer to a ping leaves by the adapter that the table names for the one who pings.',
      certainty: 'documented',
      sources: ['S002', 'KB2042189'],
    },
    {
      from: '5.1',
      rule: 'An answer to a ping leaves by the adapter that received the ping, whatever the table says; so a ping that works does not show that TCP does.',
      certainty: 'documented',
      sources: ['S002', 'KB2042189'],
    },
  ],

  choose(state, destination) {
    const table = byTable(state, DEFAULT_STACK, destination === undefined ? [] : [destination]);
    const newer = atLeast(state, '5.1');
    const own = step(
      'A ping that the host begins itself follows the table, unless -I names an adapter (from 5.1 on).',
      'documented',
      [],
      ['S002'],
    );
    if (newer === false) {
      return choice(icmp, state, {
        ...table,
        verdict: `A ping answer ${table.verdict}.`,
        steps: [...table.steps, own],
      });
    }
    const only = onlyNicOf(state, DEFAULT_STACK)?.name;
    const verdict = newer
      ? 'A ping is answered by the adapter that received it, whatever the table says.'
      : `From 5.1 on a ping is answered by the adapter that received it; before, the answer ${table.verdict}.`;
    return choice(icmp, state, {
      vmknics: only === undefined ? [] : [only],
      decidedBy: only === undefined ? 'unknown' : 'table',
      certainty: only !== undefined ? 'inferred' : newer ? 'documented' : 'unknown',
      verdict,
      steps: [
        ...(newer ? [] : table.steps),
        own,
        step('Which next hop such an answer takes to a network that is not on the link is not known.', 'unknown'),
      ],
      prove:
        destination === undefined ? [] : nicsOf(state, DEFAULT_STACK).map(({ name }) => capturePeer(name, destination)),
      missing: newer ? [] : table.missing,
    });
  },
};
