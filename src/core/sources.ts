/** A document that a statement rests on; `url` is null where none is known to work. */
export interface Source {
  readonly title: string;
  readonly url: string | null;
}

const kb = (article: string) => `https://knowledge.broadcom.com/external/article/${article}`;

/** Every source the product cites, once. Findings and answers name the key; the reader is shown title and address. */
export const SOURCES = {
  S000: { title: 'Static routes for VMware ESXi VMkernel ports (opvizor, 2016)', url: null },
  S001: {
    title: 'Unable to set VMkernel gateway as there are no VMkernel interfaces on the same network (VMware KB)',
    url: kb('343820'),
  },
  S002: {
    title: 'Challenges with Multiple VMkernel Ports in the Same Subnet (VMware Support Insider, 2013)',
    url: 'https://blogs.vmware.com/kb/2013/02/',
  },
  S003: {
    title: 'Multi-homing on ESX/ESXi, text of December 2012 (VMware KB 2010877)',
    url: 'https://kb.vmware.com/kb/2010877',
  },
  S004: { title: 'Notes of an ESXi practitioner (rakhesh.com)', url: 'https://rakhesh.com/tag/esxi/' },
  KB318546: { title: 'Multihoming on ESXi (KB 318546)', url: kb('318546') },
  KB343820: { title: 'Unable to set VMkernel gateway (KB 343820)', url: kb('343820') },
  KB344105: { title: 'ICMP Redirects (KB 344105)', url: kb('344105') },
  KB2001426: {
    title: 'Configuring static routes for VMkernel ports (KB 2001426, read through others who quote it)',
    url: null,
  },
  KB2042189: {
    title: 'Change to ICMP ping response behaviour in ESXi 5.1 (KB 2042189, read through a VMware support article)',
    url: null,
  },
  KB2038869: { title: 'Considerations for using software iSCSI port binding (KB 2038869)', url: null },
  KB429518: { title: 'IP storage traffic failover fails (KB 429518)', url: kb('429518') },
  KB313072: { title: 'Configuration changes after an unclean shutdown (KB 313072)', url: kb('313072') },
  KB312204: { title: 'Troubleshooting NTP (KB 312204)', url: kb('312204') },
  KB312016: { title: 'System clock drifts on ESXi 7.0 U3 or later (KB 312016)', url: kb('312016') },
  KB443781: { title: 'NTP synchronization issues on an ESXi host (KB 443781)', url: kb('443781') },
  KB313808: {
    title: 'ConfigStore, and files that are edited in vain (KB 313808, read through others who quote it)',
    url: kb('313808'),
  },
  KB443386: {
    title: 'NTP blocked by an empty list of allowed addresses (KB 443386, read through others who quote it)',
    url: kb('443386'),
  },
  KB430864: {
    title: 'ntpd keeps the old address after a change in DNS (KB 430864, read through others who quote it)',
    url: kb('430864'),
  },
  KB1003063: {
    title: 'Verifying time synchronization across environments (KB 1003063)',
    url: 'https://knowledge.broadcom.com/external/article?legacyId=1003063',
  },
  KB1189: { title: 'Disabling time synchronization of guests (KB 1189, read through copies)', url: null },
  TOOLS: { title: 'VMware Tools, time synchronization (4.1 and 10 to 12)', url: null },
  KB316409: { title: 'Storage vMotion gets stuck at 23% (KB 316409)', url: kb('316409') },
  KB321009: { title: 'Understanding and troubleshooting vMotion (KB 321009)', url: kb('321009') },
  KB417889: { title: 'vMotion times out: MTU mismatch (KB 417889)', url: kb('417889') },
  KB317245: { title: 'Investigating an unexpected reboot (KB 317245)', url: kb('317245') },
  KB1556: {
    title: 'NLB in unicast mode (KB 1556)',
    url: 'https://knowledge.broadcom.com/external/article?legacyId=1556',
  },
  KB311145: { title: 'Network rollback and recovery (KB 311145)', url: kb('311145') },
  KB320562: { title: 'Lifecycle Manager does not downgrade (KB 320562)', url: kb('320562') },
  KB324499: { title: 'A NIC may be brought down: link flapping (KB 324499, read in excerpts)', url: kb('324499') },
  KB411524: { title: 'Net.LinkFlappingThreshold (KB 411524, read in excerpts)', url: kb('411524') },
  KB324503: { title: 'Hosts may disconnect: vmk0 MAC and the NIC LLDP agent (KB 324503)', url: kb('324503') },
  ROLL65: {
    title: 'vSphere 6.5 Networking, Networking Rollback',
    url: 'https://docs.vmware.com/en/VMware-vSphere/6.5/com.vmware.vsphere.networking.doc/GUID-88B9F893-9739-47DF-9F1B-BAF139E554D6.html',
  },
  NET65: { title: 'vSphere 6.0 to 6.7 Networking, teaming and failover (read in copies, in part)', url: null },
  NET80: { title: 'vSphere 8 Networking, VMkernel Networking Layer', url: null },
  STK80: { title: 'vSphere 8 Networking, Change the Configuration of a TCP/IP Stack', url: null },
  GW65: { title: 'vSphere 6.5 Networking, Override the Default Gateway of a VMkernel Adapter', url: null },
  GW70: { title: 'vSphere 7.0 Networking, Override the Default Gateway of a VMkernel Adapter', url: null },
  MAN65: { title: 'vSphere 6.5 manual, VMkernel services and TCP/IP stacks', url: null },
  ISC67: { title: 'vSphere Storage 6.5 to 7.0, Best Practices for Software iSCSI', url: null },
  ISCM65: { title: 'vSphere Storage 6.5, Managing the iSCSI Network', url: null },
  NFS80: { title: 'vSphere Storage 8.0, NFS 3 VMkernel Binding', url: null },
  VSAN70: { title: 'vSAN 7 networking note', url: null },
  VSAN90: { title: 'VCF 9.0, Troubleshooting the vSAN Network', url: null },
  VCFD: { title: 'VCF design guide, requirement VCF-CLS-REQD-CFG-005', url: null },
  LOCK65: { title: 'vSphere Security 6.5, Lockdown Mode', url: null },
  UPG50: { title: 'vSphere 5.0 Upgrade Guide, ESX to ESXi networking', url: null },
  CLIREF: {
    title: 'ESXCLI Command Reference, network namespace',
    url: 'https://developer.broadcom.com/xapis/esxcli-command-reference/latest/namespace/esxcli_network.html',
  },
  ELA12: {
    title: 'vMotion causes unicast flooding, with captures (K. Elatov, 2012)',
    url: 'https://elatov.github.io/2012/03/vmotion-causes-unicast-flooding',
  },
  ELA63: { title: 'VCAP5-DCA objective 6.3, ESXi 5 transcripts (K. Elatov, 2013)', url: null },
  ELA64: { title: 'VCAP5-DCA objective 6.4, ESXi 5 transcripts of iSCSI and NFS (K. Elatov, 2012)', url: null },
  ELAVP: { title: 'Instant recovery cannot mount the vPower NFS volume (K. Elatov, 2012)', url: null },
  ELAESX: { title: 'Getting an ESX host up on the network (K. Elatov, 2012)', url: null },
  WANN: {
    title: 'Understanding VMkernel traffic routing (wannemacher.us)',
    url: 'https://blog.wannemacher.us/posts/p327',
  },
  YB5: { title: 'Multiple-NIC vMotion in vSphere 5 (yellow-bricks.com, 2011)', url: null },
  TZL: { title: 'Multiple subnets in ESXi (tzlee.com, 2017)', url: null },
  SDB: { title: 'Which gateway is used by the vSAN kernel (softwaredefinedblog.com)', url: null },
  VRV: { title: 'Multiple TCP/IP stacks in vSphere 6 (virtualizationreview.com, 2015)', url: null },
  VSZ: { title: 'Testing NSX VTEP communication; Beacon probing deep dive (vswitchzero.com)', url: null },
  ZW: { title: 'Extra routes on ESXi, quoting KB 2001426 (zwindler, 2015)', url: null },
  IBM: { title: 'IBM Cloud docs, VMware NFS static route', url: null },
  J7: { title: 'ESXi 7 transcript of esxcfg-route (public notes)', url: null },
  CLI19: { title: 'esxcli transcripts of ESXi 6.x (public post, 2019)', url: null },
  SHIFTR: { title: 'Going back to the previous image with Shift+R at the start (VMware blog, 2012)', url: null },
  MEM6: { title: 'Memory states of ESXi 5 and 6 (yellow-bricks.com and others)', url: null },
  LAB9: { title: 'Lab notes on nested ESXi 8 and 9 hosts (public transcripts)', url: null },
  VDT: { title: 'Test code around esxcfg-route, provenance unclear', url: null },
} as const satisfies Record<string, Source>;

export type SourceKey = keyof typeof SOURCES;

/** Reports of users, and documents that were read in part or through others: what rests on one of them is reported at most. */
export const REPORTED_AT_MOST: ReadonlySet<SourceKey> = new Set<SourceKey>([
  ...(['S000', 'S004', 'VSZ', 'MEM6', 'LAB9', 'WANN', 'YB5', 'TZL', 'SDB', 'VRV', 'ZW', 'J7', 'CLI19', 'VDT'] as const),
  ...(['ELA12', 'ELA63', 'ELA64', 'ELAVP', 'ELAESX', 'IBM'] as const),
  ...(['KB2001426', 'KB443386', 'KB430864', 'KB1189', 'KB324499', 'KB411524', 'NET65'] as const),
]);
