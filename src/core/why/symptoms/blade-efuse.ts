import { inferred, reported, type Symptom } from './symptom.ts';

/** Blade ports that only a cut of the power revives. */
export const bladeEfuse: Symptom = {
  id: 'blade-efuse',
  summary:
    'Blade network ports that stay unusable through every restart have been cured by cutting the power of the bay from the Onboard Administrator; a restart of the system leaves the blade powered.',
  known: [
    reported(
      '`show server list` and then `reset server BAY` at the Onboard Administrator cut the power of the bay; the help there does not list it.',
      'S004',
    ),
  ],
  todo: [
    inferred(
      'Evacuate the host and read the bay number twice: the command cuts the power of whatever is in that bay.',
      'S004',
    ),
  ],
  evidence: ['esxcli network nic list'],
  findings: ['uplink-down'],
};
