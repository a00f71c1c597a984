/** The stories of other problems: groups that must all occur, `|` between the words of a group; the first that fits counts. */
export const SYMPTOM_WORDS: readonly (readonly [id: string, words: string])[] = [
  [
    'lab-move',
    'workstation|vmware workstation|converter|vmware converter & esxi|vm|vms|machine|machines|virtual machine|virtual machines|move|moved|convert|export|import|lift',
  ],
  [
    'lab-move',
    'hardware version|hardware level|virtual hardware|vm hardware & newer|too new|not supported|unsupported|fails|refuses|higher',
  ],
  [
    'lab-move',
    'refuses|refuse|refused|rejects|reject|rejected|not accept|not allowed|invalid & mac|macs|mac address|mac addresses & esxi|vm|vms|machine|workstation',
  ],
  [
    'vendor-image',
    'hpe|hp|dell|vendor|custom|customized|customised|oem & image|iso & crash|crashes|crashing|crashed|psod|purple|not boot|unsupported',
  ],
  [
    'blade-efuse',
    'efuse|e fuse|onboard administrator|reset server|power cycle & blade|blades|bay|onboard administrator|nic|nics|server',
  ],
  ['blade-efuse', 'efuse|e fuse|power cycle required'],
  [
    'blade-efuse',
    'blade|blades & reset|reseat|reseated|power cycle|power cycled|dead|not work|not working|unusable|no nics|off and on',
  ],
  ['dcb-silent-port', 'dcb|dcbx|data center bridging|530sfp|leds|blink|blinks|blinking'],
  [
    'beacon-probing',
    'beacon|beacons|beacon probing|beaconing & two|2|three|3|one|1|how many|uplinks|uplink|vmnics|nics|nic|ok|okay|fine|good|safe|enough|work|works|use|using|enable|should|need|needs|hash|iphash',
  ],
  ['dead-uplink', 'cdp|lldp & no|missing|nothing|not show|shows no|without|empty'],
  [
    'dead-uplink',
    'uplink|uplinks|vmnic|vmnics|vmnic0|vmnic1|vmnic2|vmnic3|vmnic4|vmnic5|vmnic6|vmnic7|port|ports|physical nic|link & link is up|shows up|shows connected|is connected|active link|shows as up|shows link|reports up|is up|says up|status up|link up & dead|no traffic|not pass|blocked|nothing passes|not work|still used|still uses|nothing goes|no connectivity|no real connectivity|not failed|not fail over|silent',
  ],
  [
    'dead-uplink',
    'failover|fail over|link status only|beacon probing|failure detection|load balancing & uplink|uplinks|vmnic|vmnics|nic|nics|link|detect|detects|detection|not notice|teaming & not|only|why|although|though|despite|dead|blocked|two|how|which|should',
  ],
  [
    'link-flapping',
    'up and down|down and up|on and off|comes and goes|come and go|bouncing|bounces|bounce|bounced|toggles|toggling|goes down and comes back|drops and comes back & link|links|uplink|uplinks|nic|nics|port|adapter|vmnic|vmnics|vmnic0|vmnic1|vmnic2|vmnic3|vmnic4|vmnic5|vmnic6|vmnic7',
  ],
  [
    'link-flapping',
    'flap|flaps|flapping|flaping|flapped & link|links|uplink|uplinks|nic|port|adapter|vmnic|vmnics|vmnic0|vmnic1|vmnic2|vmnic3|vmnic4|vmnic5|vmnic6|vmnic7',
  ],
  [
    'dead-uplink',
    'uplink|uplinks|nic|nics|switch port|vmnic|vmnics|vmnic0|vmnic1|vmnic2|vmnic3|vmnic4|vmnic5|vmnic6|vmnic7 & dead',
  ],
  [
    'which-uplink',
    'which|how & uplink|uplinks|physical nic|physical adapter|vmnic|vmnics|vmnic0|vmnic1|vmnic2|vmnic3|vmnic4|vmnic5|vmnic6|vmnic7 & vmk|vmk0|vmk1|vmk2|vmk3|vmkernel|adapter|vmotion & pick|picks|choose|chooses|pinned|use|uses|used|take|takes|goes|really|actually|mapped|leave|leaves|leave by|leaves by',
  ],
  [
    'dcb-silent-port',
    '10gb|10g|10 gb|10gbe|10 gbe|ethernet & nic|nics|port|ports|adapter|adapters & link is up|connected|up & not connecting|silent|no traffic|no connectivity|no real connectivity|dead|nothing',
  ],
  ['iscsi-personality', 'personality|flexfabric|flex fabric|534flr|fcoe|converged adapter|cna|storage adapters'],
  [
    'iscsi-personality',
    'iscsi & adapter missing|adapters missing|hba missing|not appear|not show up|not listed|not visible|hba|not show',
  ],
  [
    'iscsi-personality',
    'listed|shown|show|shows|appear|appears|see & as & iscsi adapters|iscsi adapter|iscsi hba|iscsi hbas',
  ],
  [
    'nlb-subnets',
    'nlb|network load balancing|load balancing cluster|windows load balancing|load balanced cluster|vip|cluster ip & other subnet|other subnets|another subnet|different subnet|different subnets|other network|other networks|another network|different network|remote subnet|across subnets|across routers|routed',
  ],
  [
    'nlb-multicast',
    'nlb|network load balancing|load balancing cluster|windows load balancing|load balanced cluster & multicast & not work|not working|not workig|fails|unreachable|not reachable|switch|switches|broken|down|slow|need|needs|static|entries|port group',
  ],
  ['nlb', 'nlb|network load balancing|load balancing cluster|windows load balancing|load balanced cluster'],
  [
    'vds-migration',
    'vds|dvs|dvswitch|distributed switch|distributed vswitch|vss|standard switch|dvportgroup|distributed port group & migrate|migrates|migrated|migrating|migration|move|moves|moved|moving|rollback|rolls back|rolled back|rolling back|revert|reverts|reverted|stalled|fails|fail',
  ],
  [
    'vds-migration',
    'vmk0|management|management network & vds|dvs|dvswitch|distributed switch & stuck|hangs|hung|lost|dead|gone',
  ],
  ['vds-migration', 'vds|dvs|dvswitch|distributed switch & wizard|add host|manage hosts|cut off|lost|loses'],
  [
    'vds-migration',
    'management|vmk0|management network & back to|went back|came back|returned|jumped back & standard switch|vss|vswitch0',
  ],
  ['vds-migration', 'network & rollback|rolled back|rolls back|rolling back'],
  ['unknown-interface', 'unknown interface|bad interface'],
  [
    'duplicate-replies',
    'dup|duplicate|duplicates|duplicated & ping|pings|reply|replies|packet|packets|answers|response|responses & vxlan|logical switch|overlay|nested|nsx|vtep|reply|replies|ping|pings',
  ],
  ['overlay', 'vxlan|overlay|geneve|vtep|vteps|tep|teps|tunnel endpoint|tunnel endpoints|nsx'],
  [
    'image-profile',
    'downgrade|downgrades|downgraded|downgrading|image profile|image profiles|older build|older version|previous version|previous build|roll back esxi|roll back the esxi|earlier build|earlier version|altbootbank|offline bundle|allow downgrades|software depot|update zip|patch zip|bundle zip|profile name|no tools|newer than vcenter|vcenter is older|newer build than|too new for vcenter|older image profile',
  ],
  [
    'image-profile',
    'profile|profiles & zip|bundle|depot|esxi|esxcli|patch|update|standard|security only|install|name|named',
  ],
  [
    'image-profile',
    'go back|get back|going back|return|revert|reverting|undo & esxi|patch|update|upgrade|upgraded|version|build|release & from|to|after|old|older|previous|5.5|6.0|6.5|6.7|7.0',
  ],
  [
    'image-profile',
    'vcenter|virtual center|vc & not support|not supported|unsupported|too new|newer|older|too old|refuses|refused|rejects|not accept|not compatible|incompatible & host version|esxi version|version|build|release|upgrade|upgraded|update|updated|patched',
  ],
  [
    'page-sharing',
    'tenant|tenants|customers & separate|separated|separates|separation|isolated|isolation|apart|share|shares|shared|sharing',
  ],
  [
    'page-sharing',
    'tps|page sharing|pages shared|share pages|share memory|shared memory|memory sharing|salt|salting|shareforcesalting|deduplicate memory|memory deduplication|dedup memory|transparent page|pshare|sched mem pshare salt|mem shareforcesalting|inter vm|intra vm',
  ],
  ['page-sharing', 'share|shared|sharing & memory|page|pages'],
  [
    'guest-time',
    'guest|guests|vm|vms|virtual machine|virtual machines|exchange|domain controller|windows|information store|mailbox server & time|clock|clocks|times & jump|jumps|jumped|jumping|leap|leaps|step|steps|stepped|ahead|skewed|skew|unchecked|unticked|disabled|not ticked|switched off|takes the time of|take the time of|get the time of|gets the time of|follow the host|follows the host|sync from the host|syncs from the host|syncing from|syncing with|sync with|sync its|syncs its|sync their & boot|boots|booted|reboot|rebooted|restart|restarted|start|starts|vmotion|snapshot|snapshots|host|hosts|sync|tools|unchecked|unticked',
  ],
  [
    'guest-time',
    'guest|guests|vm|vms|virtual machine|virtual machines & time|clock|clocks & wrong|off|incorrect|ahead|behind|late & after & vmotion|migration|snapshot|reboot|restart|boot|resume|moved|migrated',
  ],
  [
    'guest-time',
    'vmware tools|tools & sync|time sync|synchronisation|synchronization|periodic & unticked|unchecked|not ticked|disabled|switched off|off & clock|clocks|time|guest & jump|jumps|jumped|leaps|steps|wrong|changes|moves|still',
  ],
  ['image-profile', 'older|previous|earlier|old & image|images|build|release'],
  ['reboot', 'did|does|keep|keeps & restart|restarting'],
  [
    'memory-state',
    'memory state|memory states|balloon|ballooning|balloons|ballooned|minfree|min free|memory pressure|memory overcommit|swapping|swap|host memory|memory reclamation|memory is low|low on memory|short of memory|short on memory|memory short|memory is short|short of ram|short on ram|low on ram|out of ram|running out of memory|enough memory|enough ram|memory tight|memory is tight|tight on memory|starved of memory|memory starved|memory shortage|lack of memory|lacks memory|out of memory|memory compression|memory soft|memory hard|memory low|memory clear|memory high|soft state|hard state|clear state|low state|swapped|ballooned|reclaim memory|reclaims memory|memory reclaim|high soft hard low|esxtop memory|overcommitted',
  ],
  [
    'reboot',
    'reboot|reboots|rebooted|rebooting|restart itself|restarted|restarts|restarting|purple screen|psod|crash|crashed|crashes|crashing|power loss|lost power|reset itself|powered off|power cycled|went down last night|unexpected shutdown|unexpected restart|unexpected boot|restart last night|restart itself|caused the restart|shut itself down|booted|host go down|host went down|esxi go down|server go down|came back up|come back up|power loss|power button|died last night|restarted on its own',
  ],
  [
    'ping-but-no-migration',
    'vmotion|vmotions|v motion|migration|migrations|migrate & ping|pings|pinged|pinging|vmkping & but|yet|although|though|while|and still|fine|ok|works & is not|fail|fails|failed|failing|not work|not succeed|broken|abort|aborts|hang|hangs|stuck|time out|times out',
  ],
  [
    'migration-hangs',
    'vmotion|vmotions|v motion|migration|migrations|live migration|migrate|migrating|migrated|vm move & hang|hangs|hanging|hung|stuck|stick|sticks|stop|stops|stopped|stall|stalls|stalled|stalling|fail|fails|failed|failing|percent|percentage|10|14|9|20|21|23|freeze|freezes|frozen|time out|times out|timed out|timing out|timeout|never finishes|never finish|never completes|not finish|not complete|not work|not succeed|broken|abort|aborts|aborted|slow|never get past|never gets past|not get past|not go past|get past',
  ],
  [
    'logs-by-browser',
    'host host|https host|log|logs|logfile|logfiles|log files|vmkernel.log|files & host host|https host|browser|web|without ssh|http|https|url|download|read|view|see|where|find|get at',
  ],
  [
    'console-black',
    'console|mks|vmrc|remote console & black|blank|empty|dark|disconnect|disconnects|disconnected|not open|fails|fail|failed|not connect|unable|not work|not load|no picture|grey|gray',
  ],
  ['console-black', 'ova|ovf|import|upload|deploy & fail|fails|failed|failing|import|stuck|times out|timeout|not work'],
  [
    'host-disconnects',
    'host|hosts|esxi|esx & vcenter|virtual center|vsphere client & disconnect|disconnects|disconnected|disconnecting|not responding|not respond|unresponsive|loses|losing|lost|drops|dropping|grey|greyed out',
  ],
  ['host-disconnects', 'host|esxi|esx & not responding|keeps disconnecting|disconnects|disconnected|unresponsive'],
  [
    'storage-slow',
    'storage|datastore|datastores|disk|disks|nfs|iscsi|lun|luns|filer|array & slow|slowly|slower|latency|lag|lags|sluggish|inactive|apd|all paths down',
  ],
];
