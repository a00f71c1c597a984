import { esxToEsxi } from './esx-to-esxi.ts';
import { healthy } from './healthy.ts';
import { iscsiPersonality } from './iscsi-personality.ts';
import { linkStatusOnly } from './link-status-only.ts';
import { multiStack } from './multi-stack.ts';
import { nfsDenied } from './nfs-denied.ts';
import { nlbUnicastPolicy } from './nlb-unicast-policy.ts';
import { oldGateway } from './old-gateway.ts';
import { overlayRouter } from './overlay-router.ts';
import { pageSharing } from './page-sharing.ts';
import { portBinding } from './port-binding.ts';
import { provider } from './provider.ts';
import type { Scenario } from './scenario.ts';
import { sharedSubnet } from './shared-subnet.ts';
import { timeScenarios } from './time/index.ts';
import { twoDhcp } from './two-dhcp.ts';
import { vdsMigrationStalled } from './vds-migration-stalled.ts';
import { vmotionVlans } from './vmotion-vlans.ts';

export type { Scenario, ScenarioHost } from './scenario.ts';

/** Every scenario with states of its own: what one run changes, the next does not see. */
export function scenarios(): Scenario[] {
  return [
    provider(),
    oldGateway(),
    nfsDenied(),
    esxToEsxi(),
    sharedSubnet(),
    twoDhcp(),
    portBinding(),
    vmotionVlans(),
    vdsMigrationStalled(),
    linkStatusOnly(),
    nlbUnicastPolicy(),
    multiStack(),
    iscsiPersonality(),
    overlayRouter(),
    healthy(),
    pageSharing(),
    ...timeScenarios(),
  ];
}
