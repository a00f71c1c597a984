const rep = (s: string, n: number) => s.repeat(Math.ceil(n / s.length)).slice(0, n);
const H =
  'Interface  Port Group/DVPort/Opaque Network IP Family IP Address Netmask Broadcast MAC Address MTU TSO MSS Enabled Type NetStack\n';
const at = (seconds: number) => new Date(Date.UTC(2016, 4, 4) + seconds * 1000).toISOString().replace('.000', '');

/** A log of about n characters, by the lines of each number. */
function logOf(n: number, lines: (i: number) => readonly string[], end = ''): string {
  const found: string[] = [];
  for (let i = 0, size = 0; size < n; i++) {
    for (const line of lines(i)) {
      found.push(line);
      size += line.length + 1;
    }
  }
  return `[root@h:~] cat /var/log/vmksummary.log\n${found.join('\n')}\n${end}`;
}

/** Texts of n characters that were made to be slow to read, by what they repeat. */
export const HOSTILE: Readonly<Record<string, (n: number) => string>> = {
  a: (n) => rep('a', n),
  bracketLines: (n) => rep('[\n', n),
  braceLines: (n) => rep('{\n', n),
  bracketBraceLines: (n) => rep('[\n{\n', n),
  promptBlanks: (n) => `[root@h:~] esxcli ${rep(' ', n)}`,
  promptBlankLines: (n) => rep(`[root@h:~] esxcli ${' '.repeat(4000)}x\n`, n),
  rowBlanks: (n) => rep(`vmk0 10.0.0.1 255.255.255.0 10.0.0.255 STATIC false${' '.repeat(3900)}x # y\n`, n),
  tagGets: (n) => rep('~ # esxcli network ip interface tag get -i vmk1\n   Tags: Management, VMotion\n', n),
  spaces: (n) => rep(' ', n),
  newlines: (n) => rep('\n', n),
  words: (n) => rep('a ', n),
  colons: (n) => rep('a: b\n', n),
  colons1: (n) => rep('a: ', n),
  keys: (n) => rep('Name: vmk0\n', n),
  keysUnknown: (n) => Array.from({ length: n / 12 }, (_, i) => `k${i}x: v`).join('\n'),
  braces: (n) => rep('{', n),
  brackets: (n) => rep('[', n),
  jsonopen: (n) => rep('[{"a":', n),
  jsonlines: (n) => rep('[{"Name":"vmk0"\n', n),
  quotes: (n) => rep('{"', n),
  xml: (n) => rep('<structure><field name="a"><string>b</string></field>\n', n),
  xmlopen: (n) => rep('<structure ', n),
  csv: (n) => rep('a,b,c\n', n),
  csv1: (n) => `a,b\n${rep('"",', n)}`,
  kv: (n) => rep('A.B.string=c\n', n),
  kv2: (n) => Array.from({ length: n / 20 }, (_, i) => `A.B${i}.string=c`).join('\n'),
  headers: (n) => rep(H, n),
  headerwords: (n) => rep('Name MTU ', n),
  rows: (n) =>
    H +
    rep(
      'vmk0 Management IPv4 10.0.0.1 255.255.255.0 10.0.0.255 00:50:56:00:00:01 1500 65535 true STATIC defaultTcpipStack\n',
      n,
    ),
  cutrows: (n) => H + rep('vmk0 Management IPv4 10.0.0.1 \n', n),
  vmkwords: (n) => H + rep('vmk0 ', n),
  folded: (n) =>
    H.trim() +
    ' ' +
    rep(
      'vmk0 Management IPv4 10.0.0.1 255.255.255.0 10.0.0.255 00:50:56:00:00:01 1500 65535 true STATIC defaultTcpipStack ',
      n,
    ),
  foldedbad: (n) => `${H.trim()} ${rep('vmk0 a ', n)}`,
  prompts: (n) => rep('[root@a:~] esxcli network ip interface list\n', n),
  prompts1: (n) => rep('[root@a:~] ', n),
  manyhosts: (n) =>
    Array.from({ length: n / 60 }, (_, i) => `[root@h${i}:~] vmware -v\nVMware ESXi 7.0.3 build-20328353`).join('\n'),
  tildes: (n) => rep('~ # ', n),
  gt: (n) => rep('> ', n),
  gts: (n) => rep('> > > > a\n', n),
  hash: (n) => rep('# ', n),
  bs: (n) => rep('\\_', n),
  amp: (n) => rep('&gt;', n),
  esc: (n) => rep('\u001b[31m', n),
  esc2: (n) => rep('\u001b]', n),
  nul: (n) => rep('\0', n),
  pings: (n) => rep('PING 10.0.0.1 (10.0.0.1): 56 data bytes\n', n),
  ping2: (n) => rep('PING ((((((', n),
  stats: (n) => `vmkping 10.0.0.1\n${rep('3 packets transmitted, 3 packets received\n', n)}`,
  log: (n) => rep('2024-04-03T17:24:25.522Z cpu21:3239)NFS: x\n', n),
  log1: (n) => `2024-04-03T17:24:25.522Z ${rep('cpu', n)}`,
  boots: (n) =>
    logOf(n, (i) => [`${at(i * 2)} bootstop: Host is rebooting`, `${at(i * 2 + 1)} bootstop: Host has booted`]),
  boots1: (n) => logOf(n, (i) => [`${at(i)} bootstop: Host has booted`]),
  heartbeats: (n) => logOf(n, (i) => [`${at(i * 400)} heartbeat: up 0d0h${5 - (i % 2)}m2s, 4 VMs; [[]] []`]),
  askers: (n) =>
    logOf(
      n,
      (i) => [`2016-05-04T05:31:12Z shell[${i}]: [user${i}]: reboot -f`],
      '2016-05-04T05:31:13Z bootstop: Host has booted\n',
    ),
  logCommand: (n) =>
    `[root@h:~] cat ${rep('a/log', n / 4)} x.log\n${rep('2024-04-03T17:24:25Z heartbeat: up 1d\n', n / 2)}`,
  logCommand1: (n) => `[root@h:~] ${rep('a.log', n / 4)}\n${rep('2024-04-03T17:24:25Z heartbeat: up 1d\n', n / 2)}`,
  logCommand2: (n) => `[root@h:~] ${rep('a', n / 4)}\n${rep('2024-04-03T17:24:25Z heartbeat: up 1d\n', n / 2)}`,
  pg: (n) =>
    'Name Virtual Switch Active Clients VLAN ID\n' +
    rep('a b c d e f g h i j k l m n o p q r s t u v w x y z 1 2 3 4 5 6 7 8 9 0\n', n),
  dv: (n) => `DVPort ID In Use Client\n${rep('1 1 vmk0\n', n)}`,
  conf: (n) => rep('/net/vmkernelnic/child[0000]/name = "vmk0"\n', n),
  conf2: (n) =>
    Array.from({ length: n / 50 }, (_, i) => `/net/vmkernelnic/child[${i}]/name = "vmk${i % 9999}"`).join('\n'),
  nas: (n) => rep('a is /b from c mounted\n', n),
  nas1: (n) => rep(' is /b from ', n),
  heading: (n) => rep('vmk0\n', n),
  heading2: (n) => rep('vmk0:\n   Name: vmk0\n', n),
  dashes: (n) => rep('-', n),
  dots: (n) => rep('10.0.0.1 ', n),
  routes: (n) =>
    'Network Netmask Gateway Interface Source\n' +
    Array.from(
      { length: n / 48 },
      (_, i) => `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255} 255.255.255.255 10.0.0.1 vmk0 MANUAL`,
    ).join('\n'),
  vmks: (n) =>
    H +
    Array.from(
      { length: n / 110 },
      (_, i) =>
        `vmk${i % 10000} M IPv4 10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255} 255.255.255.0 10.0.0.255 00:50:56:00:00:01 1500 65535 true STATIC defaultTcpipStack`,
    ).join('\n'),
  conflict: (n) =>
    rep(
      'Switch Name Num Ports Used Ports Configured Ports MTU Uplinks\nvSwitch0 1 1 1 1500 vmnic0\nSwitch Name Num Ports Used Ports Configured Ports MTU Uplinks\nvSwitch0 1 1 1 9000 vmnic1\n',
      n,
    ),
  growing: (n) =>
    'Name: x\n' +
    Array.from({ length: n / 60 }, (_, i) => `Interface\n   VmkNic Name: vmk1\n   Traffic Type: t${i}\n`).join('\n'),
  ipv6: (n) => rep('fe80::1 ', n),
  at: (n) => rep('a@b:', n),
  brk: (n) => rep('[a@b ', n),
  random: (n) => {
    let s = '';
    const c = 'abvmk0123456789.:/-[]{}()<>"\',|#~ \n\t=*+';
    let x = 1;
    while (s.length < n) {
      x = (x * 1103515245 + 12345) & 0x7fffffff;
      s += c[x % c.length];
    }
    return s;
  },
};
