import { DEFAULT_STACK } from '../../esxi/netstacks.ts';
import type { Premise } from '../../questions/question.ts';
import { nicNamed } from '../../services/adapters.ts';
import { nicWithAddress, noSuchAdapter } from '../adapters.ts';
import { type Asked, type Draft, sure, todo, type WhyStep } from '../answer.ts';
import { sendsFromConsole } from '../console.ts';
import { pingFrom, watch } from '../tests.ts';
import { isDead, isKnown, type Way, wayOf, waysTo } from '../way.ts';
import { waySteps } from '../way-steps.ts';
import { consolePath } from './console-path.ts';
import { pathFrom } from './path-from.ts';
import { pathOfService } from './path-of-service.ts';

/** Which way packets to a destination take; a question that begins at an adapter is answered bound and unbound. */
export function path(asked: Asked): Draft {
  const { state, question } = asked;
  const none = noSuchAdapter(state, question.vmknic);
  if (none !== null) return none;
  if (question.destination === null) return toNowhere(asked);
  if (question.guest) return ofGuest(question.destination);
  if (sendsFromConsole(state, question)) return consolePath(asked, question.destination, false);
  const from = question.origin ? question.vmknic : (nicWithAddress(state, question.other)?.name ?? null);
  if (from !== null) return pathFrom(asked, from, question.destination);
  return pathOfService(asked, question.destination) ?? byTable(asked, question.destination);
}

function byTable({ state, question }: Asked, destination: string): Draft {
  const ways = waysTo(state, destination, DEFAULT_STACK);
  const decisions = ways.map(({ decision }) => decision);
  const by = decisions.map(({ vmknic }) => vmknic).filter((vmknic) => vmknic !== null);
  const own = nicWithAddress(state, destination);
  const entry = question.route === undefined || question.vmknic !== null ? null : entryAsked(ways, question.route);
  return {
    premise:
      own === undefined
        ? (entry?.premise ?? premiseOf(ways, question.vmknic, question.negated === true))
        : 'does-not-hold',
    answer:
      own === undefined
        ? `${entry === null ? '' : `${entry.answer} `}${headline(ways, destination, question.vmknic)}`
        : `${destination} is the host's own address, on ${own.name}: what is sent to it does not leave the host.`,
    steps: [...waySteps(ways), ...reachSteps(ways, question.negated === true && question.vmknic === null)],
    prove: [...by.map((vmknic) => watch(vmknic, destination)), ...pingFrom(state, null, destination)].slice(0, 4),
    missing: decisions.flatMap(({ missing }) => missing),
    sources: ['S002', 'KB344105'],
    about: [...by, ...(question.vmknic === null ? [] : [question.vmknic]), destination],
    destination,
  };
}

/** `why is there no route to …`, `do I need a route to …`: against the entries that match. */
function entryAsked(ways: readonly Way[], asked: 'missing' | 'needed'): Pick<Draft, 'premise' | 'answer'> | null {
  if (ways.length === 0 || !ways.every(({ decision }) => isKnown(decision))) return null;
  const missing = asked === 'missing';
  const own = ways.find(({ decision }) => decision.route !== null && decision.route.network !== '0.0.0.0/0')?.decision;
  if (ways.every(({ decision }) => isDead(decision))) {
    return { premise: 'holds', answer: missing ? 'There is none.' : 'A route or a default gateway is needed.' };
  }
  if (own !== undefined && ways.length === 1) {
    const { network, gateway } = own.route!;
    const entry = `${network}${gateway === null ? '' : ` via ${gateway}`}`;
    const answer = missing ? `There is an entry for it: ${entry}.` : `An entry for it is there already: ${entry}.`;
    return { premise: missing ? 'does-not-hold' : 'holds', answer };
  }
  const answer = missing
    ? 'It has no entry of its own; the default gateway serves it.'
    : 'Only if it is to take another way than the default gateway.';
  return { premise: 'cannot-tell', answer };
}

/** A virtual machine has a network stack of its own. */
function ofGuest(destination: string): Draft {
  return {
    premise: 'does-not-hold',
    answer: `What a virtual machine sends to ${destination} does not use the host's adapters or its routing table: it leaves by the port group of the VM, and the routes inside the guest decide.`,
    steps: [
      sure(
        'VMkernel adapters carry the traffic of the host itself: management, vMotion, storage and so on.',
        'documented',
        [],
        ['NET80'],
      ),
      todo('Look at the routes inside the guest, and at the VLAN and uplinks of its port group.', 'inferred'),
    ],
    prove: ['esxcli network vm list'],
  };
}

/** The table tells the way out, not whether anybody answers. */
function reachSteps(ways: readonly Way[], claimed: boolean): readonly WhyStep[] {
  if (!claimed) return [];
  if (ways.some(({ decision }) => isDead(decision))) {
    return [
      todo(
        'Add a route through a router that is in the subnet of an adapter, or a default gateway.',
        'documented',
        [],
        ['NET80'],
      ),
    ];
  }
  return [
    sure(
      'Whether the far end receives and answers it is not in a table; only a test shows that.',
      'documented',
      [],
      ['S002'],
    ),
    todo('Test it with the commands below; then look at the far end, its way back, and firewalls between.', 'inferred'),
  ];
}

function headline(ways: readonly Way[], destination: string, vmknic: string | null): string {
  const target = destination === '0.0.0.0/0' ? 'networks without an entry of their own' : destination;
  if (ways.length === 0) return `${destination} is no address that I can look up.`;
  const [first] = ways;
  if (ways.length > 1) {
    const parts = ways.slice(0, 3).map(({ who, decision }) => `${who} ${wayOf(decision)}`);
    return `${target} takes ${ways.length} paths. Packets to ${parts.join('; to ')}${ways.length > 3 ? '; and more' : ''}.`;
  }
  const { decision } = first!;
  const other = vmknic !== null && decision.vmknic !== null && decision.vmknic !== vmknic ? `, not by ${vmknic}` : '';
  return `Packets to ${target} ${wayOf(decision)}${other}.`;
}

function premiseOf(ways: readonly Way[], vmknic: string | null, negated: boolean): Premise {
  if (ways.length === 0 || !ways.every(({ decision }) => isKnown(decision))) return 'cannot-tell';
  const dead = ways.every(({ decision }) => isDead(decision));
  if (vmknic === null) return !negated || dead ? 'holds' : 'cannot-tell';
  if (ways.some(({ decision }) => decision.vmknic === null && !isDead(decision))) return 'cannot-tell';
  const leaves = ways.every(({ decision }) => decision.vmknic === vmknic);
  return leaves === !negated ? 'holds' : 'does-not-hold';
}

/** No address was named, only that an adapter reaches nothing. */
function toNowhere({ state, question }: Asked): Draft {
  const netstack = nicNamed(state, question.vmknic ?? '')?.netstack ?? DEFAULT_STACK;
  const ways = waysTo(state, '0.0.0.0/0', netstack);
  return {
    premise: 'cannot-tell',
    answer: `Which address ${question.vmknic ?? 'the host'} should reach was not said. ${headline(ways, '0.0.0.0/0', null)}`,
    steps: [...waySteps(ways), todo('Ask again with the address of the far end.', 'documented')],
    missing: ways.flatMap(({ decision }) => decision.missing),
    about: question.vmknic === null ? [] : [question.vmknic],
  };
}
