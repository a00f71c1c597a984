import type { HostState, NfsMount } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { atLeast } from '../esxi/version.ts';
import { decide } from '../routing/decide.ts';
import type { Step } from '../step.ts';
import { shown } from './adapters.ts';
import { addressOf, byTable } from './by-table.ts';
import { choice, step, unique } from './choice.ts';
import type { Service } from './service.ts';

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
    const peers = destination === undefined ? servers : [destination];
    const table = byTable(state, DEFAULT_STACK, peers);
    const mayBeBound = atLeast(state, '8.0') === true;
    const unknownServers = peers.length === 0 && table.vmknics.length === 0;
    return choice(nfs, state, {
      ...table,
      certainty: mayBeBound && table.certainty === 'documented' ? 'inferred' : table.certainty,
      verdict: `NFS ${table.verdict}${mayBeBound ? ', unless the datastore was bound to an adapter when it was mounted, which this output does not show' : ''}.`,
      steps: [
        ...(destination === undefined ? mounts(state) : []),
        ...table.steps,
        ...peers.flatMap((peer) => seenAs(state, peer)),
      ],
      missing: [...table.missing, ...(unknownServers ? ['esxcli storage nfs list'] : [])],
    });
  },
};

function mounts(state: HostState): readonly Step[] {
  return (state.nfs ?? []).map((each) =>
    step(mountOf(each), 'documented', shown(each, 'server', 'volume', 'mounted', 'accessible')),
  );
}

/** What the listing says of a volume, which may be configured and not there. */
function mountOf({ volume, server, mounted, accessible }: NfsMount): string {
  if (mounted === false) return `${volume} is configured from ${server} and is not mounted.`;
  if (accessible === false) return `${volume} is mounted from ${server} and cannot be reached.`;
  return mounted === true ? `${volume} is mounted from ${server}.` : `${volume} comes from ${server}.`;
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
