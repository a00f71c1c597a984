import { documented, inferred, reported, type Symptom } from './symptom.ts';

/** The host restarted. */
export const reboot: Symptom = {
  id: 'reboot',
  summary:
    'Why a host restarted stands in its logs: `/var/log/vmksummary.log` tells a wanted restart from a crash and from a loss of power.',
  known: [
    documented('`Host is rebooting` and then `Host has booted` in vmksummary.log: somebody asked for it.', 'KB317245'),
    documented('`Host is halting`: a wanted shutdown.', 'KB317245'),
    documented('A line of a core dump after the heartbeats: the kernel crashed.', 'KB317245'),
    inferred(
      'Hourly heartbeats and then only a boot line: power was lost or the machine was reset. The time is known to within the hour.',
      'KB317245',
    ),
    documented(
      '`Power button pressed; requesting graceful shutdown` in vmkernel.log: the power button, or the management board.',
      'KB317245',
    ),
    reported(
      'Logs from before the restart are in `/var/run/log` of a support bundle; in one case its lines named the console as the one who asked.',
      'S004',
    ),
  ],
  todo: [documented('Paste the lines around the restart.', 'KB317245')],
  evidence: [
    "grep -iE 'bootstop|heartbeat|booted' /var/log/vmksummary.log",
    "grep -i 'power button' /var/log/vmkernel.log",
  ],
  findings: ['reboot-cause'],
};
