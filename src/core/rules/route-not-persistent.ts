import type { HostState } from '../esxi/host-state.ts';
import { atLeast, versionOf } from '../esxi/version.ts';
import { type Entry, entriesOf, shown } from '../services/adapters.ts';
import { rule } from './rule.ts';

type Facts = {
  readonly netstack: string;
  readonly network: string;
  readonly gateway: string;
  readonly vmknic: string | null;
  readonly version: string;
};

/** A static route on a version that does not keep it over a reboot. */
export const routeNotPersistent = rule({
  id: 'route-not-persistent',
  title: 'A static route may not survive a reboot',
  severity: 'risk',
  certainty: 'reported',
  sources: ['ZW', 'IBM', 'KB2001426', 'KB344105'],
  needs: [{ section: 'routes', command: 'esxcfg-route -l' }],

  lacks: (state) => (versionOf(state) === undefined && entriesOf(state).some(isStatic) ? ['vmware -v'] : []),

  check(state) {
    if (atLeast(state, '5.1') !== false) return [];
    const is50 = atLeast(state, '5.0') === true;
    return entriesOf(state)
      .filter(isStatic)
      .map(({ route }) => {
        const { netstack, network, vmknic = null } = route;
        const facts: Facts = { netstack, network, gateway: route.gateway!, vmknic, version: state.host.version! };
        const evidence = [...shown(route, 'network', 'gateway'), ...versionLine(state)];
        return { facts, evidence, ...(is50 ? {} : ({ severity: 'note' } as const)) };
      });
  },

  explain: ({ network, gateway, version }) => ({
    problem: version.startsWith('5.0')
      ? `The route to ${network} through ${gateway} is reported to be lost at the next reboot on ${version}.`
      : `Whether the route to ${network} through ${gateway} survives a reboot on ${version} is not established.`,
    why: 'Readers of the article on static routes report that 5.0 does not keep them; for older versions they disagree. From 5.1 on manual routes persist.',
    todo: 'Add the command to the startup script of the host, and list the table after the next reboot.',
  }),
});

/** The default gateway is part of the configuration; a connected or leased entry is made anew at every start. */
function isStatic({ route, prefix, gateway }: Entry): boolean {
  return gateway !== null && prefix.length > 0 && route.source?.toUpperCase() !== 'DHCP';
}

function versionLine({ host }: Pick<HostState, 'host'>) {
  return host.evidence.version === undefined ? [] : [host.evidence.version];
}
