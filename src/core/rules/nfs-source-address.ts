import { routeList } from '../esxi/commands.ts';
import type { HostState } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import type { Evidence } from '../evidence.ts';
import { readIpv4 } from '../net/address.ts';
import { decide } from '../routing/decide.ts';
import type { Decision } from '../routing/decision.ts';
import { type Adapter, adaptersOf, holds, shown } from '../services/adapters.ts';
import { list, unique } from '../services/choice.ts';
import { type Found, rule } from './rule.ts';

type Facts = {
  readonly service: 'nfs';
  readonly destination: string;
  readonly volume: string | null;
  /** The adapter the mount leaves by, and the address that the filer sees. */
  readonly vmknic: string;
  readonly sourceAddress: string;
  /** The adapters that look meant for it. */
  readonly vmknics: readonly string[];
  /** The routed entry that picks the adapter; null where the filer is on the link. */
  readonly by: string | null;
};

interface Refused {
  readonly server: string;
  readonly volume: string | null;
  readonly evidence: readonly Evidence[];
}

type Sections = Pick<HostState, 'nfs' | 'logEvents'>;

const STORAGE = /\bnfs|nfs\b|\bnas\b|storage/i;
const ADDRESS = /(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.])/;

/** A filer refuses a mount, and it sees another address than the one of the adapter made for it. */
export const nfsSourceAddress = rule({
  id: 'nfs-source-address',
  title: 'The filer sees another adapter than the one meant',
  severity: 'error',
  certainty: 'inferred',
  sources: ['S002', 'NFS80', 'KB318546'],
  needs: [{ section: 'vmknics', command: 'esxcli network ip interface ipv4 get' }],
  needsOneOf: [
    { section: 'nfs', command: 'esxcli storage nfs list' },
    { section: 'logEvents', command: 'grep -i nfs /var/log/vmkernel.log' },
  ],
  also: ['routes'],
  follows: ['shared-subnet', 'overlapping-subnets', 'split-vlan-subnet'],

  // What repairs a shared subnet helps only where the mount leaves through it.
  subjects: ({ vmknic }: Facts) => [vmknic],

  lacks: (state) => (state.routes === undefined && refused(state).length > 0 ? [routeList(state)] : []),

  check(state) {
    return refused(state).flatMap((each): Found<Facts>[] => {
      const decision = decide(state as HostState, { destination: each.server, netstack: DEFAULT_STACK });
      const { vmknic, sourceAddress } = decision;
      if (vmknic === null || sourceAddress === null) return [];
      const adapters = adaptersOf(state, DEFAULT_STACK);
      const meant = meantFor(adapters, decision);
      if (meant.length === 0) return [];
      const facts: Facts = {
        service: 'nfs',
        destination: each.server,
        volume: each.volume,
        vmknic,
        sourceAddress,
        vmknics: meant.map(({ name }) => name),
        by: decision.route?.gateway == null ? null : decision.route.network,
      };
      const evidence = [
        ...each.evidence,
        ...decision.evidence,
        ...meant.flatMap(({ nic }) => shown(nic, 'ipv4', 'portgroup')),
      ];
      const sharing = meant.some((other) => holds(other, readIpv4(each.server)!));
      return [{ facts, evidence, ...(sharing ? {} : ({ severity: 'risk' } as const)) }];
    });
  },

  explain: ({ destination, volume, vmknic, sourceAddress, vmknics, by }) => ({
    problem: `${volume === null ? 'A mount' : volume} from ${destination} does not work, and it leaves by ${vmknic}: the filer sees ${sourceAddress}, not the address of ${list(vmknics)}.`,
    why: `${by === null ? '' : `The entry for ${by} sends it there, not a connected subnet. `}NFS follows the routing table, so the export list has to name the address of the adapter that the table picks; a filer that does not know it refuses, while pings in both directions work.`,
    todo:
      by === null
        ? `Give ${list(vmknics)} a subnet of ${vmknics.length === 1 ? 'its' : 'their'} own with the filer in it. As a stop-gap add ${sourceAddress} to the export list; storage then stays on ${vmknic}.`
        : `See on the filer which address its export list names. If it is not ${sourceAddress}, add that, or change the entry for ${by}${by.endsWith('/32') ? ' (it may have been learned by an ICMP redirect)' : ''}.`,
  }),
});

/** Servers whose volume is known not to be accessible, or whose refusal was logged with an address. */
function refused({ nfs = [], logEvents = [] }: Sections): readonly Refused[] {
  const lost = nfs
    .filter(({ accessible, server }) => accessible === false && readIpv4(server) !== null)
    .map((each) => ({ server: each.server, volume: each.volume, evidence: shown(each, 'accessible', 'server') }));
  const logged = logEvents.flatMap((event) => {
    const server = event.kind === 'nfs-denied' ? ADDRESS.exec(event.text)?.[0] : undefined;
    if (server === undefined || readIpv4(server) === null) return [];
    return [{ server, volume: null, evidence: shown(event, 'text', 'kind') }];
  });
  const all = [...lost, ...logged];
  return unique(all.map(({ server }) => server)).map((server) => all.find((each) => each.server === server)!);
}

/**
 * Adapters that look meant for the filer although the table picks another: in its subnet too, with a port group named for storage
 * while the chosen one's is not, or with the chosen one serving management.
 */
function meantFor(adapters: readonly Adapter[], { vmknic, destination }: Decision): readonly Adapter[] {
  const chosen = adapters.find(({ name }) => name === vmknic);
  if (chosen === undefined || isNamed(chosen)) return [];
  const server = readIpv4(destination)!;
  return adapters.filter(
    (each) =>
      each !== chosen && (isNamed(each) || (holds(each, server) && isManagement(chosen) && !isManagement(each))),
  );
}

function isNamed({ nic }: Adapter): boolean {
  return typeof nic.portgroup === 'string' && STORAGE.test(nic.portgroup);
}

function isManagement({ nic, name }: Adapter): boolean {
  if (nic.services !== undefined) return nic.services.includes('management');
  return typeof nic.portgroup === 'string' ? /management|mgmt/i.test(nic.portgroup) : name === 'vmk0';
}
