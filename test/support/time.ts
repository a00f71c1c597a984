/** Captures of a host's time: what each command prints, put together and read as a paste is. */
import type { HostState } from '../../src/core/esxi/host-state.ts';
import { read } from '../../src/core/esxi/read.ts';
import { askedRemark } from '../../src/core/esxi/reading/asked-at.ts';

const HEAD = `     remote           refid      st t when poll reach   delay   offset  jitter\n${'='.repeat(78)}\n`;

/** A host read from commands and what they printed. */
export function printed(...parts: readonly (readonly [command: string, output: string])[]): HostState {
  const text = parts.map(([command, output]) => `[root@esx-31:~] ${command}\n${output.replace(/\n?$/, '\n')}`).join('');
  return read(`${text}[root@esx-31:~] \n`).hosts[0]!;
}

export const version = (number: string, build = '20000000') =>
  ['vmware -v', `VMware ESXi ${number} build-${build}`] as const;

/** `esxcli system ntp get` with the keys of 7.0, and more of them where given. */
export const ntpGet = (servers: string, enabled = true, more: Readonly<Record<string, unknown>> = {}) =>
  [
    'esxcli system ntp get',
    [['Enabled', enabled], ['Loglevel', 'warning'], ...Object.entries(more), ['Servers', servers]]
      .map(([key, value]) => `   ${key}: ${value}`)
      .join('\n'),
  ] as const;

export const ntpConf = (...servers: readonly string[]) =>
  [
    'cat /etc/ntp.conf',
    ['restrict 127.0.0.1', ...servers.map((each) => `server ${each}`), 'driftfile /etc/ntp.drift'].join('\n'),
  ] as const;

export const refused = ['ntpq -pn', 'ntpq: read: Connection refused'] as const;
export const noAssociation = ['ntpq -pn', "No association ID's returned"] as const;

interface PeerRow {
  readonly mark?: string;
  readonly remote?: string;
  readonly refid?: string;
  readonly stratum?: number;
  readonly type?: string;
  readonly when?: string;
  readonly reach?: string;
  readonly offset?: number;
}

/** A row of `ntpq -pn`; nothing given: a server that never answered. */
export function peer({
  mark = ' ',
  remote = '10.72.0.123',
  refid = '.INIT.',
  stratum = 16,
  type = 'u',
  when = '-',
  reach = '0',
  offset = 0,
}: PeerRow = {}): string {
  const cells = [`${mark}${remote.padEnd(15)}`, refid.padEnd(15), String(stratum).padStart(2), type, when.padStart(4)];
  return [...cells, '  64', reach.padStart(4), '   0.242', offset.toFixed(3).padStart(8), '  0.093'].join(' ');
}

/** A server that answers: with a star unless another mark is given. */
export const answering = (more: PeerRow = {}) =>
  peer({ mark: '*', refid: '10.72.0.200', stratum: 3, when: '12', reach: '377', offset: -0.122, ...more });

export const ntpq = (...rows: readonly string[]) => ['ntpq -pn', `${HEAD}${rows.join('\n')}`] as const;

export const ruleset = (enabled: boolean) =>
  [
    'esxcli network firewall ruleset list --ruleset-id=ntpClient',
    `Name       Enabled\n---------  -------\nntpClient    ${enabled}`,
  ] as const;

export const allowed = (ips: string) =>
  [
    'esxcli network firewall ruleset allowedip list --ruleset-id=ntpClient',
    `Ruleset    Allowed IP Addresses\n---------  --------------------\nntpClient  ${ips}`,
  ] as const;

export const OPEN = [ruleset(true), allowed('All')] as const;

/** An adapter in 10.72.4.0/24 and a table with a default gateway, or without one. */
export const network = (gateway: string | null = '10.72.4.1') =>
  [
    [
      'esxcli network ip interface ipv4 get',
      'Name  IPv4 Address  IPv4 Netmask   IPv4 Broadcast  Address Type  DHCP DNS\n----  ------------  -------------  --------------  ------------  --------\nvmk0  10.72.4.31    255.255.255.0  10.72.4.255     STATIC           false',
    ],
    [
      'esxcli network ip route ipv4 list',
      `Network      Netmask        Gateway    Interface  Source\n-----------  -------------  ---------  ---------  ------\n${gateway === null ? '' : `default      0.0.0.0        ${gateway}  vmk0       MANUAL\n`}10.72.4.0    255.255.255.0  0.0.0.0    vmk0       MANUAL`,
    ],
  ] as const;

export const clockData = (adjtimeUs: number) =>
  [
    'vsish -e get /system/ntpclock/clockData',
    `NTP clock data {\n   Clock state:0\n   adjtime() (usec):${adjtimeUs}\n}`,
  ] as const;

const ASKED = Date.parse('2026-02-03T22:14:25.300Z');

/** `date -u` of a host that is so far ahead, asked after some milliseconds with this round trip. */
export function timed({ ahead = 0, after = 0, trip = 20 }: { ahead?: number; after?: number; trip?: number }) {
  const askedAt = ASKED + after;
  const [, week, day, month, year, clock] = /(\w+), (\d+) (\w+) (\d+) (\S+)/.exec(
    new Date(askedAt + trip / 2 + ahead).toUTCString(),
  )!;
  const command = `date -u${askedRemark({ askedAt, answeredAt: askedAt + trip })}`;
  return [command, `${week} ${month} ${day!.replace(/^0/, ' ')} ${clock} UTC ${year}`] as const;
}
