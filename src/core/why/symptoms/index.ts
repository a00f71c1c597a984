import { beaconStory } from './beacon-probing.ts';
import { bladeEfuse } from './blade-efuse.ts';
import { consoleBlack } from './console-black.ts';
import { dcbSilentPort } from './dcb-silent-port.ts';
import { deadUplink } from './dead-uplink.ts';
import { duplicateReplies } from './duplicate-replies.ts';
import { guestTime } from './guest-time.ts';
import { hostDisconnects } from './host-disconnects.ts';
import { imageProfile } from './image-profile.ts';
import { iscsiPersonality } from './iscsi-personality.ts';
import { labMove } from './lab-move.ts';
import { linkFlappingStory } from './link-flapping.ts';
import { logsByBrowser } from './logs-by-browser.ts';
import { memoryState } from './memory-state.ts';
import { migrationHangs } from './migration-hangs.ts';
import { nlb } from './nlb.ts';
import { nlbMulticast } from './nlb-multicast.ts';
import { nlbSubnets } from './nlb-subnets.ts';
import { overlay } from './overlay.ts';
import { pageSharing } from './page-sharing.ts';
import { pingButNoMigration } from './ping-but-no-migration.ts';
import { reboot } from './reboot.ts';
import { storageSlow } from './storage-slow.ts';
import type { Symptom } from './symptom.ts';
import { unknownInterface } from './unknown-interface.ts';
import { vdsMigration } from './vds-migration.ts';
import { vendorImage } from './vendor-image.ts';
import { whichUplink } from './which-uplink.ts';

/** Every symptom that a question can be about. */
export const SYMPTOMS: readonly Symptom[] = [
  migrationHangs,
  pingButNoMigration,
  deadUplink,
  beaconStory,
  linkFlappingStory,
  whichUplink,
  vdsMigration,
  nlb,
  nlbSubnets,
  nlbMulticast,
  iscsiPersonality,
  dcbSilentPort,
  overlay,
  duplicateReplies,
  unknownInterface,
  guestTime,
  reboot,
  memoryState,
  pageSharing,
  imageProfile,
  bladeEfuse,
  logsByBrowser,
  labMove,
  vendorImage,
  consoleBlack,
  hostDisconnects,
  storageSlow,
];
