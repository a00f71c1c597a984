import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { isClassic } from '../esxi/version.ts';
import { defaultOf, shown } from './adapters.ts';
import { byTable } from './by-table.ts';
import { choice, list, step } from './choice.ts';
import { byConsole } from './console.ts';
import type { Service } from './service.ts';

/** hostd, vpxa, SSH, consoles: they answer clients, so the client's address picks the adapter. */
export const management: Service = {
  name: 'management',
  title: 'Management',
  alsoCalled: ['management', 'mgmt', 'ssh', 'vcenter', 'vpxa', 'hostd', 'host client', 'web client', 'console', 'mks'],
  versions: [
    {
      from: '3.5',
      rule: 'On ESXi management is answered through the default stack, and its routing table picks the adapter; the Management tag marks an adapter for vCenter and HA and moves no traffic.',
      certainty: 'documented',
      sources: ['S003', 'S000'],
    },
    {
      from: '3.5',
      to: '4.1',
      rule: 'On classic ESX management belongs to the Service Console, which has interfaces and a table of its own.',
      certainty: 'documented',
      sources: ['S002', 'S003'],
    },
  ],

  choose(state, destination) {
    if (isClassic(state)) return choice(management, state, byConsole(state, management.title, destination));
    const table = byTable(state, DEFAULT_STACK, destination === undefined ? [] : [destination]);
    const byDefault = destination === undefined ? defaultOf(state, DEFAULT_STACK)?.route : undefined;
    const tagged = (state.vmknics ?? []).filter(({ services }) => services?.includes('management'));
    return choice(management, state, {
      ...table,
      // Clients come from anywhere, so the default entry answers all but those in another adapter's own subnet.
      vmknics: table.vmknics.length === 0 && byDefault?.vmknic !== undefined ? [byDefault.vmknic] : table.vmknics,
      verdict: `Management traffic ${table.verdict}.`,
      steps: [
        ...table.steps,
        ...(tagged.length > 0
          ? [
              step(
                `The Management tag is on ${list(tagged.map(({ name }) => name))}; it does not change which way replies leave.`,
                'reported',
                tagged.flatMap((nic) => shown(nic, 'services')),
                ['ELA63', 'CLI19'],
              ),
            ]
          : []),
        step(
          'A reply keeps the address that the client dialled, and leaves as the table says for the client.',
          'reported',
          [],
          ['S000'],
        ),
      ],
    });
  },
};
