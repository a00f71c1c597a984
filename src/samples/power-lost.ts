import type { Sample } from './sample.ts';

/** ESXi 6.0: the host was at its console's login when power was lost. */
export const powerLost: Sample = {
  name: 'power-lost',
  about: 'ESXi 6.0: the host lost power an hour after somebody had been at its console',
  ask: ['why did the host restart', 'check'],
  text: `[root@esx-45:~] vmware -v
VMware ESXi 6.0.0 build-3620759

[root@esx-45:~] grep -iE 'bootstop|heartbeat|booted' /var/log/vmksummary.log
2016-05-04T02:00:01Z heartbeat: up 12d2h2m3s, 9 VMs; [[36112 vmx 16777216kB] [35741 vmx 8388608kB] [34003 hostd-worker 81920kB]] []
2016-05-04T03:00:01Z heartbeat: up 12d3h2m3s, 9 VMs; [[36112 vmx 16777216kB] [35741 vmx 8388608kB] [34003 hostd-worker 81920kB]] []
2016-05-04T03:31:12Z bootstop: Host has booted
2016-05-04T04:00:01Z heartbeat: up 0d0h30m2s, 0 VMs; [[34003 hostd-worker 61440kB]] []

[root@esx-45:~] grep -iE 'reboot|dcui' /var/run/log/hostd.log
2016-05-04T02:23:02.417Z [2A1C9B70 info 'Vimsvc.ha-eventmgr'] Event 88 : User dcui@127.0.0.1 logged in as DCUI

[root@esx-45:~] grep -i 'power button' /var/run/log/vmkernel.log
[root@esx-45:~]
`,
};
