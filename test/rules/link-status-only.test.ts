import { linkStatusOnly } from '../../src/core/rules/link-status-only.ts';
import { hint, host, portUplink, proof, uplink, vmk, vswitch } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const team = (more: object = {}) => ({
  uplinks: ['vmnic2', 'vmnic3'],
  portgroups: ['vMotion'],
  teaming: {
    active: ['vmnic2', 'vmnic3'],
    standby: [],
    unused: [],
    loadBalancing: 'srcport',
    failureDetection: 'link',
  },
  ...more,
});
const on = vswitch('vSwitch1', team());
const vmotion = vmk('vmk1', '10.81.5.11/24', { portgroup: 'vMotion' });
const heard = hint('vmnic2', { cdp: { device: 'switch-a', port: 'Gi0/2' }, lldp: null });
const silent = hint('vmnic3', { cdp: null, lldp: null });
const up = [uplink('vmnic2'), uplink('vmnic3')];
const unanswered = { destination: '10.81.5.12', vmknic: 'vmk1', sent: 3, received: 0, error: null };
const failed = { pings: [{ ...unanswered, evidence: proof(unanswered, 'vmkping -I vmk1 10.81.5.12') }] };

testRule(linkStatusOnly, {
  fine: {
    'a switch is heard on both': host(on, vmotion, ...up, heard, hint('vmnic3', { cdp: { device: 'switch-b' } })),
    'heard by LLDP on the other': host(
      on,
      vmotion,
      ...up,
      heard,
      hint('vmnic3', { cdp: null, lldp: { device: 'switch-b' } }),
    ),
    'nothing is heard on any: the switches do not announce themselves': host(
      on,
      vmotion,
      ...up,
      failed,
      hint('vmnic2', { cdp: null, lldp: null }),
      silent,
    ),
    'the virtual switch does not listen': host(
      vswitch('vSwitch1', team({ cdp: 'down' })),
      vmotion,
      ...up,
      heard,
      silent,
    ),
    'the silent one is down, which is another finding': host(
      on,
      vmotion,
      uplink('vmnic2'),
      uplink('vmnic3', { link: 'down' }),
      heard,
      silent,
    ),
    'the silent one is unused': host(
      vswitch('vSwitch1', team({ teaming: { active: ['vmnic2'], unused: ['vmnic3'] } })),
      vmotion,
      ...up,
      heard,
      silent,
    ),
    'three uplinks with beacon probing, which does see it': host(
      vswitch('vSwitch1', {
        uplinks: ['vmnic2', 'vmnic3', 'vmnic4'],
        teaming: { active: ['vmnic2', 'vmnic3', 'vmnic4'], failureDetection: 'beacon' },
      }),
      vmotion,
      ...up,
      heard,
      silent,
    ),
    'the silent NIC belongs to no switch': host(
      vswitch('vSwitch1', team({ uplinks: ['vmnic2'], teaming: {} })),
      heard,
      silent,
    ),
  },
  found: {
    'one of two is silent': [
      host(on, vmotion, ...up, heard, silent),
      { vswitch: 'vSwitch1', uplinks: ['vmnic3'], heard: ['vmnic2'], detection: 'link', vmknics: ['vmk1'], pinned: [] },
      { severity: 'risk', certainty: 'inferred' },
    ],
    'three with beacon probing, which IP hash spoils': [
      host(
        vswitch('vSwitch1', {
          uplinks: ['vmnic2', 'vmnic3', 'vmnic4'],
          teaming: { active: ['vmnic2', 'vmnic3', 'vmnic4'], failureDetection: 'beacon', loadBalancing: 'iphash' },
        }),
        ...up,
        heard,
        silent,
      ),
      { uplinks: ['vmnic3'], detection: 'beacon', ipHash: true, team: 3 },
    ],
    'an adapter is pinned to it and its ping is lost': [
      host(on, vmotion, ...up, heard, silent, portUplink('vmk1', 'vmnic3'), failed),
      { pinned: ['vmk1'], failing: ['vmk1'] },
      { severity: 'error' },
    ],
    'the ping is lost, but the adapter is pinned to the other': [
      host(on, vmotion, ...up, heard, silent, portUplink('vmk1', 'vmnic2'), failed),
      { pinned: [], failing: ['vmk1'] },
      { severity: 'risk' },
    ],
    'on a distributed switch, whose teaming the host does not show': [
      host(
        vswitch('dvSwitch', {
          kind: 'distributed',
          uplinks: ['vmnic2', 'vmnic3'],
          ports: [{ id: '12', client: 'vmk1' }],
        }),
        vmk('vmk1', '10.81.5.11/24', { dvPort: '12' }),
        ...up,
        heard,
        silent,
      ),
      { vswitch: 'dvSwitch', detection: null, vmknics: ['vmk1'], pinned: [] },
    ],
    'beacon probing with two uplinks sees it no more than the link does': [
      host(
        vswitch('vSwitch1', team({ teaming: { active: ['vmnic2', 'vmnic3'], failureDetection: 'beacon' } })),
        ...up,
        heard,
        silent,
      ),
      { detection: 'beacon', vmknics: [] },
    ],
  },
  notChecked: {
    'no hints': [host(on, vmotion, ...up), ['vim-cmd hostsvc/net/query_networkhint']],
  },
});
