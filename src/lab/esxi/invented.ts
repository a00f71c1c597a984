import type { SimulatedState } from './state.ts';

type Identity = Pick<SimulatedState, 'name' | 'domain' | 'version' | 'build'>;

/**
 * Texts that no source establishes. Every one is made up or recalled, none may be taken for what ESXi prints, and nothing
 * else in the lab makes up a text: a program under test that matches one of these has learned it here.
 */
export const INVENTED = {
  /** Recalled from busybox and bash. */
  notFound: (name: string, classic: boolean) =>
    classic ? `-bash: ${name}: command not found` : `sh: ${name}: not found`,
  shell: (why: string) => `sh: ${why}`,
  noFile: (program: string, verb: string, name: string) =>
    `${program}: can't ${verb} '${name}': No such file or directory`,
  noDirectory: (name: string, exists: boolean) =>
    `mkdir: can't create directory '${name}': ${exists ? 'File exists' : 'No such file or directory'}`,
  notRemoved: (name: string, exists: boolean) =>
    `rmdir: '${name}': ${exists ? 'Directory not empty' : 'No such file or directory'}`,
  isDirectory: (name: string) => `rm: '${name}' is a directory`,
  /** Which stream errors of esxcli take is not established (commands.md X11). */
  esxcliErrors: 'stdout' as 'stdout' | 'stderr',
  /** The value is not established, only that it is not zero (commands.md X11). */
  esxcliFailed: 1,
  /** 4.x: the established text is of 5.0 and newer (commands.md X10). */
  unknownNamespace4: (words: string) => `Error: Unknown namespace ${words}`,
  missingOption: (name: string) => `Error: Missing required parameter -${name}`,
  unknownOption: (word: string) => `Error: Invalid option ${word}`,
  badValue: (word: string) => `Error: Invalid value ${word}`,
  badFormatter: (name: string) => `Error: Unknown formatter ${name}`,
  namespaceUsage: (words: string) => `Usage: esxcli ${words} {cmd} [cmd options]`,
  unknownVmknic: (name: string) => `Error: Unknown VMkernel adapter ${name}`,
  unknownNetstack: (name: string) => `Error: Unknown netstack ${name}`,
  unknownName: (what: string, name: string) => `Error: No ${what} named ${name}`,
  /** commands.md, messages: duplicate, off-link gateway and missing route have no established text. */
  duplicateRoute: 'Error: the route already exists',
  gatewayOffLink: 'Error: the gateway is on no connected subnet',
  noSuchRoute: 'Error: no such route',
  badNetwork: (text: string) => `Error: Invalid network ${text}`,
  badGateway: (text: string) => `Error: Invalid gateway ${text}`,
  /** Bare `esxcfg-route` on a host without a gateway. */
  noGateway: 'VMkernel default gateway is not set',
  /** commands.md, routes: the mask form on 5.x and 6.x is unknown, so nothing may count on it. */
  maskForm: 'Error: the mask form is not known to work here',
  /** Options that are not played; a real host does what they say. */
  notPlayed: (program: string, args: string) => `${program}: not played here: ${args}`,
  adapterExists: (name: string) => `Error: ${name} already exists`,
  routeUsage: 'esxcfg-route: bad arguments',
  readOnly: 'Error: the change was refused',
  /** commands.md X13: with hostd down esxcli hangs or fails; recalled wording. */
  hostdRefuses: 'Connect to localhost failed: Connection failure',
  /** Recalled: what `sendto()` says where no route leads and where ARP gets no answer. */
  noRoute: 'sendto() failed (Network is unreachable)',
  hostDown: 'sendto() failed (Host is down)',
  pingBadInterface: (name: string) => `Unknown interface '${name}', aborting.`,
  pingNoIpv4Interface: 'vmkping: -I is for IPv6 only',
  pingUnknownHost: (name: string) => `ping: unknown host ${name}`,
  autoBackup: '',
  /** ntp.md 2: recalled. */
  ntpqRefused: 'ntpq: read: Connection refused',
  ntpqNone: "No association ID's returned",
  /** Shape as KB 312016 shows a line of it; the figures besides are made up. */
  clockData: (adjtimeUs: number) =>
    `NTP clock data {\n   Clock state:${adjtimeUs < 0 ? 5 : 0}\n   TAI offset:0\n   adjtime() (usec):${adjtimeUs}\n}`,
  ntpUnresolved: (name: string) => `Error: cannot resolve ${name}`,
  ntpdStatus: (running: boolean) => `ntpd is ${running ? 'running' : 'not running'}`,
  ntpdDone: (verb: string) => `ntpd ${verb}`,
  chkconfig: (name: string, on: boolean) => `${name.padEnd(16)}${on ? 'on' : 'off'}`,
  /** Recalled shapes; the dates and loads are made up. */
  uname: ({ name, domain, version, build }: Identity) =>
    `VMkernel ${name}.${domain} ${version} #1 SMP Release build-${build} Jan 12 2024 04:36:58 x86_64 x86_64 x86_64 ESXi`,
  unameClassic: ({ name, domain }: Identity) =>
    `Linux ${name}.${domain} 2.6.18-194.ESX #1 Tue Jan 12 04:36:58 UTC 2010 x86_64 x86_64 x86_64 GNU/Linux`,
  uptime: (now: string, since: string) => ` ${now} up ${since}, load average: 0.02, 0.02, 0.02`,
  /** Recalled: what vim-cmd prints of an advanced option, and esxcli as its description. */
  advancedView: (option: string, value: number) =>
    [
      '(vim.option.OptionValue) [',
      '   (vim.option.OptionValue) {',
      `      key = "${option}", `,
      `      value = ${value}`,
      '   }',
      ']',
    ].join('\n'),
  /** Recalled, with what public transcripts of 5.x show of it; values beside device and port are made up. */
  networkHint: (vmnic: string, at?: { device: string; port: string }) =>
    [
      '   (vim.host.PhysicalNic.NetworkHint) {',
      `      device = "${vmnic}", `,
      '      network = <unset>, ',
      ...(at === undefined
        ? ['      connectedSwitchPort = <unset>, ']
        : [
            '      connectedSwitchPort = (vim.host.PhysicalNic.CdpInfo) {',
            '         ttl = 160, ',
            '         samples = 2048, ',
            `         devId = "${at.device}", `,
            `         portId = "${at.port}", `,
            '         location = ""',
            '      }, ',
          ]),
      '      lldpInfo = <unset>',
      '   }',
    ].join('\n'),
  advancedDescription: 'Seconds, 0 disables',
  noDepot: (path: string) => `Error: there is no depot at ${path}`,
  /** Recalled: the counters of a batch. The number of a state differs by version. */
  esxtopCounters: (memory: { totalMb: number; freeMb: number; minFreeMb: number }): [string, number][] => [
    ['Memory\\Memory Overcommit (1 Minute Avg)', 0],
    ['Memory\\Machine MBytes', memory.totalMb],
    ['Memory\\Free MBytes', memory.freeMb],
    ['Memory\\Kernel MinFree MBytes', memory.minFreeMb],
  ],
  esxtopGroup: (
    id: number,
    machine: { name: string; sizeMb: number; balloonedMb: number; swappedMb: number },
  ): [string, number][] => [
    [`Group Memory(${id}:${machine.name})\\Memory Size MBytes`, machine.sizeMb],
    [`Group Memory(${id}:${machine.name})\\Memctl MBytes`, machine.balloonedMb],
    [`Group Memory(${id}:${machine.name})\\Swapped MBytes`, machine.swappedMb],
  ],
  idleLogout: 'timed out waiting for input: auto-logout',
  noProcess: (pid: string | number) => `can't kill pid ${pid}: No such process`,
  vimCmdUnknown: (words: string) => `Invalid command '${words}'.`,
  ntpFigures: { pid: 2_099_832, accuracyMs: '15.728500', pollSeconds: 64, delayMs: '0.744000' },
  /** What the rest of `ntp test` says where time is not in sync; the healthy lines are established (ntp.md N22). */
  ntpTestFailed: 'NTP is not in sync.',
} as const;
