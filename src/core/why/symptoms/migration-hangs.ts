import type { Vmknic } from '../../esxi/host-state.ts';
import { BEACONS, LINK_ONLY, ofUplinks } from './of-uplinks.ts';
import { documented, reported, type Symptom } from './symptom.ts';

const summary =
  'A migration that stops at a low percentage means that the two hosts could not talk on the vMotion network or could not prepare the target; the number itself says no more.';

/** A migration that stops at a fixed low percentage. */
export const migrationHangs: Symptom = {
  id: 'migration-hangs',
  summary,
  known: [
    documented('Around 10 % the hosts connect over the vMotion network and prepare the target.', 'KB321009'),
    reported('Other clients stop at other numbers for the same, such as 14 %.', 'S004'),
    LINK_ONLY,
    ...BEACONS,
    documented('An MTU that differs along the way lets small packets pass and stops a migration.', 'KB417889'),
    documented('vMotion in a subnet that management shares is unsupported and may fail.', 'KB318546'),
  ],
  todo: [
    reported(
      'Test from the vMotion adapter to the peer, first small, then full size without fragmentation (the payload is the MTU less 28).',
      'S004',
    ),
    reported(
      'Make one uplink active at a time and repeat the test: the one on which it fails is the one to repair or to set unused. This cuts off what has only the other one; on the switch of the management adapter do it at the console.',
      'S004',
    ),
    reported(
      'Repair the switch port, or set the dead uplink unused, before the host goes back to work; then test every uplink alone once more.',
      'S004',
    ),
  ],
  evidence: [
    'esxcli network ip interface ipv4 get',
    'esxcli network ip route ipv4 list',
    'esxcli network nic list',
    'esxcli network vswitch standard policy failover get -v vSwitch0',
    'vim-cmd hostsvc/net/query_networkhint',
    "grep -E 'link is (flapping|unstable)' /var/log/vobd.log",
    'vmkping -I vmkN -d -s 1472 PEER',
  ],
  findings: [
    'split-vlan-subnet',
    'shared-subnet',
    'mtu-mismatch',
    'uplink-down',
    'link-status-only',
    'link-flapping',
    'beacon-probing',
    'single-uplink',
  ],
  seen: (asked) => ofUplinks(asked, { summary, about: carries }),
};

const carries = ({ services, netstack, portgroup, enabled }: Vmknic) =>
  enabled !== false &&
  (services?.includes('vmotion') === true || netstack === 'vmotion' || /v-?motion/i.test(portgroup ?? ''));
