import { serviceOnWrongAdapter } from '../../src/core/rules/service-on-wrong-adapter.ts';
import { esxi, host, route, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const management = { services: ['management'], tagsRead: true };
const vmotion = { services: ['vmotion'], tagsRead: true };
const none = { services: [], tagsRead: true };
const owned = route('10.4.1.0/24', null, 'vmk0');

testRule(serviceOnWrongAdapter, {
  fine: {
    'a subnet each': host(vmk('vmk0', '10.4.1.7/24', management), vmk('vmk1', '10.4.2.7/24', vmotion), owned),
    'the tagged one owns the shared subnet': host(
      vmk('vmk0', '10.4.1.7/24', management),
      vmk('vmk1', '10.4.1.8/24', none),
      owned,
    ),
    'several adapters for vMotion': host(
      esxi('7.0.3'),
      vmk('vmk1', '10.4.1.7/24', vmotion),
      vmk('vmk2', '10.4.1.8/24', vmotion),
      route('10.4.1.0/24', null, 'vmk1'),
    ),
    'several adapters in the vmotion stack': host(
      vmk('vmk1', '10.4.1.7/24', { ...vmotion, netstack: 'vmotion' }),
      vmk('vmk2', '10.4.1.8/24', { ...vmotion, netstack: 'vmotion' }),
      route('10.4.1.0/24', null, 'vmk1', { netstack: 'vmotion' }),
    ),
    'a single adapter whose tags nobody read': host(vmk('vmk0', '10.4.1.7/24')),
  },
  found: {
    'vMotion shares a subnet that vmk0 owns': [
      host(vmk('vmk0', '10.4.1.7/24', management), vmk('vmk1', '10.4.1.8/24', vmotion), owned),
      {
        service: 'vmotion',
        vmknic: 'vmk1',
        vmknics: ['vmk0'],
        subnet: '10.4.1.0/24',
        netstack: 'defaultTcpipStack',
        reason: 'table-owner',
      },
      { severity: 'risk', certainty: 'reported' },
    ],
    'management on the adapter that owns nothing': [
      host(vmk('vmk0', '10.4.1.7/24', none), vmk('vmk1', '10.4.1.8/24', management), owned),
      { service: 'management', vmknic: 'vmk1', vmknics: ['vmk0'] },
      { certainty: 'documented' },
    ],
    'several for vMotion before 5.0': [
      host(esxi('4.1.0'), vmk('vmk0', '10.4.1.7/24', vmotion), vmk('vmk1', '10.4.1.8/24', vmotion), owned),
      { service: 'vmotion', vmknic: 'vmk1' },
    ],
    'a tag in the default stack beside the vmotion stack': [
      host(
        vmk('vmk0', '10.4.1.7/24', { services: ['management', 'vmotion'], tagsRead: true }),
        vmk('vmk2', '10.4.3.7/24', { ...vmotion, netstack: 'vmotion' }),
      ),
      { service: 'vmotion', vmknic: 'vmk0', vmknics: ['vmk2'], reason: 'own-stack' },
      { severity: 'note' },
    ],
    'a disabled adapter': [
      host(vmk('vmk0', '10.4.1.7/24', management), vmk('vmk1', '10.4.2.7/24', { ...vmotion, enabled: false })),
      { service: 'vmotion', vmknic: 'vmk1', reason: 'adapter-disabled' },
    ],
  },
  notChecked: {
    'tags not read': [
      host(vmk('vmk0', '10.4.1.7/24'), vmk('vmk1', '10.4.1.8/24'), owned),
      ['esxcli network ip interface tag get -i vmk0', 'esxcli network ip interface tag get -i vmk1'],
    ],
    'the table of a shared subnet': [
      host(vmk('vmk0', '10.4.1.7/24', management), vmk('vmk1', '10.4.1.8/24', vmotion)),
      ['esxcli network ip route ipv4 list'],
    ],
  },
});
