import { bool, list, maybeText } from '../reading/cells.ts';
import { type Context, type Parser, type Row, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

/** Both policies speak of a switch or a port group that only the command names. */
export function policyFact(row: Row, { command }: Context, key: string, values: Readonly<Record<string, unknown>>) {
  if (command.portgroup !== null) return factOf(row, 'portgroups', command.portgroup, { [key]: values });
  return factOf(row, 'vswitches', command.vswitch, { [key]: values, kind: 'standard' });
}

/**
 * Teaming of one switch or port group. Link status only sees cable and port, not a blocked or mis-VLANed one.
 *
 *        Load Balancing: srcport
 *        Network Failure Detection: link
 *        Notify Switches: true
 *        Failback: true
 *        Active Adapters: vmnic0
 *        Standby Adapters: vmnic1
 *        Unused Adapters:
 */
export const failoverPolicy: Parser = {
  id: 'failover-policy',
  commands: [
    'esxcli network vswitch standard policy failover get',
    'esxcli network vswitch standard portgroup policy failover get',
  ],
  section: 'teaming',
  shapes: [
    {
      table: false,
      titles: titles({
        'Load Balancing': ['loadBalancing', maybeText],
        'Network Failure Detection': ['failureDetection', maybeText],
        'Notify Switches': ['notifySwitches', bool],
        Failback: ['failback', bool],
        'Active Adapters': ['active', list],
        'Standby Adapters': ['standby', list],
        'Unused Adapters': ['unused', list],
        'Override Vswitch Load Balancing': ['', maybeText],
        'Override Vswitch Network Failure Detection': ['', maybeText],
        'Override Vswitch Notify Switches': ['', maybeText],
        'Override Vswitch Failback': ['', maybeText],
        'Override Vswitch Uplinks': ['overridden', bool],
      }),
      required: ['loadbalancing', 'activeadapters'],
      build: (row, context) => policyFact(row, context, 'teaming', omit(row.values)),
    },
  ],
};
