import { describe, expect, test } from 'vitest';
import { fixesFor } from '../../src/core/plans/fixes.ts';
import { SCHEMAS } from '../../src/core/schemas/index.ts';
import { SAMPLES } from '../../src/samples/index.ts';
import { json, sample, typed } from '../support/terminal.ts';

const ADD = ['fix', 'route', 'add', '172.20.40.0/24', 'via', '172.20.20.1'];

test('prints the plan of a route, and never applies one of a paste', async () => {
  const { exit, json: plan } = await json(ADD, sample('provider'));
  expect(exit).toBe(0);
  expect(plan).toMatchObject({
    schema: 'vmkbot/plan/1',
    host: 'provider',
    commands: [
      ['esxcli', 'network', 'ip', 'route', 'ipv4', 'add', '--network=172.20.40.0/24', '--gateway=172.20.20.1'],
    ],
    undo: [['esxcli', 'network', 'ip', 'route', 'ipv4', 'remove', '--network=172.20.40.0/24', '--gateway=172.20.20.1']],
    refusals: [],
    persistent: true,
    confidence: 'check-first',
    applicable: false,
    basis: expect.stringMatching(/^sha256:/),
    digest: expect.stringMatching(/^sha256:/),
  });
});

test('people read what would be run, what moves and what takes it back', async () => {
  const { out } = await typed(ADD, sample('provider'));
  expect(out).toMatch(/^provider: add a route to 172\.20\.40\.0\/24 via 172\.20\.20\.1; /);
  expect(out).toContain('esxcli network ip route ipv4 remove --network=172.20.40.0/24 --gateway=172.20.20.1');
  expect(out).toContain('planned from a paste');
});

test('the cure of a finding whose route is there already is told as that', async () => {
  const there = 'ip route ipv4 list\nNetwork      Netmask        Gateway      Interface  Source\n';
  const text = `[root@a:~] esxcli network ${there}-----------  -------------  -----------  ---------  ------\ndefault      0.0.0.0        10.0.0.1     vmk0       MANUAL\n10.0.0.0     255.255.255.0  0.0.0.0      vmk0       MANUAL\n172.20.40.0  255.255.255.0  10.0.0.2     vmk0       MANUAL\n`;
  const { exit, err } = await typed(['fix', 'return-path', '172.20.40.0/24', 'via', '10.0.0.2'], text);
  expect(exit).toBe(1);
  expect(err).toContain('The route 172.20.40.0/24 via 10.0.0.2 is there already');
  const other = await typed(['fix', 'return-path', '172.20.41.0/24', 'via', '10.0.0.2'], text);
  expect(other.err).toContain('return-path was not found');
});

test.each([
  ['fix', 'route', 'add', '172.20.0.0/16', 'via', '172.20.20.1'],
  ['fix', 'route', 'add', '172.20.40.0/24', 'via', '172.20.20.100'],
  ['fix', 'route', 'remove', '10.1.0.0/16'],
  ['fix', 'gateway', '203.0.113.14'],
  ['fix', 'gateway', '203.0.113.2', '--stack', 'vmotion'],
])('%s %s %s %s: refused by safety', async (...words) => {
  const { exit, json: plan } = await json(words, sample('provider'));
  expect([exit, plan.schema, plan.commands]).toEqual([4, 'vmkbot/plan/1', []]);
  expect(plan.refusals.length).toBeGreaterThan(0);
});

test.each([
  [['fix', 'route', 'add', '172.20.40.5/24', 'via', '172.20.20.1']],
  [['fix', 'route', 'remove', '172.20.40.5/24']],
  [['fix', 'return-path', '172.20.40.5/24', 'via', '172.20.20.1']],
])('%j: an address inside a prefix is no prefix to change', async (words) => {
  expect(await json(words, sample('provider'))).toMatchObject({
    exit: 2,
    json: {
      code: 'host-bits',
      message: '`172.20.40.5/24` is an address inside a network and not the network, so I plan nothing for it.',
      next: expect.stringMatching(/^Did you mean `172\.20\.40\.0\/24`\?/),
    },
  });
});

test('an unknown host in front of a change is told to be one', async () => {
  const words = ['fix', 'route', 'provider', 'add', '10.9.0.0/16', 'via', '172.20.20.1'];
  const { exit, json: problem } = await json(words, sample('provider'));
  expect([exit, problem.code]).toEqual([2, 'no-host']);
  expect(problem.message).toBe('There is no host `provider` in the inventory.');
});

describe('the fix of a finding', () => {
  test('asks for the values that only a person knows', async () => {
    const { exit, json: plan } = await json(['fix', 'return-path'], sample('provider'));
    expect(exit).toBe(0);
    expect(plan).toMatchObject({ rule: 'return-path', confidence: 'needs-values', commands: [], applicable: false });
    expect(plan.missing.map(({ name }: { name: string }) => name)).toEqual(['network', 'gateway']);
  });

  test('is a plan when they are given', async () => {
    const words = ['fix', 'return-path', '172.20.40.0/24', 'via', '172.20.20.1'];
    const { json: plan } = await json(words, sample('provider'));
    expect(plan.commands).toEqual((await json(ADD, sample('provider'))).json.commands);
    expect(plan.rule).toBe('return-path');
  });

  test('is nothing where the finding is not', async () => {
    expect(await json(['fix', 'gateway-off-subnet'], sample('provider'))).toMatchObject({
      exit: 1,
      json: { code: 'not-found' },
    });
  });
});

/** Somebody has routed clients through vmk1 already, so the tables alone show no fault. */
const QUIET = `[root@prov:~] vmware -v
VMware ESXi 6.7.0 build-14320388
[root@prov:~] esxcli network ip interface ipv4 get
Name  IPv4 Address   IPv4 Netmask     IPv4 Broadcast  Address Type  Gateway      DHCP DNS
----  -------------  ---------------  --------------  ------------  -----------  --------
vmk0  203.0.113.14   255.255.255.240  203.0.113.15    STATIC        203.0.113.1  false
vmk1  172.20.20.100  255.255.255.0    172.20.20.255   STATIC        0.0.0.0      false
[root@prov:~] esxcli network ip route ipv4 list
Network      Netmask          Gateway      Interface  Source
-----------  ---------------  -----------  ---------  ------
default      0.0.0.0          203.0.113.1  vmk0       MANUAL
203.0.113.0  255.255.255.240  0.0.0.0      vmk0       MANUAL
172.20.20.0  255.255.255.0    0.0.0.0      vmk1       MANUAL
172.20.99.0  255.255.255.0    172.20.20.1  vmk1       MANUAL
`;

describe('the way back to clients that somebody names', () => {
  test('is planned where no listing shows a fault, as `why` tells of it', async () => {
    const { json: why } = await json(['why', "can't", '192.168.40.0/24', 'reach', 'vmk1'], QUIET);
    expect(why.fixes).toMatchObject([{ rule: 'return-path' }]);
    const given = ['fix', 'return-path', '192.168.40.0/24', 'via', '172.20.20.1'];
    const { exit, json: plan } = await json(given, QUIET);
    expect([exit, plan.rule]).toEqual([0, null]);
    expect(plan.change).toMatchObject({ kind: 'add', network: '192.168.40.0/24', gateway: '172.20.20.1' });
  });

  test('asks for the values that lack', async () => {
    const { exit, json: plan } = await json(['fix', 'return-path'], QUIET);
    expect([exit, plan.rule, plan.confidence]).toEqual([0, 'return-path', 'needs-values']);
    const { json: half } = await json(['fix', 'return-path', '192.168.40.0/24'], QUIET);
    expect(half.missing.map(({ name }: { name: string }) => name)).toEqual(['gateway']);
  });

  test('is nothing where the replies leave by the adapter that was dialled', async () => {
    const { exit, json: problem } = await json(['fix', 'return-path', '192.168.40.0/24', 'on', 'vmk0'], QUIET);
    expect([exit, problem.code]).toEqual([1, 'not-found']);
  });
});

/** Two adapters that clients dial in vain, and two routes through a router that no adapter reaches. */
const TWO = `[root@esx-09:~] vmware -v
VMware ESXi 7.0.3 build-19193900
[root@esx-09:~] esxcli network ip interface ipv4 get
Name  IPv4 Address    IPv4 Netmask     IPv4 Broadcast   Address Type  Gateway      DHCP DNS
----  --------------  ---------------  ---------------  ------------  -----------  --------
vmk0  203.0.113.14    255.255.255.240  203.0.113.15     STATIC        203.0.113.1  false
vmk1  172.20.20.100   255.255.255.0    172.20.20.255    STATIC        203.0.113.1  false
vmk2  172.20.30.100   255.255.255.0    172.20.30.255    STATIC        203.0.113.1  false
[root@esx-09:~] esxcli network ip route ipv4 list
Network       Netmask          Gateway      Interface  Source
------------  ---------------  -----------  ---------  ------
default       0.0.0.0          203.0.113.1  vmk0       MANUAL
172.20.20.0   255.255.255.0    0.0.0.0      vmk1       MANUAL
172.20.30.0   255.255.255.0    0.0.0.0      vmk2       MANUAL
203.0.113.0   255.255.255.240  0.0.0.0      vmk0       MANUAL
10.8.0.0      255.255.0.0      10.7.0.1     vmk0       MANUAL
10.9.0.0      255.255.0.0      10.7.0.1     vmk0       MANUAL
[root@esx-09:~] esxcli network ip connection list
Proto  Recv Q  Send Q  Local Address        Foreign Address      State        World ID  CC Algo  World Name
-----  ------  ------  -------------------  -------------------  -----------  --------  -------  ----------
tcp         0       0  172.20.20.100:443    192.168.40.55:51830  SYN_RCVD      2098123  newreno  rhttpproxy
tcp         0       0  172.20.30.100:443    192.168.50.55:51830  SYN_RCVD      2098123  newreno  rhttpproxy
`;

describe('several findings of one rule', () => {
  test('are told apart, and none is taken for the other', async () => {
    const words = ['fix', 'return-path', '192.168.50.0/24', 'via', '172.20.30.1'];
    const { exit, json: problem } = await json(words, TWO);
    expect(exit).toBe(2);
    expect(problem).toMatchObject({
      code: 'which-finding',
      message: 'return-path was found 2 times on esx-09: on vmk1 and on vmk2. I do not guess which one is meant.',
    });
    const said = 'fix return-path esx-09 192.168.50.0/24 via 172.20.30.1 on';
    expect(problem.next).toBe(`Say which: \`${said} vmk1\` or \`${said} vmk2\`.`);
  });

  test('the second is cured without the first', async () => {
    const words = ['fix', 'return-path', '192.168.50.0/24', 'via', '172.20.30.1', 'on', 'vmk2'];
    const { exit, json: plan } = await json(words, TWO);
    expect([exit, plan.rule]).toEqual([0, 'return-path']);
    expect(plan.change).toMatchObject({ network: '192.168.50.0/24', gateway: '172.20.30.1' });
    expect(plan.questions.join()).toContain('vmk2');
    expect(plan.questions.join()).not.toContain('may vmk1');
  });

  test('routes go by their network', async () => {
    expect((await json(['fix', 'unreachable-static-route'], TWO)).json).toMatchObject({
      code: 'which-finding',
      next: 'Say which: `fix unreachable-static-route esx-09 10.8.0.0/16` or `fix unreachable-static-route esx-09 10.9.0.0/16`.',
    });
    const { json: plan } = await json(['fix', 'unreachable-static-route', '10.9.0.0/16'], TWO);
    expect(plan.change).toMatchObject({ kind: 'remove', network: '10.9.0.0/16' });
  });

  test('one that is not there is not found', async () => {
    const { json: problem } = await json(['fix', 'return-path', 'on', 'vmk0'], TWO);
    expect(problem).toMatchObject({ code: 'not-found', message: expect.stringContaining('return-path on vmk0') });
  });

  test('an answer offers each of them by what it differs in', async () => {
    const { json: answer } = await json(['check'], TWO);
    const fixes = fixesFor(answer.findings).filter(({ rule }) => rule === 'return-path');
    expect(fixes.map(({ which }) => which)).toEqual([{ vmknic: 'vmk1' }, { vmknic: 'vmk2' }]);
    const about = ['why', "can't", '192.168.50.0/24', 'reach', 'vmk2'];
    const { json: why } = await json(about, TWO);
    expect(why.fixes.filter(({ rule }: { rule: string }) => rule === 'return-path')).toMatchObject([
      { which: { vmknic: 'vmk2' } },
    ]);
  });
});

test('of many hosts each stands in the table, and some are set out', async () => {
  const names = Array.from({ length: 12 }, (_, i) => `esx-${21 + i}`);
  const all = names.map((name) => TWO.replaceAll('esx-09', name)).join('\n');
  const { out } = await typed(['fix', 'route', 'add', '192.168.40.0/24', 'via', '172.20.20.1'], all);
  for (const name of names) expect(out).toContain(name);
  expect(out.match(/: Undo$/gm)).toHaveLength(3);
  expect(out).toMatch(/The plans of 9 more hosts are not set out here/);
});

test.each([[['fix']], [['fix', 'everything']], [['fix', 'route', 'paint', 'it']], [['fix', 'shared-subnet']]])(
  '%j is wrong usage',
  async (words) => {
    expect((await json(words, sample('provider'))).exit).toBe(2);
  },
);

test.each(SAMPLES)('$name: every plan fits its published shape', async ({ text }) => {
  const asked = [ADD, ['fix', 'gateway', '10.31.8.254'], ['fix', 'return-path'], ['fix', 'gateway-off-subnet']];
  for (const words of asked) {
    const { json: answer } = await json(words, text);
    const name = answer.schema.split('/')[1];
    expect(SCHEMAS[name]!.parse(answer)).toEqual(answer);
  }
});
