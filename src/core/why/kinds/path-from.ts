import type { HostState, Ping } from '../../esxi/host-state.ts';
import { DEFAULT_STACK } from '../../esxi/netstacks.ts';
import type { Premise } from '../../questions/question.ts';
import type { Decision } from '../../routing/decision.ts';
import { nicNamed } from '../../services/adapters.ts';
import { describe, lostSubnet, noRouteTo, ownSubnet, ownSubnetOf } from '../adapters.ts';
import { type Asked, type Draft, sure, todo, type WhyStep, what } from '../answer.ts';
import { isTooLarge, pingStep } from '../pings.ts';
import { pingFrom, watch } from '../tests.ts';
import { isDead, isKnown, wayOf, waysTo } from '../way.ts';
import { waySteps } from '../way-steps.ts';

/** From one adapter: what is bound to it leaves by it; what is not follows the table of its stack. */
export function pathFrom({ state, question }: Asked, from: string, destination: string): Draft {
  const nic = nicNamed(state, from);
  const netstack = nic?.netstack ?? DEFAULT_STACK;
  const ways = waysTo(state, destination, netstack);
  const bound = waysTo(state, destination, netstack, from)[0]?.decision;
  const pings = (state.pings ?? []).filter((ping) => ping.destination === destination && ping.vmknic === from);
  const table = ways[0]?.decision;
  return {
    premise: premiseOf(table, bound, pings, question.negated === true),
    answer: tooLarge(pings) ?? headline(from, destination, table, bound, ways.length),
    steps: [
      ...(nic === undefined
        ? []
        : [what(`${describe(nic)}, in the stack ${netstack}.`, 'documented', Object.values(nic.evidence).slice(0, 1))]),
      ...waySteps(ways),
      ...boundSteps(from, destination, bound),
      ...pings.map(pingStep),
      sure(
        'Whether the far end receives it and answers is not in a table; only a test from this adapter shows that.',
        'documented',
        [],
        ['S002'],
      ),
      ...todos(state, from, destination, table, bound),
    ],
    prove: [...pingFrom(state, from, destination), watch(from, destination), ...otherWatch(table, from, destination)],
    missing: [...(table?.missing ?? []), ...(bound?.missing ?? [])],
    sources: ['S002'],
    about: [from, destination, ...(table?.vmknic == null ? [] : [table.vmknic])],
    destination,
  };
}

/** The host itself said that the frame does not fit: no table has a part in it. */
function tooLarge(pings: readonly Ping[]): string | null {
  const last = pings.findLast(({ received }) => received !== undefined);
  if (last?.received !== 0 || !isTooLarge(last)) return null;
  const ping = `The ping${last.payload === undefined ? '' : ` of ${last.payload} bytes`} from ${last.vmknic} to ${last.destination}`;
  const how =
    last.error === 'message-too-long'
      ? 'never left: the host said that the message is too long'
      : 'got no answer; its size or the way may be the cause';
  return `${ping} ${how}. Compare the MTU of ${last.vmknic}, its switch and its uplinks, and repeat it with 1472 bytes.`;
}

function headline(
  from: string,
  destination: string,
  table: Decision | undefined,
  bound: Decision | undefined,
  parts: number,
): string {
  if (table === undefined) return `${destination} is no address that I can look up.`;
  if (parts > 1)
    return `${destination} takes ${parts} paths, of which the routing table decides each; what is bound to ${from} leaves by ${from}.`;
  const other = table.vmknic !== null && table.vmknic !== from ? `, not by ${from}` : '';
  const first = `By the routing table packets to ${destination} ${wayOf(table)}${other}.`;
  if (bound === undefined || table.vmknic === from)
    return `${first} Only a test from ${from} shows whether ${destination} answers.`;
  if (isDead(bound)) return `${first} What is bound to ${from} has no way there.`;
  if (!isKnown(bound)) return `${first} How far a flow bound to ${from} gets is not known.`;
  return `${first} Only what is bound to ${from} (\`vmkping -I ${from}\`, port-bound iSCSI) leaves by ${from}.`;
}

function boundSteps(from: string, destination: string, bound: Decision | undefined): readonly WhyStep[] {
  if (bound === undefined) return [];
  const text = isKnown(bound)
    ? `Bound to ${from}, packets to ${destination} ${wayOf(bound)}.`
    : `Bound to ${from}, how packets to ${destination} leave is not established.`;
  return [
    what(text, bound.certainty, bound.evidence, ['ISC67', 'S002']),
    ...bound.notes.map((note) => sure(note, 'inferred')),
  ];
}

/** A captured ping settles it; a table only where nothing can leave. */
function premiseOf(
  table: Decision | undefined,
  bound: Decision | undefined,
  pings: HostState['pings'] & {},
  negated: boolean,
): Premise {
  const last = pings.findLast(({ received }) => received !== undefined);
  if (last !== undefined) return last.received! > 0 === negated ? 'does-not-hold' : 'holds';
  if (table === undefined || !isDead(table) || (bound !== undefined && !isDead(bound) && isKnown(bound)))
    return 'cannot-tell';
  return negated ? 'holds' : 'does-not-hold';
}

function todos(
  state: HostState,
  from: string,
  destination: string,
  table: Decision | undefined,
  bound: Decision | undefined,
): readonly WhyStep[] {
  const home = table?.vmknic === from ? null : ownSubnetOf(state, destination, table?.netstack ?? DEFAULT_STACK, from);
  if (home !== null && home.vmknic !== from) {
    return [todo(noRouteTo(destination, home, from), 'documented', home.evidence, ['KB344105'])];
  }
  const lost = lostSubnet(state, from);
  if (lost !== null && table?.vmknic !== from) {
    return [todo(ownSubnet(from, lost), 'documented', [], ['KB318546', 'S002'])];
  }
  if (table !== undefined && isDead(table)) {
    return [
      todo(
        `Give the stack a route to ${destination} through a router in the subnet of ${from}.`,
        'inferred',
        [],
        ['S000'],
      ),
    ];
  }
  if (bound !== undefined && table?.vmknic !== from && table?.vmknic != null) {
    const text = `If the service belongs on ${from}: give ${destination} a route through a router in the subnet of ${from}, or bind the service where it can be bound.`;
    return [todo(text, 'inferred', [], ['S000', 'ISC67'])];
  }
  return [
    todo(
      'Run the test; if nothing comes back, check VLAN and MTU on the way and the way back of the far end.',
      'inferred',
    ),
  ];
}

function otherWatch(table: Decision | undefined, from: string, destination: string): readonly string[] {
  return table?.vmknic == null || table.vmknic === from ? [] : [watch(table.vmknic, destination)];
}
