import { assumedCharacters } from './assumed-characters.ts';
import { beaconProbing } from './beacon-probing.ts';
import { clockSkew } from './clock-skew.ts';
import { consoleSharesSubnet } from './console-shares-subnet.ts';
import { contradictoryCapture } from './contradictory-capture.ts';
import { dcbSilentPort } from './dcb-silent-port.ts';
import { dhcpDefaultGateway } from './dhcp-default-gateway.ts';
import { duplicateMac } from './duplicate-mac.ts';
import { duplicateReplies } from './duplicate-replies.ts';
import { esxToEsxi } from './esx-to-esxi.ts';
import { gatewayIsOwnAddress } from './gateway-is-own-address.ts';
import { gatewayOffSubnet } from './gateway-off-subnet.ts';
import { guestTimeStep } from './guest-time-step.ts';
import { imageProfile } from './image-profile.ts';
import { iscsiBinding } from './iscsi-binding.ts';
import { iscsiPersonality } from './iscsi-personality.ts';
import { linkFlapping } from './link-flapping.ts';
import { linkStatusOnly } from './link-status-only.ts';
import { memoryState } from './memory-state.ts';
import { mtuMismatch } from './mtu-mismatch.ts';
import { mtuTestWrongSize } from './mtu-test-wrong-size.ts';
import { nfsExportRights } from './nfs-export-rights.ts';
import { nfsOtherServer } from './nfs-other-server.ts';
import { nfsSourceAddress } from './nfs-source-address.ts';
import { nlbUnicastPolicy } from './nlb-unicast-policy.ts';
import { noDefaultGateway } from './no-default-gateway.ts';
import { ntpFirewall } from './ntp-firewall.ts';
import { ntpNotConfigured } from './ntp-not-configured.ts';
import { ntpNotRunning } from './ntp-not-running.ts';
import { ntpNotSynchronised } from './ntp-not-synchronised.ts';
import { ntpOffset } from './ntp-offset.ts';
import { ntpRunawayClock } from './ntp-runaway-clock.ts';
import { ntpUnreachable } from './ntp-unreachable.ts';
import { overlappingSubnets } from './overlapping-subnets.ts';
import { overlayMtu } from './overlay-mtu.ts';
import { overlayPath } from './overlay-path.ts';
import { overlayTest } from './overlay-test.ts';
import { overrideGatewayUnused } from './override-gateway-unused.ts';
import { pageSharingSalt } from './page-sharing-salt.ts';
import { powerCycleAsked } from './power-cycle-asked.ts';
import { rebootCause } from './reboot-cause.ts';
import { redirectRoute } from './redirect-route.ts';
import { returnPath } from './return-path.ts';
import { routeNotPersistent } from './route-not-persistent.ts';
import type { Rule } from './rule.ts';
import { serviceOnWrongAdapter } from './service-on-wrong-adapter.ts';
import { severalHostsRule } from './several-hosts.ts';
import { sharedSubnet } from './shared-subnet.ts';
import { singleUplink } from './single-uplink.ts';
import { splitVlanSubnet } from './split-vlan-subnet.ts';
import { twoDhcpAdapters } from './two-dhcp-adapters.ts';
import { unreachableStaticRoute } from './unreachable-static-route.ts';
import { uplinkDown } from './uplink-down.ts';
import { vdsMigrationStalled } from './vds-migration-stalled.ts';
import { vmotionStackGateway } from './vmotion-stack-gateway.ts';

/** Every rule, in the order `help` prints them: subnets, gateways, paths, link and switch, time, capture. */
export const RULES: readonly Rule[] = [
  sharedSubnet,
  overlappingSubnets,
  splitVlanSubnet,
  twoDhcpAdapters,
  consoleSharesSubnet,
  esxToEsxi,
  gatewayOffSubnet,
  gatewayIsOwnAddress,
  noDefaultGateway,
  dhcpDefaultGateway,
  overrideGatewayUnused,
  unreachableStaticRoute,
  returnPath,
  redirectRoute,
  routeNotPersistent,
  serviceOnWrongAdapter,
  nfsSourceAddress,
  nfsExportRights,
  nfsOtherServer,
  iscsiBinding,
  iscsiPersonality,
  vmotionStackGateway,
  mtuMismatch,
  mtuTestWrongSize,
  uplinkDown,
  dcbSilentPort,
  powerCycleAsked,
  singleUplink,
  linkStatusOnly,
  beaconProbing,
  linkFlapping,
  duplicateMac,
  overlayMtu,
  overlayPath,
  overlayTest,
  duplicateReplies,
  nlbUnicastPolicy,
  vdsMigrationStalled,
  ntpNotConfigured,
  ntpNotRunning,
  ntpFirewall,
  ntpUnreachable,
  ntpNotSynchronised,
  ntpOffset,
  ntpRunawayClock,
  clockSkew,
  guestTimeStep,
  rebootCause,
  memoryState,
  pageSharingSalt,
  imageProfile,
  severalHostsRule,
  contradictoryCapture,
  assumedCharacters,
];
