import type { HostState } from '../../esxi/host-state.ts';
import { DEFAULT_STACK } from '../../esxi/netstacks.ts';
import type { Premise } from '../../questions/question.ts';
import { list, unique } from '../../services/choice.ts';
import { serviceNamed } from '../../services/index.ts';
import { sharedWith } from '../../services/nfs.ts';
import type { Sharing } from '../../services/tagged-sharing.ts';
import { noSuchAdapter } from '../adapters.ts';
import { type Asked, type Draft, grounds, placed, sure, todo, type WhyStep, what } from '../answer.ts';
import { pingFrom, watch } from '../tests.ts';
import { wayOf, waysTo } from '../way.ts';

/** A server refuses the host: which address it sees, against the one that its list of rights may name. */
export function serviceDenied({ state, question }: Asked): Draft {
  const none = noSuchAdapter(state, question.vmknic);
  if (none !== null) return none;
  const { service } = question;
  const destination = question.destination ?? (service === 'nfs' ? onlyFiler(state) : null);
  const choice = service === null ? null : serviceNamed(service).choose(state, destination ?? undefined);
  const way =
    destination === null ? undefined : waysTo(state, destination, choice?.netstack ?? DEFAULT_STACK)[0]?.decision;
  const bound = choice?.decidedBy === 'binding';
  const adapters =
    choice !== null && choice.vmknics.length > 0 ? choice.vmknics : way?.vmknic == null ? [] : [way.vmknic];
  const address = bound ? addressOf(state, adapters[0]) : (way?.sourceAddress ?? addressOf(state, adapters[0]));
  const peer = destination ?? 'the server';
  const sharing = bound || destination === null ? undefined : sharedWith(state, [destination]);
  return {
    premise: premiseOf(state, service, destination),
    answer: headline(state, { peer, adapters, address, sharing, mayBeBound: choice?.decidedBy === 'unknown' }),
    steps: [
      ...(way === undefined || choice !== null
        ? []
        : [what(`Packets to ${peer} ${wayOf(way)}.`, way.certainty, way.evidence)]),
      ...placed(choice?.steps ?? []),
      ...deniedLines(state),
      ...OTHER_CAUSES,
      grounds(choice?.certainty ?? way?.certainty ?? 'unknown'),
      ...todos(service, peer, adapters[0], address),
    ],
    prove:
      destination === null
        ? (choice?.prove ?? [])
        : [...adapters.map((each) => watch(each, destination)), ...pingFrom(state, adapters[0] ?? null, destination)],
    missing: [...(choice?.missing ?? []), ...(way?.missing ?? [])],
    sources: ['S002'],
    about: [...adapters, ...(destination === null ? [] : [destination])],
    findings: service === 'iscsi' ? ['iscsi-binding'] : ['nfs-source-address'],
  };
}

const OTHER_CAUSES: readonly WhyStep[] = [
  sure(
    'The same refusal comes from a list of rights that never named this host, from rights on the share itself, or from a wrong server or share name: the output cannot tell these apart.',
    'inferred',
    [],
    ['S002'],
  ),
];

/** The filer of the one mount that is not there, or of all mounts where they are of one filer: who asks names it seldom. */
function onlyFiler({ nfs = [] }: HostState): string | null {
  const lost = nfs.filter(({ accessible, mounted }) => accessible === false || mounted === false);
  const [server, ...more] = unique((lost.length > 0 ? lost : nfs).map((each) => each.server));
  return server === undefined || more.length > 0 ? null : server;
}

interface Seen {
  readonly peer: string;
  readonly adapters: readonly string[];
  readonly address: string | null;
  readonly sharing: Sharing | undefined;
  readonly mayBeBound: boolean;
}

function headline(state: HostState, { peer, adapters, address, sharing, mayBeBound }: Seen): string {
  if (adapters.length === 0) {
    return `Which adapter reaches ${peer}, and so which address it sees, is not known.`;
  }
  const unless = mayBeBound ? 'Unless the service is bound to an adapter, which is not known, ' : '';
  const by = adapters.join(' or ');
  if (address === null) {
    return `${unless || 'By the routing table '}the host reaches ${peer} by ${by}; the address of ${by}, which ${peer} sees, is not known.`;
  }
  const seen = `${unless}${peer} sees this host as ${address}, the address of ${adapters[0]}`;
  if (sharing === undefined)
    return upperFirst(`${seen}. If it grants rights to another of the host's addresses, it refuses this one.`);
  const others = sharing.others.map((name) => `${addressOf(state, name)} of ${name}`);
  const cause = `${list(sharing.names)} share ${sharing.subnet}${sharing.owner === undefined ? '' : `, and the routing table gives it to ${sharing.owner}`}`;
  return upperFirst(
    `${seen}, not as ${list(others)}: ${cause}. If it grants rights to ${list(sharing.others)} alone, it refuses.`,
  );
}

function upperFirst(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}

function addressOf(state: HostState, vmknic: string | undefined): string | null {
  return state.vmknics?.find(({ name }) => name === vmknic)?.ipv4 ?? null;
}

/** A refusal is known where a log line or the list of mounts shows it. */
function premiseOf(state: HostState, service: string | null, destination: string | null): Premise {
  if (service !== 'nfs') return 'cannot-tell';
  if (state.logEvents?.some(({ kind }) => kind === 'nfs-denied')) return 'holds';
  const mounts = (state.nfs ?? []).filter(({ server }) => server === destination);
  return mounts.length > 0 && mounts.every(({ accessible, mounted }) => accessible && mounted !== false)
    ? 'does-not-hold'
    : 'cannot-tell';
}

function deniedLines(state: HostState): readonly WhyStep[] {
  const denied = (state.logEvents ?? []).filter(({ kind }) => kind === 'nfs-denied');
  return denied
    .slice(0, 3)
    .map(({ text, evidence }) => what(`The log says: ${text}`, 'documented', Object.values(evidence).slice(0, 1)));
}

function todos(
  service: string | null,
  peer: string,
  vmknic: string | undefined,
  address: string | null,
): readonly WhyStep[] {
  const rights = service === 'iscsi' ? 'initiator list and CHAP secrets' : 'export list';
  const shown = address === null ? 'the address it sees' : address;
  return [
    todo(`Compare ${shown} with the ${rights} of ${peer}.`, 'documented', [], ['S002']),
    todo(
      `If another adapter than ${vmknic ?? 'this one'} was meant to carry it, give that adapter a subnet of its own with the server, or a route to it. Adding ${shown} to the list lets the traffic stay where it is: a stop-gap.`,
      'inferred',
      [],
      ['S002', 'S003'],
    ),
  ];
}
