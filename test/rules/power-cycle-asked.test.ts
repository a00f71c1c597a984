import { powerCycleAsked } from '../../src/core/rules/power-cycle-asked.ts';
import { host, type Part, proof, uplink } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const log = (text: string): Part => ({
  logs: [{ log: 'vmkernel', at: null, program: null, text, evidence: { command: null, line: 7, text } }],
});
const machine = (product: string): Part => {
  const entry = { product, vendor: 'HP' };
  return { platform: { ...entry, evidence: proof(entry, 'esxcli hardware platform get') } };
};
const asks = log('elxnet: vmnic0: Firmware is not responding. Power cycle required.');

testRule(powerCycleAsked, {
  fine: {
    'no log was read': host(uplink('vmnic0', { link: 'down' })),
    'a power cycle is only told of': host(log('Host was power cycled by the management board')),
    'it warns against one': host(log('firmware flash in progress, do not power cycle the system')),
    'it says that none is required': host(log('elxnet: vmnic0: power cycle is not required')),
    'it says that none is needed': host(log('no power cycle needed')),
    'it says so in other words': host(
      log("vmnic0: this doesn't need a power cycle"),
      log('mfg: never perform a power cycle here'),
      log('mfg: reset without power cycle required'),
      log('mfg: nothing requires a power cycle'),
      log('mfg: power cycle required: no'),
    ),
    'what asks is writing its firmware': host(log('mfg: flashing the adapter. Power cycle required.')),
    'it is tied to a condition': host(log('mfg: power cycle required if the link stays down')),
    'it only names one': host(log('mfg: will do power cycle test')),
    'another fault of the port': host(log('elxnet: vmnic0: link down')),
  },
  found: {
    'a blade without a port that works': [
      host(asks, uplink('vmnic0', { link: 'down' }), machine('ProLiant BL460c Gen8')),
      { times: 1, nics: ['vmnic0'], working: [], product: 'ProLiant BL460c Gen8', blade: true },
      { severity: 'error', certainty: 'reported' },
    ],
    'a rack server': [host(asks, machine('ProLiant DL360 Gen9')), { blade: false, working: null }],
    'what machine it is was not read': [host(asks), { blade: null }],
    'it is not of a network port': [
      host(log('mfg: controller 3 requires a power cycle'), uplink('vmnic0')),
      { nics: [], working: ['vmnic0'] },
      { severity: 'risk', certainty: 'inferred' },
    ],
    'one line denies and another asks': [
      host(log('mfg: no power cycle needed'), asks),
      { times: 1 },
      { certainty: 'reported' },
    ],
  },
});
