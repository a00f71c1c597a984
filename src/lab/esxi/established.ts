/** Errors that a source establishes, with where it is told. */
export const ESTABLISHED = {
  /** commands.md X10; 5.0 and newer. */
  unknownCommand: (words: string) => `Error: Unknown command or namespace ${words}`,
  /** routing.md G6. */
  noDefaultGateway: (netstack: string) =>
    `Cannot set an interface gateway when the default gateway for the netstack '${netstack}' is not configured.`,
  /** commands.md, messages: the mask form on 7.0. */
  badNetmask: 'Error: Invalid netmask, must be 32 > x > 0',
  /** commands.md, messages. */
  routeAdded: (network: string) => `Adding static route ${network} to VMkernel`,
  routeDeleted: (network: string) => `Deleting static route ${network} from VMkernel`,
  defaultGateway: (gateway: string) => `VMkernel default gateway is ${gateway}`,
  /** Public transcripts of 7.x. */
  nicStatistics: (nic: string) => `NIC statistics for ${nic}`,
  /** Linux's own. */
  consoleTable: 'Kernel IP routing table',
  /** commands.md P5. */
  loginBanner: 'The time and date of this login have been sent to the system logs.',
  /** The findings of `ntp test`, each with what it tells (ntp.md N22); figures that nothing decides are INVENTED.ntpFigures. */
  ntpTest: {
    started: (host: string) => `Service analysis started on host: ${host}`,
    startedAt: (time: string) => `Test started at: ${time}`,
    administratively: (enabled: boolean) => `Time Service is administratively ${enabled ? 'enabled' : 'disabled'}.`,
    verifying: 'Verifying NTP service.',
    resolves: (server: string, address: string) => `NTP server: ${server} resolves IPv4: ${address}`,
    interface: (name: string, address: string) => `IP Interface: ${name} IPv4 Address: STATIC ${address}`,
    stack: (name: string) => `IP Network Stack: ${name}`,
    allowsPort: 'Firewall Rule: ntpClient allows traffic on port: 123',
    allowsAll: 'Firewall Rule: ntpClient allows all IPs',
    running: (pid: number) => `ntpd is running, PID: ${pid}`,
    clockType: 'Kernel clock type: ntp',
    inSync: 'NTP is in sync ',
    peering: (address: string) => `Peering with: ${address}`,
    stratum: (stratum: number) => `Stratum: ${stratum}`,
    accuracy: (ms: string) => `Accuracy to within: ${ms} msecs`,
    polling: (seconds: number) => `Polling every: ${seconds} secs`,
    delay: (ms: string) => `Network delay round trip: ${ms} msecs`,
    difference: (ms: string) => `Difference from remote clock: ${ms} msecs`,
    completed: 'Service analysis completed.',
  },
  /** The memory screen as captures of 6.x and 7.x show it; of its figures only those that something rests on are played. */
  esxtop: {
    up: (time: string, machines: number) =>
      ` ${time} up 36 days, 811 worlds, ${machines} VMs, ${machines * 2} vCPUs; MEM overcommit avg: 0.00, 0.00, 0.00`,
    physical: ({ totalMb, freeMb }: { totalMb: number; freeMb: number }) =>
      `PMEM  /MB: ${totalMb}   total: 2139     vmk,${totalMb - freeMb - 2139} other, ${freeMb} free`,
    kernel: ({ totalMb, minFreeMb, state }: { totalMb: number; minFreeMb: number; state: string }) =>
      `VMKMEM/MB: ${totalMb - 325} managed:  ${minFreeMb} minfree,  7501 rsvd,  ${totalMb - 7826} ursvd,  ${state} state`,
    swap: (mb: number) => `SWAP  /MB: ${String(mb).padStart(7)}    curr,       0 rclmtgt:  0.00 r/s,   0.00 w/s`,
    balloons: (mb: number) =>
      `MEMCTL/MB: ${String(mb).padStart(7)}    curr, ${String(mb).padStart(7)}  target,   40212 max`,
  },
  /** Seen on 9.0, where the packet is larger than the adapter's MTU and may not be cut. */
  tooLong: 'sendto() failed (Message too long)',
} as const;
