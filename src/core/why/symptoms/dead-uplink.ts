import { ofUplinks } from './of-uplinks.ts';
import { documented, inferred, reported, type Symptom } from './symptom.ts';

/** An uplink whose link is up and that carries nothing; which uplink an adapter uses, and what detects that it is dead. */
export const deadUplink: Symptom = {
  id: 'dead-uplink',
  summary:
    'An uplink can have link and be dead all the same, and whatever is pinned to it stays there: by default only the loss of the link is detected. Make one uplink active at a time and test; the one on which the test fails is it.',
  known: [
    documented(
      '`Link status only` sees a cut cable, a failed card and a switch that is off. A port that is blocked or in a wrong VLAN keeps its link.',
      'S004',
      'VSZ',
    ),
    reported('A port that shows no CDP or LLDP while its neighbours do is the first to suspect.', 'S004'),
    inferred(
      'By `originating port ID` a vmkernel adapter is one virtual port and stays on one uplink until that fails. That a standard switch always takes the lowest one and a distributed switch spreads them is a guess of its author.',
      'S004',
    ),
    reported(
      'Beacon probing needs three uplinks: of two it cannot tell which is dead, and sends on both. It does not go with IP hash.',
      'VSZ',
    ),
  ],
  todo: [
    reported(
      'Make one uplink active at a time and ping from the adapter; then repair the port of the one that fails, or set that uplink unused, and test each again.',
      'S004',
    ),
  ],
  evidence: [
    'esxcli network nic list',
    'esxcli network vswitch standard list',
    'esxcli network vswitch standard policy failover get -v vSwitch0',
    'vim-cmd hostsvc/net/query_networkhint',
    'vmkping -I vmkN -d -s 1472 PEER',
  ],
  findings: ['uplink-down', 'single-uplink', 'link-status-only', 'beacon-probing', 'link-flapping'],
  seen: (asked) =>
    ofUplinks(asked, {
      summary: deadUplink.summary,
      about: ({ name, enabled }) =>
        enabled !== false && (asked.question.vmknic === null || asked.question.vmknic === name),
    }),
};
