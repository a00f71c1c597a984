import type { HostState, NfsMount } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { atLeast } from '../esxi/version.ts';
import { contains, readIpv4, readPrefix } from '../net/address.ts';
import { decide } from '../routing/decide.ts';
import type { Step } from '../step.ts';
import { adaptersOf, holds, shown } from './adapters.ts';
import { addressOf, byTable } from './by-table.ts';
import { choice, list, step, unique } from './choice.ts';
import { type FilerAddress, filerAddress } from './filer.ts';
import type { Service } from './service.ts';
import { type Sharing, sharingOf, sharingSteps } from './tagged-sharing.ts';

/** NFS: the table picks the adapter, and the filer sees that adapter's address. */
export const nfs: Service = {
  name: 'nfs',
  title: 'NFS',
  alsoCalled: ['nfs', 'nas', 'nfs mount', 'nfs datastore', 'filer', 'nfs3', 'nfs 4.1', 'nfs storage'],
  versions: [
    {
      from: '3.5',
      rule: 'The table picks the adapter for the filer, and the filer sees the address of that adapter: this is the address its export list has to name.',
      certainty: 'documented',
      sources: ['S002', 'NFS80'],
    },
    {
      from: '7.0',
      to: '7.0',
      rule: 'NFS does not support port binding.',
      certainty: 'documented',
      sources: ['KB429518'],
    },
    {
      from: '8.0',
      rule: 'The guide of 8.0 lets a datastore of NFS 3 be bound to an adapter of the default stack when it is mounted; an article on 7 and 8 says that NFS does not support port binding.',
      certainty: 'documented',
      sources: ['NFS80', 'KB429518'],
    },
  ],

  choose(state, destination) {
    const servers = unique((state.nfs ?? []).map(({ server }) => server));
    const filers = (destination === undefined ? servers : [destination]).map((server) => ({
      server,
      known: filerAddress(state, server),
    }));
    const peers = unique(filers.map(({ server, known }) => known?.address ?? server));
    const table = byTable(state, DEFAULT_STACK, peers);
    const mayBeBound = atLeast(state, '8.0') === true;
    const unknownServers = peers.length === 0 && state.nfs === undefined && table.vmknics.length === 0;
    const sharing = sharedWith(state, peers);
    const notBy =
      sharing === undefined
        ? ''
        : `, not by ${list(sharing.others)}, which ${sharing.others.length === 1 ? 'has an address' : 'have addresses'} there too`;
    return choice(nfs, state, {
      ...table,
      certainty: mayBeBound && table.certainty === 'documented' ? 'inferred' : table.certainty,
      verdict: `NFS ${table.verdict}${notBy}${mayBeBound ? ', unless the datastore was bound to an adapter when it was mounted, which is not known' : ''}.`,
      steps: [
        ...mounts(state, destination),
        ...filers.flatMap(({ server, known }) => namedBy(server, known)),
        ...table.steps,
        ...(sharing === undefined ? [] : sharingSteps(state, sharing)),
        ...consoleSteps(state, peers),
        ...peers.flatMap((peer) => seenAs(state, peer)),
      ],
      missing: [...table.missing, ...(unknownServers ? ['esxcli storage nfs list'] : [])],
    });
  },
};

function mounts(state: HostState, server: string | undefined): readonly Step[] {
  return (state.nfs ?? [])
    .filter(
      (each) => server === undefined || each.server === server || filerAddress(state, each.server)?.address === server,
    )
    .map((each) => step(mountOf(each), 'documented', shown(each, 'server', 'volume', 'mounted', 'accessible')));
}

function namedBy(server: string, known: FilerAddress | null): readonly Step[] {
  if (known === null || known.address === server) return [];
  return [step(`${server} is ${known.address}, as the log of its mount says.`, 'documented', known.evidence)];
}

/** What the listing says of a volume, which may be configured and not there. */
function mountOf({ volume, server, mounted, accessible }: NfsMount): string {
  if (mounted === false) return `${volume} is configured from ${server} and is not mounted.`;
  if (accessible === false) return `${volume} is mounted from ${server} and cannot be reached.`;
  return mounted === true ? `${volume} is mounted from ${server}.` : `${volume} comes from ${server}.`;
}

/** The one filer's subnet, where other adapters than the one that the table picks have addresses in it: they carry nothing. */
export function sharedWith(state: HostState, peers: readonly string[]): Sharing | undefined {
  const destination = peers.length === 1 ? addressOf(peers[0]!) : null;
  if (destination === null || readIpv4(destination) === null) return undefined;
  const { vmknic, outcome } = decide(state, { destination, netstack: DEFAULT_STACK });
  const adapter = adaptersOf(state, DEFAULT_STACK).find(({ name }) => name === vmknic);
  if (adapter === undefined || outcome !== 'on-link') return undefined;
  const sharing = sharingOf(state, adapter);
  const reaches = (name: string) =>
    adaptersOf(state, DEFAULT_STACK).some((each) => each.name === name && holds(each, readIpv4(destination)!));
  return sharing?.others.every(reaches) ? sharing : undefined;
}

/** The console of classic ESX may have an address in the filer's subnet: it has a table of its own and takes no part. */
function consoleSteps({ serviceConsole }: HostState, peers: readonly string[]): readonly Step[] {
  const filers = peers.flatMap((peer) => readIpv4(addressOf(peer) ?? '') ?? []);
  return (serviceConsole?.interfaces ?? [])
    .filter(({ ipv4, prefixLength }) => {
      const address = readIpv4(ipv4 ?? '');
      const prefix = address === null || prefixLength === undefined ? null : readPrefix(`${ipv4}/${prefixLength}`);
      return prefix !== null && filers.some((filer) => contains(prefix, filer));
    })
    .map((each) =>
      step(
        `${each.name} of the Service Console is in that subnet too and takes no part: NFS has only the adapters of the VMkernel to choose from, and the console has a table of its own.`,
        'documented',
        shown(each, 'ipv4'),
        ['S002'],
      ),
    );
}

/** The filer's export list has to name the address it sees. */
function seenAs(state: HostState, peer: string): readonly Step[] {
  const destination = addressOf(peer);
  if (destination === null) return [];
  const { sourceAddress, certainty, evidence } = decide(state, { destination, netstack: DEFAULT_STACK });
  if (sourceAddress === null) return [];
  const text = `The filer ${destination} sees this host as ${sourceAddress}, so its export list has to name that address.`;
  return [step(text, certainty, evidence, ['S002'])];
}
