import { inferred, reported, type Symptom } from './symptom.ts';

/** A port with link and without traffic. */
export const dcbSilentPort: Symptom = {
  id: 'dcb-silent-port',
  summary:
    "A port with link and no traffic has been cured by enabling the DCB protocol in the card's firmware; why it needs it is not established.",
  known: [
    reported(
      'On an HP 530SFP+ with a 5920AF switch the link was up and nothing passed until DCB Protocol was enabled.',
      'S004',
    ),
    inferred('The author suspected the DCBX exchange with the switch; nothing proved it.', 'S004'),
  ],
  todo: [
    inferred(
      'Rule out VLAN and teaming first; then enable DCB in the firmware, in maintenance mode, for it takes a restart.',
      'S004',
    ),
  ],
  evidence: ['esxcli network nic list', 'esxcli network vswitch standard list'],
  findings: ['uplink-down'],
};
