import { expect, test } from 'vitest';
import { SAMPLES } from '../../src/samples/index.ts';
import { allOf, asked } from './asked.ts';

const of = (name: string) => SAMPLES.find((sample) => sample.name === name)!.text;
const TOLD = 'none of the NICs work on our HP blade, ESXi says power cycle required';
const LOGS = 'how do I quickly get the ESXi logs from a web browser, without SSH';

test('a blade whose ports wait for a power cycle: the e-fuse of its bay, in an order that is safe', () => {
  const said = asked(TOLD, of('blade-power'));
  expect(said).toMatchObject({ premise: 'holds' });
  expect(said.answer).toMatch(/an e-fuse reset of its bay does/);
  expect(said.findings).toContain('power-cycle-asked');
  expect(said.sources).toContain('S004');
  const all = allOf(said);
  expect(all.indexOf('Evacuate')).toBeLessThan(all.indexOf('reset server BAY'));
  expect(all.indexOf('read it twice')).toBeLessThan(all.indexOf('reset server BAY'));
});

test('its twin, a rack server with the same line, has no e-fuse', () => {
  const said = asked(TOLD, of('blade-power').replace('ProLiant BL460c Gen8', 'ProLiant DL360 Gen9'));
  expect(said).toMatchObject({ premise: 'does-not-hold' });
  expect(allOf(said)).not.toMatch(/The next command cuts the power|minute|no e-fuse/);
});

test('another twin, a blade whose log asks for nothing, is not told that it waits', () => {
  const said = asked(TOLD, of('blade-power').replace('Power cycle required.', 'Link down.'));
  expect(said).toMatchObject({ premise: 'cannot-tell' });
  expect(said.findings).not.toContain('power-cycle-asked');
});

test('another twin, a machine that does not name itself, is not called a blade', () => {
  const unnamed = of('blade-power')
    .replace(/Product Name: .*/, 'Product Name:')
    .replace('Vendor Name: HP', 'Vendor Name: Dell Inc.');
  const asks = asked(TOLD, unnamed);
  expect(asks).toMatchObject({ premise: 'cannot-tell' });
  expect(asks.answer).toMatch(/asks for a power cycle .*Whether it is a blade was not read/);
  const quiet = asked(TOLD, unnamed.replace('Power cycle required.', 'Link down.'));
  expect(quiet.answer).toMatch(/^Whether the machine is a blade was not read; /);
});

test('logs by a browser: the address of this host, and that lockdown lets in its exception users alone', () => {
  const said = asked(LOGS, of('logs-lockdown'));
  expect(said.answer).toMatch(/`https:\/\/10\.71\.4\.31\/host` lists the logs .*only its exception users get in/);
  expect(said.sources).toEqual(expect.arrayContaining(['S004', 'LOCK65']));
});

test('its twin without lockdown, on a version that nobody checked', () => {
  const text = of('logs-lockdown')
    .replace('\ntrue\n', '\nfalse\n')
    .replace('ESXi 6.0.0 build-3620759', 'ESXi 8.0.2 build-22380479');
  const said = asked(LOGS, text);
  expect(said.answer).toMatch(/lockdown mode is off\. Whether 8\.0\.2 still serves the page was not checked\.$/);
  expect(said.answer).not.toContain('exception users');
});

test('without any output the page is told with its conditions', () => {
  const said = asked(LOGS, '~ # vmware -v\nVMware ESXi 5.5.0 build-3029944');
  expect(said.answer).toContain('https://HOST/host');
});
