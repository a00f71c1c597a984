import { routeList } from '../esxi/commands.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { readIpv4 } from '../net/address.ts';
import type { Decision } from '../routing/decision.ts';
import { type Adapter, adaptersOf, holds, shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { filerAddress } from '../services/filer.ts';
import { explainRefusal, refusalsOf } from '../services/nfs-refusal.ts';
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
  /** True where the export list of the filer was read, and names those adapters alone. */
  readonly exported: boolean;
};

const STORAGE = /\bnfs|nfs\b|\bnas\b|storage/i;

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
  also: ['routes', 'exports', 'neighbors'],
  follows: ['shared-subnet', 'overlapping-subnets', 'split-vlan-subnet'],

  // What repairs a shared subnet helps only where the mount leaves through it.
  subjects: ({ vmknic }: Facts) => [vmknic],

  lacks: (state) =>
    state.routes === undefined && refusalsOf(state).some(({ server }) => filerAddress(state, server) !== null)
      ? [routeList(state)]
      : [],

  check(state) {
    const seen = new Set<string>();
    return refusalsOf(state).flatMap((refusal): Found<Facts>[] => {
      const each = explainRefusal(state, refusal);
      const { decision } = each;
      if (decision?.vmknic == null || decision.sourceAddress === null) return [];
      const { vmknic, sourceAddress } = decision;
      const exported = each.cause === 'other-address';
      // Where the evidence names another cause, the adapter may be as it is meant.
      if (each.cause !== null && !exported) return [];
      const meant = exported ? each.named : meantFor(adaptersOf(state, DEFAULT_STACK), decision);
      if (meant.length === 0 || seen.has(each.server)) return [];
      seen.add(each.server);
      const facts: Facts = {
        service: 'nfs',
        destination: each.server,
        volume: each.volume,
        vmknic,
        sourceAddress,
        vmknics: meant.map(({ name }) => name),
        by: decision.route?.gateway == null ? null : decision.route.network,
        exported,
      };
      const evidence = [
        ...each.evidence,
        ...each.shownBy,
        ...filerAddress(state, each.server)!.evidence,
        ...decision.evidence,
        ...meant.flatMap(({ nic }) => shown(nic, 'ipv4', 'portgroup')),
      ];
      if (exported) return [{ facts, evidence, certainty: 'documented' }];
      const sharing = meant.some((other) => holds(other, readIpv4(decision.destination)!));
      return [{ facts, evidence, ...(sharing ? {} : ({ severity: 'risk' } as const)) }];
    });
  },

  explain: ({ destination, volume, vmknic, sourceAddress, vmknics, by, exported }) => ({
    problem: `${volume === null ? 'A mount' : volume} from ${destination} does not work, and it leaves by ${vmknic}: the filer sees ${sourceAddress}, not the address of ${list(vmknics)}${exported ? ', which is the one that its export list names' : ''}.`,
    why: `${by === null ? '' : `The entry for ${by} sends it there, not a connected subnet. `}NFS follows the routing table, so the export list has to name the address of the adapter that the table picks; a filer that does not know it refuses, while pings in both directions work.`,
    todo:
      by === null
        ? `Give ${list(vmknics)} a subnet of ${vmknics.length === 1 ? 'its' : 'their'} own with the filer in it. As a stop-gap add ${sourceAddress} to the export list; storage then stays on ${vmknic}.`
        : `See on the filer which address its export list names. If it is not ${sourceAddress}, add that, or change the entry for ${by}${by.endsWith('/32') ? ' (it may have been learned by an ICMP redirect)' : ''}.`,
  }),
});

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
