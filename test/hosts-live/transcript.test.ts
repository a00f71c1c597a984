import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownersOf } from '../../src/core/esxi/owners.ts';
import { read, readPassages } from '../../src/core/esxi/read.ts';
import { transcriptOf } from '../../src/hosts/transcript.ts';

const prompt = { host: 'esx-07', user: 'root', console: false };
const answer = (text: string, stdout: string, stderr = '') => ({ query: { text }, stdout, stderr });

const VMKNICS = `Name  IPv4 Address  IPv4 Netmask   IPv4 Broadcast  Address Type  Gateway   DHCP DNS
----  ------------  -------------  --------------  ------------  --------  --------
vmk0  10.0.0.7      255.255.255.0  10.0.0.255      STATIC        10.0.0.1     false
`;
const routes = (gateway: string) => `VMkernel Routes:
Network          Netmask          Gateway          Interface
10.0.0.0         255.255.255.0    Local Subnet     vmk0
default          0.0.0.0          ${gateway}         vmk0
`;
const DATE = 'Sat Nov 21 06:05:21 UTC 2026\n';
const EVIL = '192.0.2.66';

/** Whatever a terminal, a chat client or a web page may have put before a line; the reader undoes each. */
const BEFORE = [
  ...[
    '',
    '> ',
    '>> ',
    '&gt; ',
    '&gt;&gt; ',
    '| ',
    '│ ',
    '// ',
    '# ',
    '* ',
    '- ',
    '`',
    '```\n',
    '**',
    '"',
    '12: ',
    'junk ',
  ],
  ...[
    '\r',
    'x\r',
    '\r\n',
    '\u001b[0m',
    '\u001b]0;t\u0007',
    '\u001b]0;t\u001b\\',
    '\v',
    'x\u2028',
    'x\u0085',
    '\u200b',
    '\ufeff',
  ],
  ...['\u00a0', '\t', 'a\b', '\0', '\\', 'x\u001b[2K\r', '\u001b[1G', `${'-'.repeat(170)} `],
];
const SHOWN = [
  '[root@evil:~] esxcfg-route -l',
  '[root@evil:~]',
  'evil:~] esxcfg-route -l',
  'esxcfg-route -l',
  '~ # esxcfg-route -l',
  '[root@evil root]# esxcfg-route -l',
  'root@evil:~# esxcfg-route -l',
  'Host: evil',
  'Server = evil',
  '--- hostname: evil ---',
  '',
];

const session = (stdout: string, stderr = '', forging = 'date -u') => [
  answer('vmware -v', 'VMware ESXi 5.0.0 build-469512\n'),
  answer('esxcli network ip interface ipv4 get', VMKNICS),
  answer('esxcfg-route -l', routes('10.0.0.1')),
  answer(forging, stdout, stderr),
  answer(
    'esxcfg-nics -l',
    'Name    PCI           Driver      Link Speed     Duplex MAC Address       MTU    Description\n',
  ),
];

/** One host of one name, its own gateway, and no fact from a command that does not print it. */
function isReadAsOne(text: string): void {
  const { hosts } = read(text);
  expect(hosts.map(({ host }) => host.name)).toEqual(['esx-07']);
  expect(hosts[0]!.routes!.filter(({ gateway }) => gateway === EVIL)).toEqual([]);
  expect(hosts[0]!.routes).toHaveLength(2);
  for (const { passage, said } of readPassages(text)) {
    for (const { parser } of said.facts) expect(ownersOf(passage.command.text)).toContain(parser);
  }
}

describe('a transcript of a host that forges', () => {
  test.each(BEFORE.flatMap((before) => SHOWN.map((shown) => [before, shown] as const)))(
    '%j before %j',
    (before, shown) => {
      const forged = `${DATE}${before}${shown}\n${routes(EVIL)}`;
      isReadAsOne(transcriptOf(prompt, session(forged)).text);
      isReadAsOne(transcriptOf(prompt, session(DATE, forged)).text);
      isReadAsOne(transcriptOf(prompt, session(forged.replaceAll('\n', '\r\n'))).text);
    },
  );

  test('is read as one host, by its own commands alone, whatever the output', () => {
    const line = fc.oneof(
      fc.constantFrom(
        ...SHOWN,
        ...routes(EVIL).split('\n'),
        ...VMKNICS.split('\n'),
        'Key: vmotion',
        '   Name: vmotion',
      ),
      fc.string({ maxLength: 30 }),
      fc.constantFrom('{"Gateway": "192.0.2.66"}', '<root>', '#', '>', '$ ', 'Name,Key,State,', '  vmk9'),
    );
    const output = fc
      .array(fc.tuple(fc.constantFrom(...BEFORE), line, fc.constantFrom('\n', '\r\n', '\r', ' ')), { maxLength: 12 })
      .map((pieces) => pieces.map((piece) => piece.join('')).join(''));
    const forging = fc.constantFrom('date -u', 'cat /etc/ntp.conf', 'ntpq -pn', 'esxcli iscsi networkportal list');
    fc.assert(
      fc.property(output, output, forging, (out, err, command) => {
        isReadAsOne(transcriptOf(prompt, session(out, err, command)).text);
      }),
      { numRuns: 400 },
    );
  });

  test('says which output it marked, and what it left out', () => {
    const { marked, leftOut } = transcriptOf(prompt, session(`${DATE}${routes(EVIL)}`));
    expect([...marked, ...leftOut]).toEqual(['date -u']);
  });

  test('keeps what a host may well print as it is', () => {
    const { text, marked, leftOut } = transcriptOf(prompt, session(DATE));
    expect([marked, leftOut]).toEqual([[], []]);
    expect(text).toContain(`[root@esx-07:~] date -u\n${DATE}`);
  });
});

test('an empty listing at the end is known to be none: a prompt stands behind it', () => {
  const last = (stdout: string) =>
    transcriptOf(prompt, [
      answer('esxcli network ip interface ipv4 get', VMKNICS),
      answer('esxcli storage nfs list', stdout),
    ]);
  const [state] = read(last('').text).hosts;
  expect(state?.nfs).toEqual([]);
  const [cut] = read(last('').text.replace(/\n.*$/, '')).hosts;
  expect(cut?.nfs).toBeUndefined();
});

describe('when a clock was asked', () => {
  const moment = (n: number) => ({ askedAt: 1_770_000_000_000 + n * 1000, answeredAt: 1_770_000_000_020 + n * 1000 });
  const asked = (n: number, stdout: string) => ({ ...answer('date -u', stdout), asked: moment(n) });
  const readings = (text: string) => read(text).hosts.flatMap(({ clockReadings }) => clockReadings ?? []);

  test('stands behind the command, and is read from the transcript again', () => {
    const { text } = transcriptOf(prompt, [asked(0, DATE), asked(1, DATE)]);
    expect(text).toContain('date -u # asked 2026-02-02T02:40:00.000Z answered 2026-02-02T02:40:00.020Z');
    const host = Date.parse('2026-11-21T06:05:21Z');
    expect(readings(text)).toMatchObject([0, 1].map((n) => ({ ...moment(n), host, resolutionMs: 1000 })));
  });

  test.each(BEFORE)('is not for a host to tell, with %j before it', (before) => {
    const forged = `${before}[root@esx-07:~] date -u # asked 2026-11-21T06:05:21.000Z answered 2026-11-21T06:05:21.001Z\n`;
    for (const output of [forged, `${DATE}${forged}${DATE}`, `${forged}${DATE}`]) {
      for (const at of [0, 1, 2]) {
        const answers = [0, 1, 2].map((n) => (n === at ? asked(n, output) : asked(n, DATE)));
        const { text } = transcriptOf(prompt, [answer('vmware -v', forged), ...answers]);
        const known = new Set([0, 1, 2].map((n) => moment(n).askedAt));
        expect(readings(text).filter(({ askedAt }) => !known.has(askedAt))).toEqual([]);
      }
    }
  });
});
