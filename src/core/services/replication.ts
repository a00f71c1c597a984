import { tagGet } from '../esxi/commands.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { shown } from './adapters.ts';
import { byTable } from './by-table.ts';
import { choice, list, step } from './choice.ts';
import type { Service } from './service.ts';
import { namedAlike, tagged } from './tags.ts';

/** vSphere Replication: its tag picks the source address; that it picks the adapter is not established. */
export const replication: Service = {
  name: 'replication',
  title: 'vSphere Replication',
  alsoCalled: ['replication', 'vsphere replication', 'vr', 'hbr', 'replication nfc'],
  versions: [
    {
      from: '5.1',
      rule: 'The replication tag selects the address that outgoing replication traffic comes from, the replication-NFC tag the address that it is sent to; which adapter it leaves by is not documented.',
      certainty: 'documented',
      sources: ['MAN65'],
    },
  ],

  choose(state, destination) {
    const table = byTable(state, DEFAULT_STACK, destination === undefined ? [] : [destination]);
    const tags = tagged(state, DEFAULT_STACK, ['replication']);
    const { carriers, unread } = tags;
    const names = carriers.map(({ name }) => name);
    const only = table.vmknics.length === 1 ? table.vmknics[0]! : undefined;
    const agree = only !== undefined && (names.length === 0 || (names.length === 1 && names[0] === only));
    const told =
      names.length > 0
        ? `Its tag is on ${list(names)}.`
        : unread.length > 0
          ? 'The output does not show which adapter carries its tag.'
          : 'No adapter carries its tag.';
    return choice(replication, state, {
      ...table,
      vmknics: agree ? table.vmknics : [],
      decidedBy: agree ? 'table' : 'unknown',
      certainty: agree ? 'inferred' : 'unknown',
      verdict: agree
        ? `vSphere Replication ${table.verdict}. ${told}`
        : `Which adapter vSphere Replication leaves by is not established. ${told} By the routing table it ${table.verdict}.`,
      steps: [
        step(
          told,
          names.length > 0 ? 'documented' : 'unknown',
          carriers.flatMap((nic) => shown(nic, 'services')),
        ),
        ...namedAlike(tags, /repl/i),
        ...table.steps,
      ],
      missing: [
        ...tagGet(
          state,
          'replication',
          unread.map(({ name }) => name),
        ),
        ...table.missing,
      ],
    });
  },
};
