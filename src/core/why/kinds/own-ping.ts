import { atLeast } from '../../esxi/version.ts';
import { adaptersOf, connectedEntry, nicNamed, shown } from '../../services/adapters.ts';
import { describe, lostSubnet } from '../adapters.ts';
import { type Asked, type Draft, sure, todo, what } from '../answer.ts';
import { failedPings, pingStep } from '../pings.ts';

/** A ping that the host sends: plain it follows the table, with -I it leaves by the adapter that is named. */
export function ownPing({ state, question }: Asked, vmknic: string): Draft {
  const nic = nicNamed(state, vmknic);
  const lost = lostSubnet(state, vmknic);
  const adapter = adaptersOf(state).find(({ name }) => name === vmknic);
  const entry = adapter === undefined ? undefined : connectedEntry(state, adapter);
  const failed = failedPings(state, vmknic);
  const table =
    lost === null
      ? `A plain ping follows the routing table and may leave by another adapter, so it proves nothing for ${vmknic}.`
      : `A plain ping into ${lost.subnet} follows the routing table and leaves by ${lost.owner}, so it proves nothing for ${vmknic}.`;
  const older = atLeast(state, '5.1') === false;
  const named = older
    ? `Before 5.1 a ping has no -I for IPv4, so no ping tests ${vmknic} alone.`
    : `With \`-I ${vmknic}\` it leaves by ${vmknic}: if only that one fails, look at the wire of ${vmknic}, its VLAN, uplink and MTU.`;
  return {
    premise: failed.length > 0 && question.negated ? 'holds' : 'cannot-tell',
    answer: `${table} ${named}`,
    steps: [
      ...(nic === undefined ? [] : [what(`${describe(nic)}.`, 'documented', shown(nic, 'ipv4', 'name'))]),
      ...(lost === null || entry === undefined
        ? []
        : [
            what(
              `The table gives ${lost.subnet} to ${lost.owner}.`,
              'documented',
              shown(entry.route, 'network', 'vmknic'),
              ['KB344105'],
            ),
          ]),
      ...failed.map(pingStep),
      sure(
        'A ping that the host begins itself follows the table, unless -I names an adapter (from 5.1 on).',
        'documented',
        [],
        ['S002'],
      ),
      todo(
        `Compare VLAN and uplinks of ${vmknic} with those of an adapter that works, and watch ${vmknic} while the ping runs.`,
        'inferred',
      ),
    ],
    prove: [...(older ? [] : [`vmkping -I ${vmknic} PEER`]), `tcpdump-uw -n -i ${vmknic} icmp -c 5`],
    sources: ['S002'],
    about: [vmknic],
    adviseToo: true,
  };
}
