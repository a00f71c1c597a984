import { inferred, reported, type Symptom } from './symptom.ts';

/** Converged ports that do not appear as iSCSI adapters. */
export const iscsiPersonality: Symptom = {
  id: 'iscsi-personality',
  summary:
    "A FlexFabric port that does not appear as an iSCSI adapter has been seen to be set to FCoE: the storage personality is chosen for each port in the server's firmware.",
  known: [
    reported(
      'On an HP 534FLR the ports did not appear as iSCSI adapters while their personality was FCoE; setting it to iSCSI in the System Utilities and a reboot cured it.',
      'S004',
    ),
  ],
  todo: [
    inferred(
      'Put the host into maintenance mode, look at the personality of each port in the firmware, set it to iSCSI, restart.',
      'S004',
    ),
  ],
  evidence: ['esxcli iscsi adapter list', 'esxcli network nic list'],
};
