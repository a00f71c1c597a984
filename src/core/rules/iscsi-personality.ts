import { shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { cardPorts, isConverged } from '../services/iscsi-cards.ts';
import { rule } from './rule.ts';

/** Ports of a card that are no iSCSI adapter while others of the same driver are: so a port set to FCoE looks. */
export const iscsiPersonality = rule({
  id: 'iscsi-personality',
  title: 'Ports of a converged card are no iSCSI adapters',
  severity: 'note',
  certainty: 'reported',
  sources: ['S004'],
  needs: [{ section: 'uplinks', command: 'esxcli network nic list' }],
  also: ['iscsiAdapters', 'iscsiPorts'],

  lacks: ({ uplinks, iscsiAdapters, iscsiPorts }) =>
    uplinks.some(isConverged)
      ? [
          ...(iscsiAdapters === undefined ? ['esxcli iscsi adapter list'] : []),
          ...(iscsiPorts === undefined ? ['esxcli iscsi physicalnetworkportal list'] : []),
        ]
      : [],

  check: (state) =>
    cardPorts(state).flatMap(({ driver, with: paired, without }) => {
      if (without.length === 0) return [];
      const converged = without.filter(isConverged);
      // Where the names tell which ports are converged, the others have no personality to set.
      const missing = converged.length > 0 ? converged : without;
      if (converged.length === 0 && without.every(({ description }) => isEthernet(description))) return [];
      return [
        {
          facts: {
            uplinks: missing.map(({ name }) => name),
            others: paired.map(({ uplink }) => uplink.name),
            driver,
            converged: converged.length > 0,
          },
          evidence: [
            ...missing.flatMap((uplink) => shown(uplink, 'driver', 'description')),
            ...paired.flatMap(({ port }) => shown(port, 'vmnic', 'adapter')),
          ],
          ...(converged.length > 0 ? { severity: 'risk' as const } : {}),
        },
      ];
    }),

  explain: ({ uplinks, others, driver, converged }) => ({
    problem: `${list(uplinks)} ${uplinks.length === 1 ? 'is' : 'are'} behind no iSCSI adapter of ${uplinks.length === 1 ? 'its' : 'their'} own, while ${list(others)} with the same driver (${driver}) ${others.length === 1 ? 'is' : 'are'}.`,
    why: `So ports looked ${converged ? 'on a FlexFabric card ' : ''}whose storage personality was FCoE instead of iSCSI; the host does not print the personality, only the firmware of the server does. It matters only where these ports are meant as iSCSI adapters: the software adapter works on any NIC.`,
    todo: 'With the host in maintenance mode look at the storage personality of each of these ports in the System Utilities of the server, set it to iSCSI, save and restart. Make sure first that nothing uses FCoE on them.',
  }),
});

/** `Ethernet 10Gb 2-port 530SFP+ Adapter`: a name that says that it is no converged one. */
function isEthernet(description: string | undefined): boolean {
  return description !== undefined && /\bEthernet 10Gb\b/i.test(description);
}
