import { expect, test } from 'vitest';
import { iscsiPersonality } from '../../src/lab/scenarios/iscsi-personality.ts';
import { SAMPLES } from '../../src/samples/index.ts';
import { listings, session, withMachine } from '../lab/support.ts';
import { allOf, asked } from './asked.ts';

const PORTS =
  'ESXi shows two iSCSI adapters but the NICs mapped to them are the regular Ethernet ones, not the FlexFabric ones';
const SILENT = 'the link is up and the LEDs blink but there is no real connectivity on the 10 Gb ports';
const HEARS_NOTHING = SAMPLES.find(({ name }) => name === 'dcb-silent')!.text;

/** What a host of the scenario prints. */
const printed = (at: number) =>
  withMachine(iscsiPersonality().hosts[at]!.state, (machine) => session(machine, listings(machine.state)));

test('the FlexFabric ports are no iSCSI adapters: so a port set to FCoE looks', async () => {
  const said = asked(PORTS, await printed(0));
  expect(said).toMatchObject({ premise: 'holds' });
  expect(said.answer).toMatch(/^vmnic4 and vmnic5 are behind no iSCSI adapter .* storage personality is FCoE/);
  expect(said.sources).toContain('S004');
  const todos = said.steps.filter(({ part }) => part === 'todo').map(({ text }) => text);
  expect(todos.findIndex((text) => text.includes('maintenance mode'))).toBeLessThan(
    todos.findIndex((text) => text.includes('System Utilities')),
  );
  expect(todos[0]).toContain('FCoE');
});

test('its twin, whose four ports are adapters, has no wrong personality', async () => {
  const said = asked(PORTS, await printed(1));
  expect(said).toMatchObject({ premise: 'does-not-hold' });
  expect(said.findings).not.toContain('iscsi-personality');
});

test('without the list of adapters it says which output decides', () => {
  const said = asked(PORTS, '~ # vmware -v\nVMware ESXi 5.5.0 build-3029944');
  expect(said).toMatchObject({ premise: 'cannot-tell' });
  expect(said.missing).toEqual(expect.arrayContaining(['esxcli iscsi adapter list']));
});

test('a 10 Gb port with link hears nothing while its bridging is off: enabling DCB cured it, and why is not known', () => {
  const said = asked(SILENT, HEARS_NOTHING);
  expect(said).toMatchObject({ premise: 'holds' });
  expect(said.answer).toMatch(/^vmnic6 has link and has not received a single packet.* the cause was never proven/);
  expect(said.sources).toContain('S004');
  expect(allOf(said)).toMatch(/maintenance mode[\s\S]*DCB Protocol to Enabled/);
});

test('its twin with bridging on is another case: the switch port', () => {
  const said = asked(SILENT, HEARS_NOTHING.replace('Enabled: false', 'Enabled: true'));
  expect(said).toMatchObject({ premise: 'cannot-tell' });
  expect(said.answer).toMatch(/not the reported case/);
  expect(allOf(said)).not.toContain('DCB Protocol to Enabled');
});

test('another twin hears packets: it is not silent', () => {
  const said = asked(SILENT, HEARS_NOTHING.replace('Packets received: 0', 'Packets received: 812'));
  expect(said).toMatchObject({ premise: 'does-not-hold' });
  expect(said.findings).not.toContain('dcb-silent-port');
});

test('without any output the warning about FCoE stands before the change', () => {
  const said = asked(
    'the FlexFabric ports do not appear as iSCSI adapters',
    '~ # vmware -v\nVMware ESXi 5.5.0 build-3029944',
  );
  const all = allOf(said);
  expect(all).toContain('booted over FCoE');
  expect(all.indexOf('booted over FCoE')).toBeLessThan(all.indexOf('set it to iSCSI, restart'));
});
