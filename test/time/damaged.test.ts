import { describe, expect, test } from 'vitest';
import type { HostState } from '../../src/core/esxi/host-state.ts';
import { read } from '../../src/core/esxi/read.ts';
import { judgeTime } from '../../src/core/time/judge.ts';

const CAPTURE = `[root@esx-31:~] esxcli system ntp get
   Enabled: true
   Loglevel: warning
   Servers: 10.72.0.123, 10.72.0.124
[root@esx-31:~] esxcli network firewall ruleset list --ruleset-id=ntpClient
Name       Enabled
---------  -------
ntpClient     true
[root@esx-31:~] esxcli network firewall ruleset allowedip list --ruleset-id=ntpClient
Ruleset    Allowed IP Addresses
---------  --------------------
ntpClient  10.72.0.0/24
[root@esx-31:~] ntpq -pn
     remote           refid      st t when poll reach   delay   offset  jitter
==============================================================================
*10.72.0.123     10.72.0.200      4 u   12   64  377    0.242   -0.122   0.093
 10.72.0.124     .INIT.          16 u    -   64    0    0.000    0.000   0.000
[root@esx-31:~] date -u
Tue Feb  3 22:14:25 UTC 2026
[root@esx-31:~] 
`;

const DAMAGES: Readonly<Record<string, (text: string) => string>> = {
  'line ends of Windows': (text) => text.replaceAll('\n', '\r\n'),
  'blanks that became one': (text) => text.replace(/ {2,}/g, ' '),
  tabs: (text) => text.replace(/(?<=\S) {2,}/g, '\t'),
  'a code fence': (text) => `\`\`\`\n${text}\`\`\`\n`,
  'quotes of a chat': (text) => text.replace(/^/gm, '> '),
  'blanks that do not break': (text) => text.replaceAll(' ', '\u00a0'),
  comments: (text) => text.replace(/^(?=.)/gm, '# '),
  'dashes that are gone': (text) => text.replace(/^[-=][-= ]*\n/gm, ''),
  indentation: (text) => text.replace(/^/gm, '    '),
};

function plain({ ntp, firewall, clock }: HostState): unknown {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== 'evidence')
        .map(([key, each]) => [key, strip(each)]),
    );
  };
  return strip({ ntp, firewall, clock });
}

const whole = read(CAPTURE).hosts[0]!;

describe.each(Object.entries(DAMAGES))('%s', (_, damage) => {
  test('cost nothing of what a capture says of time', () => {
    const { hosts } = read(damage(CAPTURE));
    expect(hosts).toHaveLength(1);
    expect(plain(hosts[0]!)).toEqual(plain(whole));
    expect(judgeTime(hosts[0]!).state).toBe('synchronised');
  });
});

test('a capture that ends anywhere never makes a time right that is not', () => {
  const bad = CAPTURE.replace('*10.72.0.123 ', ' 10.72.0.123 ');
  for (let end = 0; end < bad.length; end += 7) {
    for (const state of read(bad.slice(0, end)).hosts) expect(judgeTime(state).synchronised).not.toBe(true);
  }
});

test('a row that cannot be read is told, and no other row stands for it', () => {
  const { hosts, unread } = read(CAPTURE.replace('64  377', '64  3Z7'));
  expect(unread.map(({ text }) => text)).toEqual([expect.stringContaining('3Z7')]);
  expect(judgeTime(hosts[0]!)).toMatchObject({ state: 'unknown', cause: null, synchronised: 'unknown' });
});

test('a line of the file that cannot be read may be the server', () => {
  const file = '[root@esx-31:~] cat /etc/ntp.conf\nrestrict 127.0.0.1\nserv3r 10.72.0.123\n[root@esx-31:~] \n';
  expect(judgeTime(read(file).hosts[0]!)).toMatchObject({ state: 'unknown', cause: null });
  expect(judgeTime(read(file.replace('serv3r 10.72.0.123\n', '')).hosts[0]!)).toMatchObject({
    state: 'not-configured',
  });
});
