import { BEACONS, LINK_ONLY, ofUplinks, PINNED } from './of-uplinks.ts';
import { reported, type Symptom } from './symptom.ts';

/** An uplink whose link is up and that carries nothing; which uplink an adapter uses, and what detects that it is dead. */
export const deadUplink: Symptom = {
  id: 'dead-uplink',
  summary:
    'An uplink can have link and be dead all the same, and whatever is pinned to it stays there: by default only the loss of the link is detected. Make one uplink active at a time and test; the one on which the test fails is it.',
  known: [
    LINK_ONLY,
    reported('A port that shows no CDP or LLDP while its neighbours do is the first to suspect.', 'S004'),
    PINNED,
    reported(
      'That a standard switch always takes the lowest uplink, and a distributed one spreads, is a guess of its author.',
      'S004',
    ),
    ...BEACONS,
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
