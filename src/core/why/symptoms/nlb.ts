import { documented, inferred, reported, type Symptom } from './symptom.ts';

/** NLB in unicast mode. */
export const nlb: Symptom = {
  id: 'nlb',
  summary:
    'With NLB in unicast mode the host announces the shared MAC address of the cluster at power-on, failover and some migrations, and the switch then sends all traffic to one node: switch that off with Notify switches = No.',
  known: [
    documented(
      'The host sends RARP packets at those moments; in unicast mode they expose the shared address.',
      'KB1556',
    ),
    reported('The port group has to accept MAC address changes and forged transmits as well.', 'S004'),
    inferred(
      'Without the announcement the switch learns other machines of that port group later after a migration, so the cluster belongs on a port group of its own.',
      'KB1556',
    ),
  ],
  todo: [documented('Set Notify switches to No on the port group of the cluster.', 'KB1556')],
  evidence: [
    'esxcli network vswitch standard portgroup policy failover get -p PORTGROUP',
    'esxcli network vswitch standard portgroup policy security get -p PORTGROUP',
  ],
  findings: ['nlb-unicast-policy'],
};
