import { documented, inferred, reported, type Symptom } from './symptom.ts';

/** Going back to an older image. */
export const imageProfile: Symptom = {
  id: 'image-profile',
  summary:
    'An older build of the same release has been installed from an offline bundle with `esxcli software profile update --allow-downgrades`; Lifecycle Manager never does that.',
  known: [
    reported('Within 5.5 it worked with `-p PROFILE` and `--allow-downgrades`, then a restart.', 'S004'),
    documented('Lifecycle Manager does not downgrade.', 'KB320562'),
    reported(
      'In names of profiles an s before the suffix means security fixes only, and -no-tools that VMware Tools are left out.',
      'S004',
    ),
  ],
  todo: [
    reported('List the profiles of the bundle first and name its whole path on the datastore.', 'S004'),
    inferred(
      'Before it: maintenance mode, a backup of the configuration, and a list of the VIBs of other vendors.',
      'S004',
    ),
  ],
  evidence: [
    'esxcli software profile get',
    'esxcli software sources profile list -d /vmfs/volumes/DATASTORE/BUNDLE.zip',
    'esxcli software vib list',
  ],
  findings: ['image-profile'],
};
