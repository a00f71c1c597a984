import { reported, type Symptom } from './symptom.ts';

/** Machines that are moved from a desktop product to ESXi. */
export const labMove: Symptom = {
  id: 'lab-move',
  summary:
    'Machines of VMware Workstation do not run on ESXi as they are: their hardware version may be newer than the host knows, ESXi refuses their MAC addresses, and guests see new network adapters. Converting them, or setting them up anew, has worked.',
  known: [
    reported(
      'An export to ESXi 5.5 failed because the hardware version of the machines was newer than the host knows; VMware Converter made machines that it takes.',
      'S004',
    ),
    reported(
      'ESXi refused MAC addresses of the range of Workstation until a setting of the machine told it not to check them.',
      'S004',
    ),
    reported('Guests had their adapters set back to defaults afterwards, Windows and firewalls alike.', 'S004'),
  ],
  todo: [
    reported(
      'Let Converter make the machines anew, keep their addresses written down, and configure their adapters again.',
      'S004',
    ),
  ],
  evidence: ['vmware -v'],
};
