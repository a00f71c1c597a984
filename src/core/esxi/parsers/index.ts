import type { Parser } from '../reading/parser.ts';
import { access } from './access.ts';
import { clock } from './clock.ts';
import { clockData } from './clock-data.ts';
import { connectionList } from './connection-list.ts';
import { consoleRoutes } from './console-routes.ts';
import { depotProfiles } from './depot-profiles.ts';
import { diagPing } from './diag-ping.ts';
import { dnsServerList } from './dns-server-list.ts';
import { dvsList } from './dvs-list.ts';
import { esxConf } from './esx-conf.ts';
import { esxcfgAdvcfg } from './esxcfg-advcfg.ts';
import { esxcfgNas } from './esxcfg-nas.ts';
import { esxcfgRoute } from './esxcfg-route.ts';
import { esxcfgVswitch } from './esxcfg-vswitch.ts';
import { esxtopBatch } from './esxtop-batch.ts';
import { esxtopMemory } from './esxtop-memory.ts';
import { esxtopNetwork } from './esxtop-network.ts';
import { failoverPolicy } from './failover-policy.ts';
import { firewallAllowedipList } from './firewall-allowedip-list.ts';
import { firewallGet } from './firewall-get.ts';
import { firewallRulesetList } from './firewall-ruleset-list.ts';
import { hostname } from './hostname.ts';
import { interfaceIpv4Get } from './interface-ipv4-get.ts';
import { interfaceIpv6AddressList } from './interface-ipv6-address-list.ts';
import { interfaceList } from './interface-list.ts';
import { interfaceTagGet } from './interface-tag-get.ts';
import { ipRouteList } from './ip-route-list.ts';
import { iscsiAdapterList } from './iscsi-adapter-list.ts';
import { iscsiNetworkportalList } from './iscsi-networkportal-list.ts';
import { iscsiPhysicalnetworkportalList } from './iscsi-physicalnetworkportal-list.ts';
import { log } from './log.ts';
import { neighborList } from './neighbor-list.ts';
import { netstackList } from './netstack-list.ts';
import { networkHint } from './network-hint.ts';
import { nfsExports } from './nfs-exports.ts';
import { nfsList } from './nfs-list.ts';
import { nicDcbStatus } from './nic-dcb-status.ts';
import { nicList } from './nic-list.ts';
import { nicStats } from './nic-stats.ts';
import { nicsList } from './nics-list.ts';
import { ntpConf } from './ntp-conf.ts';
import { ntpGet } from './ntp-get.ts';
import { ntpTest } from './ntp-test.ts';
import { ntpdStatus } from './ntpd-status.ts';
import { ntpqPeers } from './ntpq-peers.ts';
import { ntpqVariables } from './ntpq-variables.ts';
import { ping } from './ping.ts';
import { platformGet } from './platform-get.ts';
import { portgroupList } from './portgroup-list.ts';
import { ptpGet } from './ptp-get.ts';
import { securityPolicy } from './security-policy.ts';
import { session } from './session.ts';
import { settingsAdvancedList } from './settings-advanced-list.ts';
import { softwareProfileGet } from './software-profile-get.ts';
import { softwareSourcesProfileList } from './software-sources-profile-list.ts';
import { softwareVibList } from './software-vib-list.ts';
import { swiscsiNicList } from './swiscsi-nic-list.ts';
import { versionGet } from './version-get.ts';
import { vmknicList } from './vmknic-list.ts';
import { vmwareVersion } from './vmware-version.ts';
import { vmx } from './vmx.ts';
import { vsanNetworkList } from './vsan-network-list.ts';
import { vswifList } from './vswif-list.ts';
import { vswitchStandardList } from './vswitch-standard-list.ts';

/** Every output that is read, adapters and routes first. */
export const PARSERS: readonly Parser[] = [
  vmknicList,
  interfaceIpv4Get,
  interfaceIpv6AddressList,
  interfaceList,
  interfaceTagGet,
  ipRouteList,
  esxcfgRoute,
  neighborList,
  netstackList,
  connectionList,
  dnsServerList,
  vswifList,
  consoleRoutes,
  nicList,
  nicsList,
  nicStats,
  nicDcbStatus,
  vswitchStandardList,
  esxcfgVswitch,
  portgroupList,
  failoverPolicy,
  securityPolicy,
  dvsList,
  networkHint,
  esxtopNetwork,
  iscsiNetworkportalList,
  iscsiAdapterList,
  iscsiPhysicalnetworkportalList,
  swiscsiNicList,
  nfsList,
  esxcfgNas,
  nfsExports,
  vsanNetworkList,
  versionGet,
  vmwareVersion,
  hostname,
  platformGet,
  esxConf,
  session,
  access,
  settingsAdvancedList,
  esxcfgAdvcfg,
  softwareProfileGet,
  softwareSourcesProfileList,
  softwareVibList,
  depotProfiles,
  vmx,
  esxtopMemory,
  esxtopBatch,
  ntpGet,
  ntpConf,
  ntpTest,
  ntpqPeers,
  ntpqVariables,
  ntpdStatus,
  ptpGet,
  clock,
  clockData,
  firewallGet,
  firewallRulesetList,
  firewallAllowedipList,
  ping,
  diagPing,
  log,
];
