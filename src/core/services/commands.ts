import type { HostState } from '../esxi/host-state.ts';
import { atLeast } from '../esxi/version.ts';
import { DEFAULT_STACK } from './adapters.ts';

type Host = Pick<HostState, 'host'>;

/** Lists the routing table of a stack on this version. */
export function routeList(state: Host, netstack = DEFAULT_STACK): string {
  if (netstack !== DEFAULT_STACK) return `esxcli network ip route ipv4 list -N ${netstack}`;
  return atLeast(state, '5.1') === false ? 'esxcfg-route -l' : 'esxcli network ip route ipv4 list';
}

/** Lists the adapters with their addresses on this version. */
export function adapterList(state: Host): string {
  return atLeast(state, '5.0') === false ? 'esxcfg-vmknic -l' : 'esxcli network ip interface ipv4 get';
}

/** Lists what software iSCSI is bound to on this version. */
export function bindingList(state: Host): string {
  return atLeast(state, '5.0') === false ? 'esxcli swiscsi nic list -d vmhbaNN' : 'esxcli iscsi networkportal list';
}

/** Where 5.0 and older keep the adapter of a service; from 5.1 on tags are read one adapter at a time. */
const KEPT_IN_ESX_CONF: Readonly<Record<string, string>> = {
  management: 'grep -i ManagementIface /etc/vmware/esx.conf',
  vmotion: 'grep -i Migrate/Vmknic /etc/vmware/esx.conf',
  ft: 'grep -i FT/Vmknic /etc/vmware/esx.conf',
};

/** Shows which of these adapters carry a service's tag on this version. */
export function tagGet(state: Host, tag: string, vmknics: readonly string[]): readonly string[] {
  if (tag === 'vsan') return ['esxcli vsan network list'];
  const older = KEPT_IN_ESX_CONF[tag];
  if (older !== undefined && atLeast(state, '5.1') === false) return [older];
  return vmknics.map((vmknic) => `esxcli network ip interface tag get -i ${vmknic}`);
}

/** Captures a TCP service on an adapter: pktcap-uw from 5.5 on, tcpdump-uw before, both where the version is not known. */
export function captureTcp(state: Host, vmknic: string, port: number): readonly string[] {
  const newer = `pktcap-uw --vmk ${vmknic} --tcpport ${port} -c 20`;
  const older = `tcpdump-uw -n -i ${vmknic} tcp port ${port} -c 20`;
  const known = atLeast(state, '5.5');
  return known === undefined ? [newer, older] : [known ? newer : older];
}

/** Captures what an adapter exchanges with one peer. */
export function capturePeer(vmknic: string, peer: string): string {
  return `tcpdump-uw -n -i ${vmknic} host ${peer} -c 5`;
}
