import { bool, maybeText } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { omit } from './build.ts';
import { policyFact } from './failover-policy.ts';

/**
 * What guests of one switch or port group may do with MAC addresses.
 *
 *        Allow Promiscuous: false
 *        Allow MAC Address Change: true
 *        Allow Forged Transmits: true
 */
export const securityPolicy: Parser = {
  id: 'security-policy',
  commands: [
    'esxcli network vswitch standard policy security get',
    'esxcli network vswitch standard portgroup policy security get',
  ],
  section: 'security',
  shapes: [
    {
      table: false,
      titles: titles({
        'Allow Promiscuous': ['promiscuous', bool],
        'Allow MAC Address Change': ['macChanges', bool],
        'Allow Forged Transmits': ['forgedTransmits', bool],
        'Override Vswitch Allow Promiscuous': ['', maybeText],
        'Override Vswitch Allow MAC Address Change': ['', maybeText],
        'Override Vswitch Allow Forged Transmits': ['', maybeText],
      }),
      required: ['allowpromiscuous', 'allowforgedtransmits'],
      build: (row, context) => policyFact(row, context, 'security', omit(row.values)),
    },
  ],
};
