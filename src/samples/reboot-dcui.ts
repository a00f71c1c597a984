import type { Sample } from './sample.ts';

/** ESXi 6.0: somebody restarted the host at its console. */
export const rebootDcui: Sample = {
  name: 'reboot-dcui',
  about: 'ESXi 6.0: somebody restarted the host at its console; its logs, as a support bundle holds them',
  ask: ['why did the host restart', 'who rebooted this host', 'check'],
  text: `[root@esx-44:~] vmware -v
VMware ESXi 6.0.0 build-3620759

[root@esx-44:~] grep -iE 'bootstop|heartbeat|booted' /var/log/vmksummary.log
2016-05-04T02:00:01Z heartbeat: up 61d2h2m3s, 9 VMs; [[36112 vmx 16777216kB] [35741 vmx 8388608kB] [34003 hostd-worker 81920kB]] []
2016-05-04T03:00:01Z heartbeat: up 61d3h2m3s, 9 VMs; [[36112 vmx 16777216kB] [35741 vmx 8388608kB] [34003 hostd-worker 81920kB]] []
2016-05-04T03:24:40Z bootstop: Host is rebooting
2016-05-04T03:31:12Z bootstop: Host has booted
2016-05-04T04:00:01Z heartbeat: up 0d0h30m2s, 0 VMs; [[34003 hostd-worker 61440kB]] []

[root@esx-44:~] grep -iE 'reboot|dcui' /var/run/log/hostd.log
2016-05-04T03:23:02.417Z [2A1C9B70 info 'Vimsvc.ha-eventmgr'] Event 88 : User dcui@127.0.0.1 logged in as DCUI
2016-05-04T03:24:38.101Z [2A0C1B70 info 'Hostsvc.PowerOperations' opID=hostd-2b1c user=dcui] Reboot of the host was asked for
2016-05-04T03:24:38.733Z [2A1C9B70 info 'Vimsvc.ha-eventmgr'] Event 91 : esx.audit.dcui.host.reboot
`,
};
