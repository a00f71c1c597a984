import { expect, test } from 'vitest';
import { linkFlapping } from '../../src/core/rules/link-flapping.ts';
import { judge } from '../../src/core/rules/rule.ts';
import { host, logged, uplink, vswitch } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const FLAPPING = '[netCorrelator] 81us: [esx.problem.net.vmnic.linkstate.flapping] Taking down physical NIC';
const down = (vmnic: string, at = '2026-03-02T04:05:06.123Z') =>
  logged(`${FLAPPING} ${vmnic} because the link is flapping.`, at);

testRule(linkFlapping, {
  fine: {
    'a link that went down for once': host(
      logged('[vob.net.pg.uplink.transition.down] Uplink: vmnic2 is down. Affected portgroup: vMotion. 1 uplinks up.'),
      uplink('vmnic2', { link: 'down' }),
    ),
    'a name that is no NIC': host(logged('Taking down physical NIC anything because the link is flapping.')),
    'somebody writes of flapping': host(logged('root: is the link is flapping on vmnic2')),
  },
  found: {
    'one of two': [
      host(vswitch('vSwitch1', { uplinks: ['vmnic2', 'vmnic3'] }), uplink('vmnic2', { link: 'down' }), down('vmnic2')),
      {
        uplink: 'vmnic2',
        times: 1,
        vswitches: ['vSwitch1'],
        alone: [],
        link: 'down',
        last: '2026-03-02T04:05:06.123Z',
      },
      { severity: 'risk', certainty: 'reported' },
    ],
    'the only one, and twice': [
      host(vswitch('vSwitch0', { uplinks: ['vmnic0'] }), down('vmnic0'), down('vmnic0', '2026-03-02T05:00:00.000Z')),
      { uplink: 'vmnic0', times: 2, alone: ['vSwitch0'], last: '2026-03-02T05:00:00.000Z', link: null },
      { severity: 'error' },
    ],
    'as hostd words it': [
      host(logged('Event 132032 : Taking down physical NIC vmnic5 because the link is unstable.')),
      { uplink: 'vmnic5', vswitches: [] },
    ],
  },
  notChecked: {
    'no log': [host(uplink('vmnic0', { link: 'down' })), ["grep -E 'link is (flapping|unstable)' /var/log/vobd.log"]],
  },
});

test('each NIC is one finding, with all its times counted and a few of its lines', () => {
  const lines = Array.from({ length: 4000 }, (_, i) => down(`vmnic${i % 8}`));
  const { findings } = judge(linkFlapping, host(...lines));
  expect(findings.map(({ facts }) => facts.times)).toEqual(Array(8).fill(500));
  for (const { evidence } of findings) expect(evidence.length).toBeLessThan(20);
});
