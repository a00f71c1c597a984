import { expect, test } from 'vitest';
import type { HostState } from '../../src/core/esxi/host-state.ts';
import { read, readAll } from '../../src/core/esxi/read.ts';
import { rebootCause } from '../../src/core/rules/reboot-cause.ts';
import { judge } from '../../src/core/rules/rule.ts';
import { host, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const beats = (day: string, hours: readonly number[], up: number) =>
  hours.map((hour, i) => `${day}T${`${hour}`.padStart(2, '0')}:00:01Z heartbeat: up ${up}d${i}h2m3s, 4 VMs; [[]] []`);

/** The state of a host whose logs hold these lines. */
function logged(...lines: readonly string[]): HostState {
  const [state] = read(['[root@esx-21:~] cat /var/log/vmksummary.log', ...lines, '[root@esx-21:~]'].join('\n')).hosts;
  return state!;
}

const BOOTED = '2016-05-04T05:31:12Z bootstop: Host has booted';
const ASKED = '2016-05-04T05:24:40Z bootstop: Host is rebooting';
const day = beats('2016-05-04', [3, 4, 5], 61);
const more = (log: string, ...lines: readonly string[]) => [`[root@esx-21:~] grep -i x /var/log/${log}`, ...lines];

testRule(rebootCause, {
  fine: {
    'no log at all': host(vmk('vmk0', '10.80.0.5/24')),
    'heartbeats whose uptime grows': logged(...day),
    'a request that heartbeats went on after': logged(
      ...more('hostd.log', "2016-05-04T02:24:38.101Z [2A1C9B70 info 'Vimsvc' user=dcui] Event 91 : reboot by dcui"),
      ...more('vmksummary.log', ...day),
    ),
    'a guest that somebody shut down, and a service': logged(
      ...more(
        'hostd.log',
        "2016-05-04T05:24:01.101Z [2A1C9B70 info 'TaskManager' user=web] Task Created : vim.VirtualMachine.shutdownGuest-12",
        "2016-05-04T05:24:02.101Z [2A1C9B70 info 'Hostsvc' user=web] shutdown of service ntpd",
      ),
    ),
    'another log': logged('2016-05-04T05:24:40Z cpu1:2)NFS: 190: mount of 10.0.0.5:/vol failed'),
  },
  found: {
    'somebody asked': [
      logged(...day, ASKED, BOOTED),
      { cause: 'reboot', asked: '2016-05-04T05:24:40Z', booted: '2016-05-04T05:31:12Z', by: [] },
      { severity: 'note', certainty: 'documented' },
    ],
    'a shutdown': [
      logged(...day, '2016-05-04T05:24:40Z bootstop: Host is halting', BOOTED),
      { cause: 'halt' },
      { severity: 'note' },
    ],
    'switched off and not started again': [
      logged(...day, '2016-05-04T05:24:40Z bootstop: Host is powering off'),
      { cause: 'halt', booted: null, gapSeconds: null, doubt: 'recalled' },
      { certainty: 'inferred' },
    ],
    'a core dump after the heartbeats': [
      logged(...day, '2016-05-04T05:30:59Z bootstop: file core dump found', BOOTED),
      { cause: 'crash', lastSeen: '2016-05-04T05:00:01Z', gapSeconds: 1871, doubt: 'older' },
      { severity: 'error', certainty: 'inferred' },
    ],
    'the same words, and no dump': [
      logged(...day, '2016-05-04T05:30:59Z bootstop: no core dump found', BOOTED),
      { cause: 'power-lost' },
    ],
    'a dump, and somebody who had asked': [
      logged(...day, ASKED, '2016-05-04T05:30:59Z bootstop: file core dump found', BOOTED),
      { cause: 'crash-and-asked' },
      { certainty: 'unknown' },
    ],
    'heartbeats and then only a boot': [
      logged(...day, BOOTED),
      { cause: 'power-lost', lastSeen: '2016-05-04T05:00:01Z', gapSeconds: 1871 },
      { severity: 'error', certainty: 'inferred' },
    ],
    'the host says that it found no reason': [
      logged(
        ...day,
        '2016-05-04T05:31:12Z Host has booted',
        ...more(
          'hostd.log',
          '2016-05-04T05:36:06.810Z In(166) Hostd[2099]: [Originator@6876 sub=Vimsvc.ha-eventmgr] Event 38 : Host had been powered off. The power off was not the result of a kernel error, deliberate reboot, or shut down.',
        ),
      ),
      { cause: 'power-lost', doubt: 'older' },
      { certainty: 'inferred' },
    ],
    'the power button': [
      logged(
        ...day,
        BOOTED,
        ...more(
          'vmkernel.log',
          '2016-05-04T05:20:00.360Z cpu0:2089432)VMKAcpi: 250: Power button pressed; requesting graceful shutdown and poweroff',
        ),
      ),
      { cause: 'power-button', asked: '2016-05-04T05:20:00.360Z', by: [] },
      { severity: 'risk' },
    ],
    'an uptime that began again without a line of the boot': [
      logged(...day, '2016-05-04T06:00:01Z heartbeat: up 0d0h28m49s, 0 VMs; [[]] []'),
      { cause: 'power-lost', booted: '2016-05-04T05:31:12Z', byUptime: true },
    ],
    'boots alone: what stood before them was left out': [
      logged('2016-05-01T05:31:12Z bootstop: Host has booted', BOOTED),
      { cause: 'unknown', booted: '2016-05-04T05:31:12Z', lastSeen: null },
      { certainty: 'unknown' },
    ],
    'lines of a request and nothing else': [
      read(
        [
          '[root@esx-21:~] grep -i reboot /var/run/log/hostd.log /var/run/log/syslog.log',
          '/var/run/log/syslog.log:2016-05-04T05:24:38Z DCUI[34221]: User initiated reboot',
          "/var/run/log/hostd.log:2016-05-04T05:24:39.101Z [2A1C9B70 info 'TaskManager' user=dcui] Task Created : haTask-ha-host-vim.HostSystem.reboot-33",
        ].join('\n'),
      ).hosts[0]!,
      {
        cause: 'reboot',
        doubt: 'request-alone',
        asked: '2016-05-04T05:24:38Z',
        by: [{ way: 'console', user: null, typed: null, from: null, certainty: 'reported' }],
      },
      { severity: 'note', certainty: 'inferred' },
    ],
    'a log that begins with the boot': [logged(BOOTED, ...beats('2016-05-04', [6, 7], 0)), { cause: 'unknown' }],
    'the console': [
      logged(
        ...day,
        ASKED,
        BOOTED,
        ...more('hostd.log', "2016-05-04T05:24:38.101Z [2A1C9B70 info 'Vimsvc' user=dcui] Event 91 : reboot by dcui"),
      ),
      { by: [{ way: 'console', user: null, typed: null, from: null, certainty: 'reported' }] },
    ],
    'a command in the shell, by somebody who had logged in from elsewhere': [
      logged(
        ...day,
        ASKED,
        BOOTED,
        ...more(
          'auth.log',
          '2016-05-04T05:20:01Z sshd[3411]: Accepted keyboard-interactive/pam for root from 10.80.7.9 port 50111 ssh2',
        ),
        ...more('shell.log', '2016-05-04T05:24:35Z shell[3444]: [root]: esxcli system shutdown reboot -d 10 -r patch'),
      ),
      { by: [expect.objectContaining({ way: 'shell', user: 'root', from: '10.80.7.9' })] },
    ],
    vCenter: [
      logged(
        ...day,
        ASKED,
        BOOTED,
        ...more(
          'hostd.log',
          '2016-05-04T05:24:30.303Z info hostd[2099341] [Originator@6876 sub=Vimsvc.TaskManager opID=3c user=vpxuser] Task Created : haTask-ha-host-vim.HostSystem.reboot-17',
        ),
      ),
      { by: [expect.objectContaining({ way: 'vcenter', certainty: 'inferred' })] },
    ],
    'forced from the shell, which leaves no line in the summary': [
      logged(...day, BOOTED, ...more('shell.log', '2016-05-04T05:24:35Z shell[3444]: [root]: reboot -f')),
      { cause: 'reboot', asked: null },
      { certainty: 'inferred' },
    ],
    'lines of the console, of a guest and of a later day name nobody': [
      logged(
        ...day,
        ASKED,
        BOOTED,
        ...more(
          'hostd.log',
          "2016-05-04T05:20:01.101Z [2A1C9B70 info 'Vimsvc' user=dcui] Event 90 : User dcui logged in",
          "2016-05-04T05:24:01.101Z [2A1C9B70 info 'TaskManager' user=web] Task Created : vim.VirtualMachine.shutdownGuest-12",
          "2016-05-06T05:24:01.101Z [2A1C9B70 info 'Vimsvc' user=dcui] Event 99 : reboot by dcui",
        ),
      ),
      { cause: 'reboot', by: [] },
    ],
    'classic ESX': [
      read(
        [
          '[root@esx4 root]# tail -3 /var/log/vmksummary',
          'Dec 31 23:01:01 esx4 logger: (1235592061) hb: vmk loaded, 5166530.82, 5166517.348, 20, 110268',
          'Dec 31 23:20:07 esx4 vmkhalt: (1235593207) Rebooting system...',
          'Jan  1 00:26:42 esx4 logger: (1235593602) loaded VMkernel',
        ].join('\n'),
      ).hosts[0]!,
      { cause: 'reboot', asked: 'Dec 31 23:20:07', gapSeconds: 3995 },
    ],
  },
});

test('a log that is given twice, and a boot that two logs tell of, are one restart', () => {
  const text = ['[root@esx-21:~] cat /var/log/vmksummary.log', ...day, ASKED, BOOTED].join('\n');
  const vobd =
    '[root@esx-21:~] cat /var/log/vobd.log\n2016-05-04T05:31:40.101Z: [UserLevelCorrelator] 99us: [vob.user.host.boot] Host has booted.';
  const { hosts } = readAll([
    { capture: 'A', text },
    { capture: 'B', text: `${text}\n${vobd}` },
  ]);
  expect(hosts).toHaveLength(1);
  expect(judge(rebootCause, hosts[0]!).findings).toHaveLength(1);
});

test('a host that starts over and over is told by its latest restarts', () => {
  const boots = Array.from({ length: 40 }, (_, i) => {
    const minute = `${i}`.padStart(2, '0');
    return [
      `2016-05-04T05:${minute}:01Z bootstop: Host is rebooting`,
      `2016-05-04T05:${minute}:41Z bootstop: Host has booted`,
    ];
  });
  const { findings } = judge(rebootCause, logged(...day, ...boots.flat()));
  expect(findings).toHaveLength(12);
  expect(findings[0]!.facts.booted).toBe('2016-05-04T05:39:41Z');
  expect(findings.at(-1)!.why).toContain('28 earlier restarts');
});

test.each([
  ['cut in the middle of a line', [...day, ASKED, '2016-05-04T05:31:1']],
  ['a time that is none', ['2016-99-99T99:99:99Z bootstop: Host is rebooting', ...day]],
  ['an uptime that is too large', ['2016-05-04T03:00:01Z heartbeat: up 99999999999d0h2m3s, 4 VMs; [[]] []', ...day]],
])('damaged: %s', (_, lines) => {
  expect(() => judge(rebootCause, logged(...lines))).not.toThrow();
});

const DUMP = '2016-05-04T05:30:59Z bootstop: file core dump found';
const BUTTON = '2016-05-04T05:20:00.360Z cpu0:2089432)VMKAcpi: 250: Power button pressed; requesting graceful shutdown';

/** How surely the one restart is told on a host of this version. */
function certaintyOn(version: string, ...lines: readonly string[]): readonly unknown[] {
  const text = [
    '[root@esx-21:~] vmware -v',
    `VMware ${version}`,
    '[root@esx-21:~] cat /var/log/vmksummary.log',
    ...lines,
  ];
  const { findings } = judge(rebootCause, read(text.join('\n')).hosts[0]!);
  return findings.map(({ certainty, facts }) => [certainty, facts.doubt]);
}

test.each([
  ['a dump on 7.0', 'ESXi 7.0.3 build-20328353', [...day, DUMP, BOOTED], 'documented', null],
  ['a dump on 6.7', 'ESXi 6.7.0 build-8169922', [...day, DUMP, BOOTED], 'inferred', 'older'],
  ['the button on 8.0', 'ESXi 8.0.2 build-22380479', [...day, BOOTED, BUTTON], 'documented', null],
  ['the button on 6.0', 'ESXi 6.0.0 build-3620759', [...day, BOOTED, BUTTON], 'inferred', 'older'],
  ['a request on 5.5', 'ESXi 5.5.0 build-1331820', [...day, ASKED, BOOTED], 'documented', null],
  ['a request on ESXi 4.1', 'ESXi 4.1.0 build-348481', [...day, ASKED, BOOTED], 'inferred', 'older'],
  [
    'a form of classic ESX',
    'ESX 4.1.0 build-348481',
    [...day, ASKED.replace(/Host.*/, 'Rebooting system'), BOOTED],
    'inferred',
    'recalled',
  ],
])('%s is told as surely as the document has it', (_, version, lines, certainty, doubt) => {
  expect(certaintyOn(version, ...lines)).toEqual([[certainty, doubt]]);
});

test('many who could have asked are told by the first of them', () => {
  const typed = Array.from({ length: 400 }, (_, i) => `2016-05-04T05:24:35Z shell[3444]: [user${i}]: reboot`);
  const { findings } = judge(rebootCause, logged(...day, ASKED, BOOTED, ...more('shell.log', ...typed)));
  expect(findings[0]!.facts.by).toHaveLength(8);
});

test('a person behind vCenter is named first', () => {
  const task = 'user=vpxuser:LAB\\jroe] Task Created : haTask-ha-host-vim.HostSystem.reboot-17';
  const line = `2016-05-04T05:24:30.303Z info hostd[2099341] [Originator@6876 sub=Vimsvc opID=3c ${task}`;
  const { findings } = judge(rebootCause, logged(...day, ASKED, BOOTED, ...more('hostd.log', line)));
  expect(findings[0]!.problem).toContain('LAB\\jroe, by vCenter');
});
