import { routeList } from '../../esxi/commands.ts';
import { DEFAULT_STACK } from '../../esxi/netstacks.ts';
import { entriesOf, nicNamed, shown } from '../../services/adapters.ts';
import { list } from '../../services/choice.ts';
import { describe, lostSubnet } from '../adapters.ts';
import { type Asked, type Draft, sure, todo, what } from '../answer.ts';

/** Whether the table names an adapter: without an entry it carries only what is bound to it or comes in by it. */
export function inTable({ state, question }: Asked, vmknic: string): Draft {
  const nic = nicNamed(state, vmknic);
  const netstack = nic?.netstack ?? DEFAULT_STACK;
  const entries = entriesOf(state, netstack);
  const own = entries.filter(({ route }) => route.vmknic === vmknic).map(({ route }) => route);
  const lost = lostSubnet(state, vmknic);
  const listing = routeList(state, netstack);
  const row = nic === undefined ? [] : [what(`${describe(nic)}.`, 'documented', shown(nic, 'ipv4', 'name'))];
  if (entries.length === 0) {
    return {
      premise: 'cannot-tell',
      answer: `The routing table of ${netstack} was not read, so whether it names ${vmknic} is not known.`,
      steps: row,
      missing: [listing],
      about: [vmknic],
    };
  }
  const absent = own.length === 0;
  const claimed = question.negated === true;
  const because =
    lost === null
      ? nic?.enabled === false
        ? ', because it is disabled'
        : nic?.ipv4 === null
          ? ', because it has no IPv4 address'
          : ''
      : `: ${lost.subnet}, its subnet, is given to ${lost.owner}`;
  return {
    // Without an entry an adapter may still be used by what is bound to it.
    premise: absent === claimed ? 'holds' : absent ? 'cannot-tell' : 'does-not-hold',
    answer: absent
      ? `No entry of the routing table names ${vmknic}${because}. What the table decides never leaves by ${vmknic}; what is bound to it does, and it still receives.`
      : `The routing table names ${vmknic} for ${list(own.slice(0, 4).map(({ network }) => (network === '0.0.0.0/0' ? 'the default entry' : network)))}${own.length > 4 ? ' and more' : ''}.`,
    steps: [
      ...row,
      ...own
        .slice(0, 6)
        .map((route) =>
          what(`${route.network} leaves by ${vmknic}.`, 'documented', shown(route, 'network', 'vmknic'), ['KB344105']),
        ),
      ...(absent
        ? entries
            .slice(0, 8)
            .map(({ route }) =>
              what(
                `${route.network} leaves by ${route.vmknic ?? 'an adapter that is not shown'}.`,
                'documented',
                shown(route, 'network', 'vmknic'),
              ),
            )
        : []),
      sure('One subnet of a stack has one connected entry, and it names one adapter.', 'documented', [], ['KB318546']),
      ...(absent && lost !== null
        ? [
            todo(
              `Give ${vmknic} a subnet and VLAN of its own, or take the other adapters out of ${lost.subnet}.`,
              'documented',
              [],
              ['KB318546', 'S002'],
            ),
          ]
        : []),
    ],
    prove: [listing],
    about: [vmknic],
  };
}
