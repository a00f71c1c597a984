import { describe, expect, test } from 'vitest';
import { describeDiagnosis } from '../../src/core/describe/diagnosis.ts';
import { diagnose } from '../../src/core/rules/diagnose.ts';
import { Diagnosis } from '../../src/core/schemas/diagnosis.ts';
import { esxi, host, route, vmk } from '../support/host.ts';
import { json, sample, typed } from '../support/terminal.ts';

const rules = (findings: readonly { rule: string }[]) => findings.map(({ rule }) => rule);

test.each([
  ['provider', ['return-path']],
  ['old-gateway', ['gateway-off-subnet']],
  ['shared-vmotion', ['shared-subnet']],
  ['multi-stack', []],
  ['iscsi-binding', []],
])('finds in the sample host %s what its story says', async (name, expected) => {
  const { exit, json: diagnosis } = await json(['check'], sample(name));
  expect(exit).toBe(0);
  expect(rules(diagnosis.findings)).toEqual(expected);
});

test('shows a finding that follows from another under it', async () => {
  const { json: diagnosis } = await json(['check'], sample('shared-vmotion'));
  expect(rules(diagnosis.findings[0].explains)).toEqual(['service-on-wrong-adapter']);
});

test('names what was not checked, with the commands', async () => {
  const { json: diagnosis } = await json(['check'], sample('old-gateway'));
  expect(diagnosis.notChecked).toContainEqual(expect.objectContaining({ rule: 'uplink-down' }));
  expect(diagnosis).toMatchObject({ unread: [], assumptions: [] });
});

test('marks findings with their host where there are several', async () => {
  const { json: diagnosis } = await json(['check'], sample('multi-stack'), sample('shared-vmotion'));
  expect(diagnosis.findings.find(({ rule }: { rule: string }) => rule === 'shared-subnet').host).toBe('esx-21');
});

test.each([
  ['error', 'shared-vmotion', 5],
  ['error', 'provider', 0],
  ['risk', 'provider', 5],
  ['risk', 'multi-stack', 0],
])('--fail-on %s on %s ends with status %i', async (severity, name, status) => {
  expect((await json(['check', '--fail-on', severity], sample(name))).exit).toBe(status);
});

test('says what it saw where it found nothing', async () => {
  const { out } = await typed(['check'], sample('multi-stack'));
  expect(out).toMatch(/^Nothing wrong found in what I could see \(vmk0, vmk1 and vmk2; 6 routes; 4 uplinks up\)\./);
  expect(out).toContain('Not seen');
});

const TORN = `[root@esx-t:~] esxcfg-vmknic -l
Interface  Port Group/DVPort  IP Family IP Address  Netmask  Broadcast  MAC Address  MTU  TSO MSS  Enabled Type
ROWS
[root@esx-t:~] esxcfg-route -l
VMkernel Routes:
Network          Netmask          Gateway          Interface
192.168.77.0     255.255.255.0    Local Subnet     vmk0
default          0.0.0.0          192.168.77.1     vmk0
`;
const WHOLE = 'vmk0 Mgmt IPv4 192.168.77.5 255.255.255.0 192.168.77.255 00:50:56:01:02:03 1500 65535 true STATIC';
const ROW = 'vmk1 Lab IPv4 192.168.7Z.6 255.255.255.O 192.168.78.255 00:50:5b:zz:02:04 l5OO 65535 true STATIC';

describe('rows that could not be read are told in the first line', () => {
  test('where the whole table is lost', async () => {
    const { out } = await typed(['check'], TORN.replace('ROWS', ROW));
    expect(out).toMatch(/^I read 1 of 2 tables: line 3 \(vmkernel adapters\) could not be read\./);
    expect((await typed(['state'], TORN.replace('ROWS', ROW))).out).toMatch(/^I read 1 of 2 tables: line 3 /);
  });

  test('where some rows of it are', async () => {
    const { out } = await typed(['check'], TORN.replace('ROWS', `${WHOLE}\n${ROW}\n${ROW}`));
    expect(out).toMatch(/^I read the tables without 2 rows: lines 4–5 \(vmkernel adapters\) could not be read\./);
    expect(out).not.toContain('Nothing wrong found');
    expect(out).toMatch(/\n {2}- Lines 4–5: /);
  });

  test('and a remark between the tables is no row', async () => {
    const { out } = await typed(['check'], TORN.replace('ROWS', `${WHOLE}\nthat was before the change, I think`));
    expect(out).toMatch(/^Nothing wrong found/);
  });
});

test('what was not checked stands behind the proof, a line a command, and asks an ESXi host for no Service Console', async () => {
  const { out } = await typed(['check'], sample('provider'));
  expect(out.indexOf('Lines of the output')).toBeLessThan(out.indexOf('Not checked'));
  expect(out).toMatch(/\n {2}esxcli network vswitch standard list +mtu-mismatch, /);
  expect(out).not.toContain('vswif');
});

test('several hosts stand under `hosts`, and every finding names one', async () => {
  const { json: diagnosis } = await json(['check'], sample('multi-stack'), sample('shared-vmotion'));
  expect(diagnosis.hosts.map(({ host }: { host: string }) => host)).toEqual(['esx-81', 'esx-21']);
  expect(rules(diagnosis.hosts[1].findings)).toEqual(['shared-subnet']);
  expect(diagnosis.findings.filter(({ host }: { host?: string }) => host === undefined)).toEqual([]);
  expect(Diagnosis.parse(diagnosis)).toEqual(diagnosis);
});

test('what is said of a live host does not ask for a paste alone, and a host without stacks hears of none', () => {
  const row = (ipv4: string, name: string) => vmk(name, ipv4, { portgroup: name });
  const old = host(
    esxi('3.5.0', { name: 'old', ageSeconds: 1 }),
    row('10.4.1.7/24', 'vmk0'),
    route('10.4.1.0/24', null),
    route('default', '10.4.9.1'),
  );
  const reply = describeDiagnosis(diagnose(old), [{ state: old, host: 'old' }]);
  const lines = [...reply.sections, ...(reply.afterEvidence ?? [])].flatMap(({ blocks }) =>
    blocks.flatMap((block) => ('lines' in block ? block.lines.map(({ text }) => text) : [])),
  );
  expect(lines.join(' ')).toContain('Run these on the host, paste what they print, and I will');
  expect(`${reply.headline.text} ${lines.join(' ')}`).not.toContain('defaultTcpipStack');
});
