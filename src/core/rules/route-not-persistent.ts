import type { HostState, Route } from '../esxi/host-state.ts';
import { atLeast, versionOf } from '../esxi/version.ts';
import { type Entry, entriesOf, shown } from '../services/adapters.ts';
import { rule } from './rule.ts';

type Facts = {
  readonly netstack: string;
  readonly network: string;
  readonly gateway: string;
  readonly vmknic: string | null;
  readonly version: string;
  /** An entry for one address that a router may have taught the host: then it must not be kept. */
  readonly maybeLearned: boolean;
};

/** A static route on a version that does not keep it over a reboot. */
export const routeNotPersistent = rule({
  id: 'route-not-persistent',
  title: 'A static route may not survive a reboot',
  severity: 'risk',
  certainty: 'reported',
  sources: ['ZW', 'IBM', 'KB2001426', 'KB344105'],
  follows: ['redirect-route'],
  needs: [{ section: 'routes', command: 'esxcfg-route -l' }],

  lacks: (state) => (versionOf(state) === undefined && entriesOf(state).some(isStatic) ? ['vmware -v'] : []),

  check(state) {
    if (atLeast(state, '5.1') !== false) return [];
    const is50 = atLeast(state, '5.0') === true;
    return entriesOf(state)
      .filter(isStatic)
      .map(({ route }) => {
        const { netstack, network, vmknic = null } = route;
        const facts: Facts = {
          netstack,
          network,
          gateway: route.gateway!,
          vmknic,
          version: state.host.version!,
          maybeLearned: isForOne(route),
        };
        const evidence = [...shown(route, 'network', 'gateway'), ...versionLine(state)];
        return { facts, evidence, ...(is50 ? {} : ({ severity: 'note' } as const)) };
      });
  },

  explain: ({ network, gateway, version, maybeLearned }) => ({
    problem: version.startsWith('5.0')
      ? `The route to ${network} through ${gateway} is reported to be lost at the next reboot on ${version}.`
      : `Whether the route to ${network} through ${gateway} survives a reboot on ${version} is not established.`,
    why: 'Readers of the article on static routes report that 5.0 does not keep them; for older versions they disagree. From 5.1 on manual routes persist.',
    todo: maybeLearned
      ? 'First find out whether it was set or learned by an ICMP redirect. Only one that was set belongs in the startup script; a learned one does not last, and keeping it would keep the fault.'
      : 'Add the command to the startup script of the host, and list the table after the next reboot.',
  }),
});

/** The default gateway is part of the configuration; a connected or leased entry is made anew at every start. */
function isStatic({ route, prefix, gateway }: Entry): boolean {
  const source = route.source?.toUpperCase();
  if (isForOne(route) && source !== undefined && source !== 'MANUAL' && source !== 'STATIC') return false;
  return gateway !== null && prefix.length > 0 && source !== 'DHCP';
}

function isForOne({ network, source }: Route): boolean {
  return network.endsWith('/32') && !['MANUAL', 'STATIC'].includes(source?.toUpperCase() ?? '');
}

function versionLine({ host }: Pick<HostState, 'host'>) {
  return host.evidence.version === undefined ? [] : [host.evidence.version];
}
