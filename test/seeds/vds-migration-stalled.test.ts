import { expect, test } from 'vitest';
import { allOf, asked } from './asked.ts';
import { interfaces, SWITCHES } from './switch-outputs.ts';

const TOLD =
  'Migrating vmk0 from the standard switch to the distributed switch fails: vCenter loses the host, ping still answers but I cannot SSH. Why?';

test('S004: vmk0 stayed behind with a temporary adapter beside it: an unfinished move, and every step with what it cuts off', () => {
  const said = asked(TOLD, `${interfaces('10.64.20.99')}${SWITCHES}`);
  expect(said).toMatchObject({ premise: 'holds' });
  expect(said.findings).toContain('vds-migration-stalled');
  expect(said.answer).toMatch(/vmk0 is on the standard switch vSwitch0, and vmk4 manages the host .* dvSwitch-Office/);
  expect(said.sources).toEqual(expect.arrayContaining(['S004', 'KB311145', 'KB324503']));
  const way = said.steps.filter(({ part }) => part === 'todo').map(({ text }) => text);
  const order = [
    /open the console/,
    /VLAN, trunk/,
    /Move one uplink.*SSH and vCenter are lost/,
    /second management adapter/,
  ];
  order.push(/take the IPv4 address from vmk0.*restart the host/, /remove vmk0.*then move the last uplink/);
  const at = order.map((form) => way.findIndex((text) => form.test(text)));
  expect(at).toEqual(at.toSorted((a, b) => a - b));
  expect(at).not.toContain(-1);
  for (const text of way.slice(0, -1)) expect(text).toMatch(/uts? off|are lost/);
});

test('S004: both adapters show one address: the half-done work-around, and which of them to take away', () => {
  const said = asked(
    'why does the GUI show vmk0 and vmk4 with the same IP after moving to the distributed switch',
    `${interfaces('10.64.20.11')}${SWITCHES}`,
  );
  expect(said).toMatchObject({ premise: 'holds' });
  expect(said.answer).toMatch(/vmk0 on vSwitch0 and vmk4 on dvSwitch-Office bear one address, 10\.64\.20\.11/);
  const way = said.steps.filter(({ part }) => part === 'todo').map(({ text }) => text);
  expect(way.join('\n')).toMatch(
    /leave the last uplink of vSwitch0.*\n.*take the address .* from vmk0.*\nSee that vmk4.*Management tag.*\nRestart the host.*\n.*remove -i vmk0.*restart the host again, and only then move the last uplink of vSwitch0\./,
  );
});

test('S004: the list of adapters and their addresses alone show both with one address', () => {
  const said = asked('migrated vmk0 to dvs, both have same ip', interfaces('10.64.20.11'));
  expect(said).toMatchObject({ premise: 'holds' });
  expect(said.answer).toMatch(/vmk0 on vSwitch0 and vmk4 on dvSwitch-Office bear one address, 10\.64\.20\.11/);
  expect(said.steps[0]?.evidence.length).toBeGreaterThan(3);
});

test('S004: the new adapter alone has the address: what is left of the way, and no rollback', () => {
  const half = interfaces('10.64.20.11').replace(/vmk0 {2}10\.64\.20\.11.*\n/, '');
  const said = asked(TOLD, `${half}${SWITCHES}`);
  expect(said).toMatchObject({ premise: 'holds' });
  expect(said.answer).toMatch(/vmk4 on dvSwitch-Office manages the host with 10\.64\.20\.11, and vmk0 .* has no IPv4/);
  expect(said.answer).not.toContain('rollback');
  const way = said.steps.filter(({ part }) => part === 'todo').map(({ text }) => text);
  expect(way.join('\n')).toMatch(
    /^Open the console.*leave the last uplink.*\nSee that vmk4.*\nRestart the host, unless/,
  );
  expect(way.join('\n')).not.toMatch(/Move one uplink|second management adapter/);
});

test('S004: a line of hostd that tells of the rollback is read without any other output', () => {
  const line =
    '2024-05-02T01:12:44.201Z warning hostd[2100123] [Originator@6876 sub=Hostsvc.NetworkProvider] Host networking rollback: connection to vCenter lost';
  const grep = (text: string) =>
    `[root@esx:~] grep -iE 'rollback|rolled back' /var/log/hostd.log\n${text}\n[root@esx:~] `;
  expect(asked(TOLD, grep(line)).answer).toMatch(/tells of a network change that was rolled back.*2024-05-02T01:12:44/);
  const other = line.replace('networking rollback', 'networking rollback is enabled');
  expect(asked(TOLD, grep(other)).answer).not.toMatch(/tells of a network change/);
});

test('S004: the way that left a host without an address is told as one that does not work, and the disagreement is said', () => {
  const text = allOf(asked(TOLD, `${interfaces('10.64.20.99')}${SWITCHES}`));
  expect(text).toMatch(
    /does not work: .*moving the last uplink without a restart.*had no address after its next restart/,
  );
  expect(text).toMatch(/took it for a bug of 5\.5; the documents describe the rollback as meant/);
});

test('its twin, vMotion on the distributed switch by intent, is no unfinished move', () => {
  const twin = `${interfaces('10.64.20.99')
    .replace(/10\.64\.20\.99 {2}/, '10.64.30.99 ')
    .replace(/(-i vmk4\n {3}Tags: )Management/, '$1VMotion')}${SWITCHES}`;
  const said = asked(TOLD, twin);
  expect(said).toMatchObject({ premise: 'cannot-tell' });
  expect(said.findings).not.toContain('vds-migration-stalled');
  expect(said.answer).toMatch(/vmk0 is on the standard switch vSwitch0.*only a log or the task in vCenter shows/);
});

test('without an output the answer says what it would be and which output decides', () => {
  const said = asked(TOLD, '~ # vmware -v\nVMware ESXi 5.5.0 build-1892794');
  expect(said).toMatchObject({ premise: 'cannot-tell' });
  expect(said.answer).toContain('automatic rollback');
  expect(said.missing).toContain('esxcli network vswitch dvs vmware list');
});
