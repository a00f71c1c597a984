import { expect, test } from 'vitest';
import { SCHEMAS } from '../../src/core/schemas/index.ts';
import { json, typed } from '../support/terminal.ts';

const FRESH = `[root@esx-31:~] vmware -v
VMware ESXi 7.0.3 build-20328353
[root@esx-31:~] esxcli system ntp get
   Enabled: false
   Loglevel: warning
   Servers:
[root@esx-31:~] esxcli network firewall ruleset list --ruleset-id=ntpClient
Name       Enabled
---------  -------
ntpClient    false
[root@esx-31:~] esxcli network firewall ruleset allowedip list --ruleset-id=ntpClient
Ruleset    Allowed IP Addresses
---------  --------------------
ntpClient  All
[root@esx-31:~] 
`;
const CLOSED = FRESH.replace('Enabled: false', 'Enabled: true').replace('Servers:', 'Servers: 10.0.0.5');
const schema = SCHEMAS.plan!;
const SET = ['esxcli', 'system', 'ntp', 'set', '--server=10.0.0.5', '--server=10.0.0.6', '--enabled=true'];

test.each([
  [['servers', '10.0.0.5,10.0.0.6']],
  [['servers', '10.0.0.5,', '10.0.0.6']],
  [['servers', '10.0.0.5', '10.0.0.6']],
])('fix ntp %j plans the whole list, and never applies a paste', async (words) => {
  const { exit, json: plan } = await json(['fix', 'ntp', ...words], FRESH);
  expect(exit).toBe(0);
  expect(schema.parse(plan)).toEqual(plan);
  expect(plan).toMatchObject({
    ...{ schema: 'vmkbot/plan/1', host: 'esx-31', kind: 'ntp', refusals: [], applicable: false, persistent: true },
    ...{ confidence: 'check-first', protected: [], basis: expect.stringMatching(/^sha256:/) },
  });
  expect((plan as { commands: unknown[] }).commands.at(-1)).toEqual(SET);
});

test('a finding on time is cured with the servers that are named, or that the host has', async () => {
  const { json: plan } = await json(['fix', 'ntp-not-configured', 'servers', '10.0.0.5,10.0.0.6'], FRESH);
  expect(plan).toMatchObject({ rule: 'ntp-not-configured', commands: expect.arrayContaining([SET]) });
  const { json: opened } = await json(['fix', 'ntp-firewall'], CLOSED);
  expect((opened as { commands: string[][] }).commands[0]).toContain('--ruleset-id=ntpClient');
  const { json: lacking } = await json(['fix', 'ntp-not-configured'], FRESH);
  expect(lacking).toMatchObject({ confidence: 'needs-values', applicable: false, missing: [{ name: 'servers' }] });
  expect((await json(['fix', 'ntp-not-configured', 'servers', '10.0.0.5'], CLOSED)).json).toMatchObject({
    code: 'not-found',
  });
});

test.each([
  [['fix', 'ntp'], 'servers'],
  [['fix', 'ntp', 'servers'], 'whole list'],
  [['fix', 'ntp', 'servers', '10.0.0.300'], '10.0.0.300'],
  [['fix', 'ntp', 'servers', 'a;b'], 'a;b'],
  [['fix', 'ntp', 'servers', '127.0.0.1'], '127.0.0.1'],
  [
    ['fix', 'ntp', 'servers', '1.1.1.1,2.2.2.2,3.3.3.3,4.4.4.4,5.5.5.5,6.6.6.6,7.7.7.7,8.8.8.8,9.9.9.9'],
    '9 time servers',
  ],
])('%j is wrong usage', async (words, says) => {
  const { exit, err } = await typed(words, FRESH);
  expect(exit).toBe(2);
  expect(err).toContain(says);
});

test('a refusal has its status, and people read why', async () => {
  const { exit, out } = await typed(['fix', 'ntp', 'servers', '10.0.0.5'], FRESH.split('\n').slice(2).join('\n'));
  expect(exit).toBe(4);
  expect(out).toMatch(/^I will not plan this without the version of the host/);
  const plain = await typed(['fix', 'ntp', 'servers', '10.0.0.5'], FRESH);
  expect(plain.out).toContain('esxcli system ntp set --server=10.0.0.5 --enabled=true');
});

test.each(['ntp-offset', 'ntp-runaway-clock', 'guest-time-step', 'clock-skew'])(
  'no plan cures %s, and where to read what does is said',
  async (rule) => {
    const { exit, err, out } = await typed(['fix', rule], FRESH);
    expect(exit).toBe(2);
    expect(`${out}${err}`).toContain(`No change of settings cures ${rule}`);
    expect(`${out}${err}`).toContain('vmkbot ntp');
  },
);
