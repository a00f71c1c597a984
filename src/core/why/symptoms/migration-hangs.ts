import { documented, reported, type Symptom } from './symptom.ts';

/** A migration that stops at a fixed low percentage. */
export const migrationHangs: Symptom = {
  id: 'migration-hangs',
  summary:
    'A migration that stops at a low percentage means that the two hosts could not talk on the vMotion network or could not prepare the target; the number itself says no more.',
  known: [
    documented(
      'Around 10 % the hosts connect over the vMotion network and prepare the target; older and newer clients show other numbers for it.',
      'KB321009',
      'S004',
    ),
    reported(
      'An uplink whose link is up can be dead all the same: by default only the loss of the link is detected, not a blocked or wrongly configured switch port.',
      'S004',
      'VSZ',
    ),
    documented('An MTU that differs along the way lets small packets pass and stops a migration.', 'KB417889'),
    documented('vMotion in a subnet that management shares is unsupported and may fail.', 'KB318546'),
  ],
  todo: [
    reported(
      'Test from the vMotion adapter to the peer, first small, then full size without fragmentation (the payload is the MTU less 28).',
      'S004',
    ),
    reported(
      'Make one uplink active at a time and repeat the test: the one on which it fails is the one to repair or to set unused.',
      'S004',
    ),
  ],
  evidence: [
    'esxcli network ip interface ipv4 get',
    'esxcli network ip route ipv4 list',
    'esxcli network nic list',
    'esxcli network vswitch standard policy failover get -v vSwitch0',
    'vmkping -I vmkN -d -s 1472 PEER',
  ],
  findings: ['shared-subnet', 'split-vlan-subnet', 'mtu-mismatch', 'uplink-down', 'single-uplink'],
};
