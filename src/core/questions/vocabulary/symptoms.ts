/** The stories of other problems: groups that must all occur, `|` between the words of a group; the first that fits counts. */
export const SYMPTOM_WORDS: readonly (readonly [id: string, words: string])[] = [
  [
    'blade-efuse',
    'efuse|e fuse|onboard administrator|reset server|power cycle & blade|blades|bay|onboard administrator|nic|nics|server',
  ],
  ['dcb-silent-port', 'dcb|dcbx|data center bridging|530sfp|leds|blink|blinks|blinking'],
  ['iscsi-personality', 'personality|flexfabric|flex fabric|534flr|fcoe|converged adapter|cna|storage adapters'],
  [
    'iscsi-personality',
    'iscsi & adapter missing|adapters missing|hba missing|not appear|not show up|not listed|not visible|hba|not show',
  ],
  ['nlb', 'nlb|network load balancing|load balancing cluster|windows load balancing|load balanced cluster'],
  [
    'vds-migration',
    'vds|dvs|dvswitch|distributed switch|distributed vswitch|vss|standard switch|dvportgroup|distributed port group & migrate|migrates|migrated|migrating|migration|move|moves|moved|moving|rollback|rolls back|rolled back|rolling back|revert|reverts|reverted|stalled|fails|fail',
  ],
  ['vds-migration', 'network & rollback|rolled back|rolls back|rolling back'],
  ['overlay', 'vxlan|overlay|geneve|vtep|vteps|tep|teps|tunnel endpoint|tunnel endpoints|nsx'],
  [
    'image-profile',
    'downgrade|downgrades|downgraded|downgrading|image profile|image profiles|older build|older version|previous version|previous build|roll back esxi|roll back the esxi|earlier build|earlier version|altbootbank|offline bundle',
  ],
  [
    'page-sharing',
    'tps|page sharing|pages shared|share pages|share memory|shared memory|memory sharing|salt|salting|shareforcesalting|deduplicate memory|memory deduplication|dedup memory|transparent page',
  ],
  ['page-sharing', 'share|shared|sharing & memory|page|pages'],
  ['image-profile', 'older|previous|earlier|old & image|images|build|release'],
  ['reboot', 'did|does|keep|keeps & restart|restarting'],
  [
    'memory-state',
    'memory state|memory states|balloon|ballooning|balloons|ballooned|minfree|min free|memory pressure|memory overcommit|swapping|swap|host memory|memory reclamation|memory is low|low on memory|short of memory|out of memory|memory compression|memory soft|memory hard|memory low|memory clear|memory high|soft state|hard state|clear state|low state',
  ],
  [
    'reboot',
    'reboot|reboots|rebooted|rebooting|restart itself|restarted|restarts|restarting|purple screen|psod|crash|crashed|crashes|crashing|power loss|lost power|reset itself|powered off|power cycled|went down last night|unexpected shutdown|shut itself down|booted',
  ],
  [
    'ping-but-no-migration',
    'vmotion|vmotions|v motion|migration|migrations|migrate & ping|pings|pinged|pinging|vmkping & but|yet|although|though|while|and still & fail|fails|failed|failing|not work|not succeed|broken|abort|aborts|hang|hangs|stuck|time out|times out',
  ],
  [
    'migration-hangs',
    'vmotion|vmotions|v motion|migration|migrations|live migration|migrate|migrating|migrated|vm move & hang|hangs|hanging|hung|stuck|stick|sticks|stop|stops|stopped|stall|stalls|stalled|stalling|fail|fails|failed|failing|percent|percentage|10|14|9|20|21|23|freeze|freezes|frozen|time out|times out|timed out|timing out|timeout|never finishes|never finish|never completes|not finish|not complete|not work|not succeed|broken|abort|aborts|aborted|slow',
  ],
  [
    'logs-by-browser',
    'log|logs|logfile|logfiles|log files|vmkernel.log|files & browser|web|without ssh|http|https|url|download|read|view|see|where|find|get at',
  ],
  [
    'console-black',
    'console|mks|vmrc|remote console & black|blank|empty|dark|disconnect|disconnects|disconnected|not open|fails|fail|failed|not connect|unable|not work|not load|no picture|grey|gray',
  ],
  ['console-black', 'ova|ovf|import|upload|deploy & fail|fails|failed|failing|import|stuck|times out|timeout|not work'],
  [
    'host-disconnects',
    'host|hosts|esxi|esx & vcenter|virtual center|vsphere client & disconnect|disconnects|disconnected|disconnecting|not responding|not respond|unresponsive|loses|lost|drops|grey|greyed out',
  ],
  ['host-disconnects', 'host|esxi|esx & not responding|keeps disconnecting|disconnects|disconnected|unresponsive'],
  [
    'storage-slow',
    'storage|datastore|datastores|disk|disks|nfs|iscsi|lun|luns|filer|array & slow|slowly|slower|latency|lag|lags|sluggish|inactive|apd|all paths down',
  ],
];
