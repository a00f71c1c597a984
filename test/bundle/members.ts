import { gzipSync } from 'node:zlib';
import type { Member } from './pack.ts';

/** The members of a small bundle of one host that somebody restarted at its console. */
export function bundleOf(host: string, octet: number): readonly Member[] {
  const top = `esx-${host}-2016-05-04--06.10-34567/`;
  const file = (name: string, ...lines: readonly string[]): Member => ({
    name: `${top}${name}`,
    content: `${lines.join('\n')}\n`,
  });
  return [
    { name: top, type: 'Directory' },
    file(
      'commands/uname_-a.txt',
      `VMkernel ${host}.lab.example 6.0.0 #1 SMP Release build-3620759 Mar 11 2016 x86_64 ESXi`,
    ),
    file('commands/vmware_-vl.txt', 'VMware ESXi 6.0.0 build-3620759', 'VMware ESXi 6.0.0 Update 2'),
    file(
      'commands/localcli_network-ip-interface-ipv4-get.txt',
      'Name  IPv4 Address  IPv4 Netmask   IPv4 Broadcast  Address Type  DHCP DNS',
      '----  ------------  -------------  --------------  ------------  --------',
      `vmk0  10.80.0.${octet}     255.255.255.0  10.80.0.255     STATIC           false`,
    ),
    file(
      'commands/esxcfg-route_-l.txt',
      'VMkernel Routes:',
      'Network          Netmask          Gateway          Interface',
      '10.80.0.0        255.255.255.0    Local Subnet     vmk0',
      'default          0.0.0.0          10.80.0.1        vmk0',
    ),
    file('commands/localcli_storage-core-path-list.txt', 'not needed'),
    { name: `${top}var/log/hostd.log`, type: 'SymbolicLink', linkpath: '/var/run/log/hostd.log' },
    file(
      'var/run/log/vmksummary.log',
      ...[2, 3, 4, 5].map((hour) => `2016-05-04T0${hour}:00:01Z heartbeat: up 61d${hour}h2m3s, 4 VMs; [[]] []`),
      '2016-05-04T05:24:40Z bootstop: Host is rebooting',
      '2016-05-04T05:31:12Z bootstop: Host has booted',
      '2016-05-04T06:00:01Z heartbeat: up 0d0h30m2s, 0 VMs; [[]] []',
    ),
    file('var/run/log/hostd.log', "2016-05-04T05:32:00.101Z [2A1C9B70 info 'Hostsvc'] started"),
    {
      name: `${top}var/run/log/hostd.0.gz`,
      content: gzipSync(
        [
          "2016-05-04T05:24:01.101Z [2A1C9B70 info 'TaskManager' user=web] Task Created : vim.VirtualMachine.shutdownGuest-12",
          "2016-05-04T05:24:38.101Z [2A1C9B70 info 'Vimsvc.ha-eventmgr' user=dcui] Event 91 : reboot by dcui",
          '',
        ].join('\n'),
      ),
    },
  ];
}
