import type { Uplink } from '../../src/core/esxi/host-state.ts';
import { dcbSilentPort } from '../../src/core/rules/dcb-silent-port.ts';
import { host, uplink } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const nic = (name: string, more: Partial<Uplink>) => uplink(name, { speedMbps: 10_000, driver: 'bnx2x', ...more });
const talking = nic('vmnic4', { received: 918_273, sent: 640_021, dcb: true });

testRule(dcbSilentPort, {
  fine: {
    'bridging is off, and packets arrive': host(talking, nic('vmnic6', { received: 12, dcb: false })),
    'the counters were not read': host(nic('vmnic6', { dcb: false })),
    'the link is down': host(nic('vmnic6', { link: 'down', received: 0, dcb: false })),
    'a slower port': host(nic('vmnic0', { speedMbps: 1000, received: 0 })),
  },
  found: {
    'silent without bridging beside one that talks with it': [
      host(talking, nic('vmnic6', { received: 0, sent: 48, dcb: false })),
      { uplink: 'vmnic6', sent: 48, dcb: false, heard: ['vmnic4'] },
      { severity: 'error', certainty: 'reported' },
    ],
    'silent, and nothing is known of bridging': [
      host(nic('vmnic6', { received: 0 })),
      { uplink: 'vmnic6', dcb: null, heard: [] },
      { severity: 'risk', certainty: 'inferred' },
    ],
    'silent with bridging on: another cause': [
      host(talking, nic('vmnic6', { received: 0, dcb: true })),
      { dcb: true },
      { severity: 'risk', certainty: 'inferred' },
    ],
  },
});
