/**
 * How people speak of a finding without its id: groups that must all occur, `|` between the words of a group.
 * The id itself is always understood with its hyphens; an empty text is a finding whose words belong to a symptom.
 */
export const FINDING_WORDS: Readonly<Record<string, string>> = {
  'shared-subnet': 'share|shares|shared|sharing|same|one & subnet|subnets|network|prefix|net',
  'overlapping-subnets':
    'overlap|overlaps|overlapping|overlapped & subnet|subnets|network|networks|prefix|prefixes|range|ranges|adapters|vmk0|vmk1',
  'split-vlan-subnet': 'subnet|network|prefix & two vlans|several vlans|different vlans|split|spans|spread',
  'two-dhcp-adapters': 'two|both|several|multiple & dhcp',
  'console-shares-subnet': 'service console|vswif|vswif0|console & share|shares|shared|sharing|same',
  'esx-to-esxi':
    'to esxi|for esxi|by esxi|with esxi|into esxi|onto esxi|becomes esxi|become esxi|on esxi|esxi migration|esxi upgrade|esx migration|esx upgrade|from esx|from classic esx|classic host|this esx|service console & upgrade|upgrades|upgraded|upgrading|migrate|migrates|migrated|migrating|migration|convert|converted|converting|conversion|replace|replaced|replacing|reinstall|reinstalled|reinstalling|moving|moved|move|go|goes|going|switch|ready|switching|step & break|breaks|broken|breaking|stop|stops|happen|happens|lose|loses|lost|vanish|vanishes|fail|fails|change|changes|different|safe|ready|prepare|prepared|check|checks|careful|care|watch|need|needs|plan|planning|before|trap|traps|pitfall|pitfalls|gone|survive|survives|disabled|disable|work|works|consequences|effect|impact|problem|problems|disappear|disappears|routes|gateway|safely|what if',
  'gateway-off-subnet': 'gateway & off subnet|outside|not on|wrong subnet|off|other subnet|not in|not inside',
  'gateway-is-own-address': 'gateway & own address|itself|own ip|host is own|own',
  'no-default-gateway':
    'no default gateway|no gateway|without a default gateway|without a gateway|missing gateway|no default route|missing default gateway|lacks a gateway|lacks a default gateway|not have a default gateway|not have a gateway|has no default|gateway missing|gateway is missing',
  'dhcp-default-gateway': 'gateway|default & dhcp',
  'override-gateway-unused': 'override|overriding|overridden & gateway|unused|not used|ignored',
  'unreachable-static-route': 'static route|static routes|route & unreachable|not be used|unusable|not reachable|dead',
  'return-path': 'return path|reply path|asymmetric|asymmetrical|asymmetry',
  'redirect-route': 'redirect|redirects|redirected & route|routes|icmp|entry|host route|dynamic',
  'route-not-persistent':
    'route|routes & persistent|persist|persists|not persistent|survive|survives|reboot|lost after',
  'service-on-wrong-adapter': 'service|services & wrong adapter|wrong vmk|wrong interface|other adapter',
  'nfs-source-address': 'nfs & source address|source ip|wrong address|unexpected address',
  'iscsi-binding': 'iscsi & binding|bound wrongly|port binding',
  'vmotion-stack-gateway': 'vmotion stack|vmotion netstack|vmotion tcp & gateway',
  'mtu-mismatch':
    'mtu|jumbo|8972|9000|large packets & fail|fails|failing|failed|not work|not pass|not get through|too long|drop|drops|dropped|hang|hangs|mismatch|mismatched|differ|differs|different|unequal|inconsistent|not match|disagree|disagrees',
  'mtu-test-wrong-size': 'mtu test|ping size|wrong size|payload|8972|1472 & wrong|size|large|8972|1472|test',
  'uplink-down': 'uplink|vmnic|vmnic0|vmnic1|vmnic2|vmnic3|link|nic & down|no link|unplugged',
  'single-uplink': 'single|one|only one|lone & uplink|uplinks|redundancy|redundant',
  'link-status-only': 'link status|failure detection|beacon|beacon probing',
  'beacon-probing': '',
  'link-flapping': '',
  'duplicate-mac': 'mac|macs & duplicate|duplicated|same|twice|identical|share|shared',
  'overlay-path': 'overlay|vxlan|geneve|tep|vtep|nsx & path|hop|hops|way & full size|large|lost|loses|drop|drops',
  'overlay-test': 'overlay|vxlan|geneve|tep|vtep|nsx & ping|test|vmkping & wrong|enough|prove|proves',
  'duplicate-replies':
    'duplicate|duplicates|duplicated|dup|twice & reply|replies|answer|answers|packet|packets|ping|pings',
  'nfs-export-rights': 'nfs|filer|export & rights|export list|exports & name|names|named|refuse|refuses|allow|allows',
  'nfs-other-server': 'nfs & another server|other server|another nfs server|wrong server|other nfs server',
  'iscsi-personality': '',
  'dcb-silent-port': '',
  'power-cycle-asked': 'log|logs & asks|asked & power cycle',
  'overlay-mtu': 'overlay|vxlan|geneve|tep|vtep|nsx & mtu|1600|too small|size',
  'nlb-unicast-policy': 'nlb & policy|notify|unicast',
  'vds-migration-stalled': 'vds|dvs|distributed switch & stalled|rolled back|rollback',
  'ntp-not-configured': 'ntp|time server|time servers & not configured|no server|no servers|unconfigured|missing',
  'ntp-not-running': 'ntp|ntpd|daemon & not running|stopped|not started',
  'ntp-firewall': 'ntp|ntpclient & firewall|ruleset',
  'ntp-unreachable': 'ntp|time server & unreachable|no reach|reach 0',
  'ntp-not-synchronised': 'ntp & not synchronised|not synchronized|unsynchronised|unsynchronized',
  'ntp-offset': 'ntp|clock|time & offset',
  'ntp-runaway-clock': 'clock & runaway|running away|runs away',
  'clock-skew': 'clock|clocks|time & skew|between hosts',
  'guest-time-step': 'guest|guests|vm|vms & time|clock & step|steps|jump|jumps|jumped|leap',
  'reboot-cause': '',
  'memory-state': '',
  'page-sharing-salt': '',
  'image-profile': '',
  'contradictory-capture':
    'contradict|contradicts|contradictory|contradicting|contradiction|disagree|disagrees & capture|captures|output|outputs|paste|snippet|snippets|tables',
  'assumed-characters': 'assumed|assumption|assumptions|guessed & character|characters|letters|digits|letter|digit',
  'several-hosts': 'several hosts|two hosts|more than one host|multiple hosts',
};
