import type { HostState } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { atLeast } from '../esxi/version.ts';
import { readIpv4 } from '../net/address.ts';
import { decide } from '../routing/decide.ts';
import { adaptersOf, holds, shown } from './adapters.ts';
import { addressOf, outcomeOf } from './by-table.ts';
import { byTag, type SharedVerdict, type TagService } from './by-tag.ts';
import { choice, list, step } from './choice.ts';
import type { Service, ServiceChoice } from './service.ts';
import type { Sharing } from './tagged-sharing.ts';
import { tagged } from './tags.ts';

const TAGS = ['vsan', 'vsan-witness'] as const;

/** vSAN: the tagged adapter in the default stack; it has no stack of its own. */
export const vsan: Service = {
  name: 'vsan',
  title: 'vSAN',
  alsoCalled: ['vsan', 'v-san', 'virtual san', 'vsan witness', 'witness'],
  versions: [
    {
      from: '5.5',
      rule: 'vSAN has no stack of its own and uses the adapter that carries its tag, in the default stack.',
      certainty: 'reported',
      sources: ['SDB', 'VSAN90'],
    },
    {
      from: '5.5',
      to: '6.7',
      rule: 'A gateway of the adapter itself did not take effect for vSAN: routed vSAN needed static routes.',
      certainty: 'reported',
      sources: ['SDB'],
    },
    {
      from: '7.0',
      rule: 'A gateway of the adapter itself is supported for vSAN; a witness on another network may still need static routes.',
      certainty: 'documented',
      sources: ['VSAN70', 'VCFD'],
    },
  ],

  choose(state, destination) {
    const { carriers } = tagged(state, DEFAULT_STACK, ['vsan']);
    const peer = destination === undefined ? null : addressOf(destination);
    return choice(
      vsan,
      state,
      routed(state, carriers.length === 1 ? carriers[0]!.name : undefined, peer) ?? byTag(state, traffic, destination),
    );
  },
};

const traffic: TagService = {
  title: 'vSAN',
  tags: TAGS,
  portgroupName: /v-?san/i,
  certainty: 'reported',
  sources: ['SDB', 'VSAN90'],
  prove: (state, vmknic) =>
    atLeast(state, '5.5') === false ? [`tcpdump-uw -n -i ${vmknic} -c 20`] : [`pktcap-uw --vmk ${vmknic} -c 20`],
  shared,
  several: (_, carriers) => ({
    verdict: `vSAN uses ${list(carriers)}: all of them carry its tag.`,
    certainty: 'reported',
    sources: ['SDB', 'VSAN90'],
  }),
};

function shared(_: HostState, { tagged: carrier, owner, subnet }: Sharing): SharedVerdict {
  const table = owner === undefined ? 'the adapter that the table names' : owner;
  const tag = carrier === undefined ? 'its tag' : `its tag on ${carrier}`;
  return {
    verdict: `Several adapters share ${subnet}, which is unsupported for vSAN; ${tag} is reported to count, and what is sent by the routing table leaves by ${table}.`,
    certainty: 'unknown',
    sources: ['KB318546', 'SDB'],
  };
}

/** A peer beyond the tagged adapter's subnet: a static route through it, or from 7.0 on its own gateway. */
function routed(
  state: HostState,
  vmknic: string | undefined,
  peer: string | null,
): Omit<ServiceChoice, 'service'> | undefined {
  const adapter = adaptersOf(state, DEFAULT_STACK).find(({ name }) => name === vmknic);
  const address = peer === null ? null : readIpv4(peer);
  if (adapter === undefined || address === null || holds(adapter, address)) return undefined;
  const byTheTable = decide(state, { destination: peer!, netstack: DEFAULT_STACK });
  const bound = decide(state, { destination: peer!, netstack: DEFAULT_STACK, out: adapter.name });
  const throughRoute = byTheTable.vmknic === adapter.name;
  const throughGateway = !throughRoute && bound.outcome === 'via-gateway' && atLeast(state, '7.0') === true;
  const known = throughRoute || throughGateway;
  const decision = throughGateway ? bound : byTheTable;
  const verdict = known
    ? `vSAN for ${peer} leaves by ${adapter.name} through ${decision.nextHop}.`
    : `vSAN for ${peer} is not settled: its tag is on ${adapter.name}, and by the routing table it ${outcomeOf(byTheTable)}. Before 7.0 routed vSAN needed a static route through ${adapter.name}.`;
  return {
    vmknics: known ? [adapter.name] : [],
    decidedBy: known ? 'tag' : 'unknown',
    netstack: DEFAULT_STACK,
    certainty: known ? 'reported' : 'unknown',
    verdict,
    steps: [
      step(`The vSAN tag is on ${adapter.name}.`, 'documented', shown(adapter.nic, 'services')),
      step(`By the table it ${outcomeOf(byTheTable)}.`, byTheTable.certainty, byTheTable.evidence),
      ...(throughGateway
        ? [
            step(
              `${adapter.name} has the gateway ${bound.nextHop} of its own.`,
              'documented',
              shown(adapter.nic, 'gateway'),
              ['VSAN70'],
            ),
          ]
        : []),
    ],
    prove: traffic.prove(state, adapter.name),
    missing: decision.missing,
    sources: ['SDB', 'VSAN70', 'VCFD'],
  };
}
