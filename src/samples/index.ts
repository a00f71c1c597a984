import { bladePower } from './blade-power.ts';
import { dcbSilent } from './dcb-silent.ts';
import { downgrade } from './downgrade.ts';
import { iscsiBinding } from './iscsi-binding.ts';
import { logsLockdown } from './logs-lockdown.ts';
import { memoryLimit } from './memory-limit.ts';
import { memorySoft } from './memory-soft.ts';
import { multiStack } from './multi-stack.ts';
import { nfsDenied } from './nfs-denied.ts';
import { nfsOther } from './nfs-other.ts';
import { nfsRights } from './nfs-rights.ts';
import { oldGateway } from './old-gateway.ts';
import { overlayHop } from './overlay-hop.ts';
import { powerLost } from './power-lost.ts';
import { provider } from './provider.ts';
import { rebootDcui } from './reboot-dcui.ts';
import type { Sample } from './sample.ts';
import { sharedVmotion } from './shared-vmotion.ts';
import { vendorImage } from './vendor-image.ts';

/** The sample hosts, in the order the shell lists them. */
export const SAMPLES: readonly Sample[] = [
  provider,
  oldGateway,
  sharedVmotion,
  nfsDenied,
  multiStack,
  iscsiBinding,
  rebootDcui,
  powerLost,
  memorySoft,
  memoryLimit,
  downgrade,
  nfsRights,
  nfsOther,
  overlayHop,
  dcbSilent,
  bladePower,
  logsLockdown,
  vendorImage,
];
