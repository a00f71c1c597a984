import { describe, expect, test } from 'vitest';
import { NOTHING_READ } from '../../src/core/esxi/nothing-read.ts';
import { understand } from '../../src/core/questions/understand.ts';
import { SYMPTOMS } from '../../src/core/why/symptoms/index.ts';
import { why } from '../../src/core/why/why.ts';

/** How people tell of the problems of the published documents, in many words and with slips of the finger. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  'vds-migration': [
    'vmk0 to vds stuck',
    'migrating the VMkernel port from the standard to the distributed switch fails',
    'moved vmk0 to the dvSwitch and vCenter lost the host, ping still works',
    'I moved the management vmk to a VDS and cannot SSH any more',
    'host not reachable by ssh after migrating vmk0 to the dvs but it still pings',
    'vmk0 did not move to the distributed switch',
    'both vmk0 and vmk4 show the same IP after the move to the VDS',
    'after moving management to the distributed switch the host is disconnected until I reboot',
    'network configuration was rolled back when I changed the vds',
    'how do I migrate vmk0 from vSS to vDS safely',
    'vmkernel migraton to distirbuted switch stuck in progress',
    'why does the add host to vDS wizard hang',
    'the management network went back to the standard switch by itself',
    'two vmks with one address after the vds move',
  ],
  'migration-hangs': [
    'vMotion hangs at 14%',
    'any vMotion to this host stops at 14 %',
    'vmotion stuck on 10 percent',
    'migrations to esx-07 never get past 9%',
    'my vmotions time out',
    'live migration freezes at 21 percent',
    'vMoiton hnags at 14 %',
    'why do all migrations to the new host fail',
    'vMotion fails although the link is up',
  ],
  'dead-uplink': [
    'vMotion NIC load balancing fails even though there is an active link',
    'one of the two vmotion nics shows no CDP info',
    'the uplink shows connected but no traffic goes through',
    'link is up but the port is dead',
    'why was the dead NIC not detected',
    'failover detection is link status only',
    'uplink is up but blocked by the switch',
    'why does the vmk keep using the dead vmnic',
    'vmnic2 has link yet nothing passes, no CDP',
    'why did teaming not fail over',
    'the link is up on vmnic3 but that port is dead',
    'uplnik is up but no trafic passes',
  ],
  'ping-but-no-migration': [
    'vmkping to all vmotion interfaces works but migration fails',
    'I can ping every vMotion adapter, yet live migrations fail',
    'pings are fine, vmotion is not',
    'vMotion suddenly fails but the vmotion vmks answer ping',
  ],
  'which-uplink': [
    'how does the host pick the physical nic for vmotion',
    'which uplink is vmk1 pinned to',
    'which uplink does vmk1 use',
    'which uplink does vmk1 leave by',
  ],
  'beacon-probing': [
    'does beacon probing work with two uplinks',
    'beacon probing with 2 nics ok?',
    'should I enable beacon probing',
    'is beaconing with IP hash ok',
  ],
  'link-flapping': [
    'uplink shutdown due to link flaping',
    'vmnic1 keeps flapping',
    'vmnic3 keeps going up and down',
    'the link of vmnic0 is bouncing',
  ],
  'nlb-subnets': [
    'the NLB cluster IP is not reachable from another network',
    'windows nlb multicast not reachable from other subnets',
    'windows nlb vip not reachable from other networks',
    'vip dead from other subnet',
  ],
  'nlb-multicast': ['nlb multicast not workig', 'what does nlb in multicast mode need on the switch'],
  nlb: [
    'NLB does not work in unicast mode',
    'Microsoft NLB cluster traffic goes to one node only',
    'network load balancing on VMs stops after vMotion',
    'all NLB traffic hits one server',
    'what port group settings does NLB unicast need',
    'forged transmits and MAC changes for NLB',
    'do I need notify switches off for the load balancing cluster',
  ],
  'iscsi-personality': [
    'the FlexFabric NICs do not show up as iSCSI adapters',
    'only the regular 10Gb ports are listed as iSCSI adapters',
    'HP 534FLR has FCoE instead of iSCSI',
    'iscsi hba missing for vmnic4 and vmnic5',
    'why is there no iSCSI adapter for my CNA',
    'storage personality is FCoE',
    'esxi shows two iscsi adapters but not the flexfabric ones',
  ],
  'dcb-silent-port': [
    '10Gb NIC is up, LEDs blink but there is no traffic',
    'the 530SFP+ link is up but nothing passes, LEDs blink',
    'nic connected but no real connectivity, lights blink',
    'does DCB have to be enabled',
    'my ethernet 10gb nics are not connecting to the switch although link is up',
    'port has link but no traffic without DCBX',
  ],
  overlay: [
    'VXLAN ping test fails with big packets',
    'NSX VTEPs cannot talk with large MTU',
    'how do I test the MTU between tunnel endpoints',
    'geneve tunnels drop large packets',
    'nsx teps cannot ping each other with 1600',
  ],
  'duplicate-replies': [
    'duplicate packets when pinging over VXLAN',
    'DUP! replies on the logical switch',
    'why do I see duplicate ping replies',
    'getting duplicate packets (DUP!) on ping between vms on vxlan',
  ],
  'unknown-interface': ["vmkping says Unknown interface 'vmk3'", 'what does unknown interface mean'],
  reboot: [
    'why did the host reboot',
    'who rebooted the host',
    'what caused the unexpected restart last night',
    'the server restarted by itself',
    'when was this host restarted and by whom',
    'did esx-07 crash or was it rebooted',
    'troubleshoot a host reboot',
    'was it a PSOD',
    'host came back up on its own, why',
    'was the host rebooted from the DCUI',
    'which log tells why ESXi rebooted',
    'the host was power cycled',
    'why did my ESXi host go down',
    'whay did the hsot rebot',
    'did it crash',
  ],
  'memory-state': [
    'what memory state is the host in',
    'the host is ballooning although memory is free',
    'why is my VM swapped',
    'what does soft memory state mean',
    'esxtop shows hard state',
    'why does the host swap',
    'is this host under memory pressure',
    'when does ballooning start',
    'what is minFree',
    'how does ESXi reclaim memory',
    'balloon driver inflated',
    'memmory balooning',
    'why does ballooning happen when plenty of memory is free',
    'explain high soft hard low',
    'the host is in low memory state',
    'is this host short on memory',
    'host is short on memory',
    'do we have enough memory',
  ],
  'page-sharing': [
    'is TPS enabled between VMs',
    'why is no memory shared between VMs',
    'transparent page sharing is off',
    'Mem.ShareForceSalting is 2, what does it mean',
    'how do I let two VMs share pages',
    'sched.mem.pshare.salt',
    'page sharing between virtual machines stopped after an update',
    'does setting ShareForceSalting to 0 make it insecure',
    'inter-VM TPS',
    'what does the salt do',
    'enable page sharing for a set of VMs',
    'tarnsparent page sharng',
    'are my tenants separated',
  ],
  'image-profile': [
    'how do I downgrade ESXi',
    'which profiles are in this offline bundle',
    'find the profile name in the update zip',
    'can I go back from 5.5 patch 10 to update 2',
    'how to downgrade the host with esxcli software profile update',
    'what is the difference between standard and no-tools',
    'what does the s in the profile name mean',
    'the host is newer than vCenter supports',
    'roll back to the previous ESXi build',
    'list image profiles of a depot',
    '--allow-downgrades',
    'I upgraded a host too far, how do I return to the old version',
    'revert to the previous image with shift R',
    'esxi downgarde',
    'can I install an older image profile',
    'vCenter doesnt support this host version after upgrade',
    'downgrade',
  ],
  'blade-efuse': [
    'how do I power cycle an HP blade',
    'the NICs of the blade do not work, message says power cycle required',
    'e-fuse reset',
    'reset server bay on the onboard administrator',
    'reseat a blade without walking to the rack',
    'how do I reset a blade server',
    'blade NICs not working after reboot',
    'none of the NICs work, the driver says power cycle required',
  ],
  'logs-by-browser': [
    'how do I get the logs without SSH',
    'can I read the logs in a web browser',
    'view ESXi logs from a browser',
    'what is https://host/host',
    'download vmkernel.log without the vsphere client',
    'logs over http',
    'where can I see the host logs with no ssh access',
    'get ESXi logs quikly from a web browser',
  ],
  'console-black': [
    'the VM console is black',
    'MKS console does not open from my network',
    'remote console disconnected',
    'cannot open VM console but vCenter works',
    'OVA import fails',
    'deploying an OVF fails with a network error',
    'console session fails from the admin network',
    'virtual machine console stays blank',
    'import of a virtual appliance fails',
  ],
  'guest-time': [
    'why did the clock of the guest jump by six minutes when the VM restarted',
    'Exchange Information Store fails because the clocks are skewed, VM time jumped ahead at boot',
    'why do the VMs get the time of the host although time sync is unchecked',
    'a guest jumped ahead after vMotion, time is wrong',
    'VM time leaps when a snapshot is taken',
    'domain controller clock jumps at reboot',
    'does a VM sync its time with the host when VMware tools restart',
    'guest clock wrong after vmotion',
    'vmware tools time sync unticked but clock jumps',
  ],
  'lab-move': [
    'moving VMs from VMware Workstation to ESXi fails',
    'the VM hardware version is newer than ESXi 5.5 supports',
    'ESXi refuses the MAC address of my VM',
    'converted the machines from Workstation with Converter, now their adapters are reset',
  ],
  'vendor-image': [
    'the HPE customized image of ESXi 6.5 keeps crashing',
    'our vendor image of ESXi crashes with a PSOD on this model',
    'ESXi 6.5 from the Dell ISO shows a purple screen',
  ],
};

const asked = (text: string) => {
  const understood = understand(text);
  return 'question' in understood ? understood.question : null;
};

describe.each(Object.entries(TOLD))('%s', (id, texts) => {
  test.each(texts)('%s', (text) => {
    expect(asked(text)).toMatchObject({ kind: 'symptom', symptom: id });
  });

  test('without any output it says what it can be, with a source, and what to bring', () => {
    const answer = why(NOTHING_READ, asked(texts[0]!)!);
    expect(answer.premise).toBe('cannot-tell');
    expect(answer.answer.length).toBeGreaterThan(60);
    expect(answer.sources.length).toBeGreaterThan(0);
    const bring = [...answer.missing, ...answer.prove];
    if (id !== 'logs-by-browser') expect(bring.length).toBeGreaterThan(0);
  });
});

test('every symptom is one that words lead to', () => {
  const led = new Set([...Object.keys(TOLD), 'host-disconnects', 'storage-slow']);
  expect(SYMPTOMS.map(({ id }) => id).filter((id) => !led.has(id))).toEqual([]);
});

test.each([
  'who made the host',
  'how much memory do I need to buy',
  'when does the canteen open',
  'install windows on my laptop',
])('%s stays another subject', (text) => expect(asked(text)).toBeNull());
