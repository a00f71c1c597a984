import type { HostState } from '../../esxi/host-state.ts';
import { DEFAULT_STACK } from '../../esxi/netstacks.ts';
import type { Premise } from '../../questions/question.ts';
import { foundBy } from '../../rules/with-theirs.ts';
import { list, unique } from '../../services/choice.ts';
import { filerAddress } from '../../services/filer.ts';
import { serviceNamed } from '../../services/index.ts';
import { sharedWith } from '../../services/nfs.ts';
import { type Explained, explainRefusal, refusalsOf } from '../../services/nfs-refusal.ts';
import type { Sharing } from '../../services/tagged-sharing.ts';
import { noSuchAdapter } from '../adapters.ts';
import { type Asked, type Draft, grounds, placed, sure, todo, type WhyStep, what } from '../answer.ts';
import { pingFrom, watch } from '../tests.ts';
import { wayOf, waysTo } from '../way.ts';

/** A server refuses the host: which address it sees, against the one that its list of rights may name. */
export function serviceDenied({ state, question, diagnosis }: Asked): Draft {
  const none = noSuchAdapter(state, question.vmknic);
  if (none !== null) return none;
  const { service } = question;
  const server = question.destination ?? (service === 'nfs' ? onlyFiler(state) : null);
  const destination = server === null ? null : (filerAddress(state, server)?.address ?? server);
  const choice = service === null ? null : serviceNamed(service).choose(state, server ?? undefined);
  const way =
    destination === null ? undefined : waysTo(state, destination, choice?.netstack ?? DEFAULT_STACK)[0]?.decision;
  const bound = choice?.decidedBy === 'binding';
  const adapters =
    choice !== null && choice.vmknics.length > 0 ? choice.vmknics : way?.vmknic == null ? [] : [way.vmknic];
  const address = bound ? addressOf(state, adapters[0]) : (way?.sourceAddress ?? addressOf(state, adapters[0]));
  const peer = server ?? 'the server';
  const told = service === 'nfs' ? explained(state, server) : null;
  const sharing = bound || destination === null ? undefined : sharedWith(state, [destination]);
  // A connected entry goes before any route into the same subnet.
  const routed =
    sharing === undefined && (way !== undefined || foundBy('shared-subnet', diagnosis.findings).length === 0);
  return {
    premise: premiseOf(state, service, server),
    answer:
      told === null
        ? headline(state, { peer, adapters, address, sharing, mayBeBound: choice?.decidedBy === 'unknown' })
        : `${decided(told, peer)}${address === null ? '' : ` ${upperFirst(peer)} sees this host as ${address}, the address of ${adapters[0]}.`}`,
    steps: [
      ...(way === undefined || choice !== null
        ? []
        : [what(`Packets to ${peer} ${wayOf(way)}.`, way.certainty, way.evidence)]),
      ...placed(choice?.steps ?? []),
      ...deniedLines(state),
      ...(told === null ? otherCauses(service) : byEvidence(told)),
      grounds(choice?.certainty ?? way?.certainty ?? 'unknown'),
      ...(told === null ? todos(service, peer, adapters[0], address, routed) : []),
      ...(told === null && service === 'nfs' ? [decidesBy(peer)] : []),
    ],
    prove:
      destination === null
        ? (choice?.prove ?? [])
        : [...adapters.map((each) => watch(each, destination)), ...pingFrom(state, adapters[0] ?? null, destination)],
    missing: [...(choice?.missing ?? []), ...(way?.missing ?? [])],
    sources: ['S002'],
    about: unique([...adapters, ...[destination, server].filter((each) => each !== null)]),
    findings: service === 'iscsi' ? ['iscsi-binding'] : ['nfs-source-address', 'nfs-export-rights', 'nfs-other-server'],
  };
}

/** The refusal by this server, where the evidence tells its cause. */
function explained(state: HostState, server: string | null): Explained | null {
  const isIts = (each: string) => each === server || filerAddress(state, each)?.address === server;
  const all = refusalsOf(state).filter((each) => server === null || isIts(each.server));
  return all.map((each) => explainRefusal(state, each)).find(({ cause }) => cause !== null) ?? null;
}

/** Which of the three causes it is, in one sentence. */
function decided({ cause, share, detail, decision, named, export: own }: Explained, peer: string): string {
  const seenAs = decision?.sourceAddress ?? 'the address of this host';
  switch (cause) {
    case 'other-address':
      return `It is the address: the export list of ${own!.share} names ${list(named.map(({ nic }) => nic.ipv4!))} of ${list(named.map(({ name }) => name))}, and the host comes as ${seenAs}.`;
    case 'not-named':
      return `It is the export list: that of ${own!.share} names none of this host's addresses.`;
    case 'on-the-share':
      return `It is not the address: the export list of ${own!.share} names ${seenAs}. Rights on the share itself are left${detail === 'read-only' ? ' (the list gives read access only)' : detail === 'root-squashed' ? ' (the list gives this host no rights of root)' : ''}, or another NFS server that answers there.`;
    case 'other-server':
      return detail === 'two-machines'
        ? `Two machines answer for ${peer}: another NFS server may have been asked than the one meant.`
        : `The server that answers at ${peer} does not export ${share}: another NFS server answers there, or the name of the share is wrong.`;
    case null:
      return '';
  }
}

/** The lines that decided, and what they rule out. */
function byEvidence({ cause, shownBy }: Explained): readonly WhyStep[] {
  const rest = {
    'other-address':
      'The list has the share and names this host, so neither missing rights nor another server is the cause.',
    'not-named': 'No adapter of this host is on the list, so no other way through the network would help.',
    'on-the-share':
      'Between rights on the share and another server these lines do not decide: what listens on port 2049 there does.',
    'other-server': 'Where it is the right server after all, its own list shows under which name it exports the share.',
  } as const;
  return [
    what('These lines of the server decide it.', 'documented', shownBy),
    sure(rest[cause!], 'inferred', [], ['S002', 'ELAVP']),
  ];
}

/** What gives the same refusal. */
function otherCauses(service: string | null): readonly WhyStep[] {
  const others = service === 'nfs' ? ', or from another NFS server that answers there' : '';
  const text = `The same refusal comes from a list of rights that never named this host, from rights on the share itself, from a wrong server or share name${others}: the output cannot tell these apart.`;
  return [sure(text, 'inferred', [], service === 'nfs' ? ['S002', 'ELAVP'] : ['S002'])];
}

/** The output that tells them apart. */
function decidesBy(peer: string): WhyStep {
  const text = `Paste the output of \`showmount -e ${peer.replace('the server', 'SERVER')}\`, run on another machine with an NFS client: whether the share is there, and which addresses it names, decides between them.`;
  return todo(text, 'inferred', [], ['ELAVP']);
}

/** The filer of the one mount that is not there or was refused, or of all mounts where they are of one filer: who asks names it seldom. */
function onlyFiler(state: HostState): string | null {
  const { nfs = [] } = state;
  const lost = [...nfs.filter(({ mounted }) => mounted === false), ...refusalsOf(state)];
  const servers = unique((lost.length > 0 ? lost : nfs).map((each) => each.server));
  const [one, ...more] = unique(servers.map((each) => filerAddress(state, each)?.address ?? each));
  return one === undefined || more.length > 0 ? null : servers[0]!;
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

/** A server's name stays as it is written. */
function upperFirst(text: string): string {
  return /^(?:the|unless) /.test(text) ? `${text[0]!.toUpperCase()}${text.slice(1)}` : text;
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
  routed: boolean,
): readonly WhyStep[] {
  const rights = service === 'iscsi' ? 'initiator list and CHAP secrets' : 'export list';
  const shown = address === null ? 'the address it sees' : address;
  return [
    todo(`Compare ${shown} with the ${rights} of ${peer}.`, 'documented', [], ['S002']),
    todo(
      `If another adapter than ${vmknic ?? 'this one'} was meant to carry it, give that adapter a subnet of its own with the server${routed ? ', or a route to it' : ''}. Adding ${shown} to the list lets the traffic stay where it is: a stop-gap.`,
      'inferred',
      [],
      ['S002', 'S003'],
    ),
  ];
}
