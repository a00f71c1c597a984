import { documented, type Symptom } from './symptom.ts';

const summary =
  'A ping follows the routing table, not the vMotion tag: pings of all vMotion adapters may well be answered through another adapter of the same subnet while vMotion itself leaves by its own, into a wrong VLAN or a dead port. They prove nothing for it.';

/** Pings between the vMotion adapters are answered, and migrations fail. */
export const pingButNoMigration: Symptom = {
  id: 'ping-but-no-migration',
  summary,
  known: [
    documented(
      'The tag decides for vMotion, the table for `ping` and for `vmkping` without -I: with several adapters in one subnet they may leave by different ones.',
      'S002',
    ),
    documented(
      'From 5.1 on -I names the adapter that a ping leaves by; before, no ping of IPv4 can be sent from one.',
      'S002',
    ),
    documented('An MTU that differs along the way lets small packets pass and stops a migration.', 'KB417889'),
  ],
  todo: [
    documented(
      'Ping from the vMotion adapter itself, small and full size (below); before 5.1 watch that adapter while a migration is tried: without a packet there, or without an answer, look at its VLAN, uplink and switch port.',
      'S002',
    ),
    documented(
      'Give vMotion a subnet and VLAN of its own: then the table and the tag agree, and a ping proves what it seems to.',
      'S002',
      'KB318546',
    ),
  ],
  evidence: [
    'esxcli network ip interface ipv4 get',
    'esxcli network ip route ipv4 list',
    'esxcli network vswitch standard portgroup list',
    'vmkping -I vmkN PEER',
    'vmkping -I vmkN -d -s 1472 PEER',
    'tcpdump-uw -n -i vmkN tcp port 8000 -c 20',
  ],
  findings: ['split-vlan-subnet', 'shared-subnet', 'mtu-mismatch', 'uplink-down'],
  // A shared subnet explains the pings; what stops the migration it does not tell.
  seen: () => ({ premise: 'cannot-tell', answer: summary, steps: [] }),
};
