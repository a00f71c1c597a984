import { documented, inferred, reported, type Symptom } from './symptom.ts';

/** The move of vmk0 to a distributed switch fails or rolls back. */
export const vdsMigration: Symptom = {
  id: 'vds-migration',
  summary:
    'A management adapter that is back on its standard switch after a move is the mark of the automatic rollback: the move cut the host off from vCenter, so the host undid it.',
  known: [
    documented(
      'From 5.1 on a change that cuts the host off from vCenter is rolled back to the last good configuration.',
      'KB311145',
    ),
    inferred(
      'A ping that is answered while SSH and agents are not does not say that the host is fine: from 5.1 on pings are answered by the adapter that received them, TCP follows the table.',
      'S002',
      'KB2042189',
    ),
    documented(
      'vmk0 carries the MAC address of vmnic0; with some network cards an LLDP agent uses that address too, so after a move the switch sees it on two ports.',
      'KB324503',
    ),
  ],
  todo: [
    inferred(
      'Check VLAN, trunk and teaming of the distributed port group before the next try, and that its uplink is active, not unused.',
      'LAB9',
    ),
    reported('Move one uplink first, then vmk0, then the other uplinks, and have the console at hand.', 'S004'),
    reported(
      'If it keeps rolling back: a second management adapter on the distributed switch with an address of its own, move, clean up.',
      'S004',
    ),
  ],
  evidence: [
    'esxcli network ip interface list',
    'esxcli network ip interface ipv4 get',
    'esxcli network vswitch dvs vmware list',
    'esxcli network vswitch standard portgroup list',
    'esxcli network nic list',
  ],
  findings: ['vds-migration-stalled'],
};
