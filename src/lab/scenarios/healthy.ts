import { hostState, router } from '../esxi/index.ts';
import type { Scenario } from './scenario.ts';

/** Nothing is wrong: a subnet and VLAN a service, two uplinks a switch, time in sync. */
export function healthy(): Scenario {
  const server = '10.58.1.5';
  const state = hostState('9.0.0', {
    name: 'healthy',
    gateways: { defaultTcpipStack: '10.58.1.1' },
    vmknics: [
      { ipv4: '10.58.1.91/24', portgroup: 'Management Network', tags: ['Management'] },
      { ipv4: '10.58.2.91/24', portgroup: 'vMotion', vlan: 2, vswitch: 'vSwitch1', mtu: 9000, tags: ['VMotion'] },
      { ipv4: '10.58.3.91/24', portgroup: 'NFS', vlan: 3, vswitch: 'vSwitch1', mtu: 9000 },
    ],
    config: {
      nfs: [{ volume: 'store', server: '10.58.3.9', share: '/vol/store', accessible: true, mounted: true, version: 3 }],
      dns: { servers: [server], search: ['lab.example'] },
    },
  });
  Object.assign(state.config.ntp, { servers: [server], enabled: true, running: true });
  state.config.firewall.rulesets.find(({ id }) => id === 'ntpClient')!.enabled = true;
  return {
    name: 'healthy',
    story: 'ESX 9.0 with a subnet and VLAN for each service, two uplinks on each switch and time in sync.',
    source: null,
    hosts: [
      {
        state,
        world: {
          client: { address: '10.58.200.10', port: 50_211 },
          dials: '10.58.1.91',
          nodes: [
            router('10.58.1.1', 11, { vlan: 0 }),
            { address: server, mac: '00:50:56:9a:58:05', vlan: 0 },
            { address: '10.58.2.92', mac: '00:50:56:61:58:92', vlan: 2 },
            { address: '10.58.3.9', mac: '00:a0:98:58:03:09', vlan: 3 },
          ],
          names: { 'ntp.lab.example': server },
          timeServers: { [server]: { stratum: 3, refid: '192.0.2.123', offsetMs: 0.4 } },
        },
        finds: [],
        clearOf: ['shared-subnet', 'gateway-off-subnet', 'nfs-source-address', 'mtu-mismatch', 'no-default-gateway'],
      },
    ],
  };
}
