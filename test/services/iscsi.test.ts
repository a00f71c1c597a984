import { describe, expect, test } from 'vitest';
import { iscsi as service } from '../../src/core/services/iscsi.ts';
import { esxi, host, iscsi, route, vmk } from '../support/host.ts';

const adapters = [
  vmk('vmk0', '10.4.1.7/24'),
  vmk('vmk1', '10.4.5.11/24'),
  vmk('vmk2', '10.4.5.12/24'),
  route('10.4.1.0/24', null, 'vmk0'),
  route('10.4.5.0/24', null, 'vmk1'),
  route('default', '10.4.1.1', 'vmk0'),
] as const;
const texts = (state: Parameters<typeof service.choose>[0], destination?: string) =>
  service.choose(state, destination).steps.map(({ text }) => text);

describe('iscsi', () => {
  test.each(['4.0.0', '5.5.0', '6.5.0', '8.0.1'])('bound on %s: the bound adapters and no others', (version) => {
    const choice = service.choose(host(esxi(version), ...adapters, iscsi('vmk1', 'vmk2')), '10.4.5.60');
    expect(choice).toMatchObject({ vmknics: ['vmk1', 'vmk2'], decidedBy: 'binding', certainty: 'documented' });
  });

  test.each(['3.5.0', '5.5.0', '8.0.1'])('not bound on %s: the table', (version) => {
    const choice = service.choose(host(esxi(version), ...adapters, { iscsi: [] }), '10.9.0.60');
    expect(choice).toMatchObject({ vmknics: ['vmk0'], decidedBy: 'table' });
  });

  test.each([
    ['4.1.0', 'esxcli swiscsi nic list -d vmhbaNN'],
    ['7.0.3', 'esxcli iscsi networkportal list'],
  ])('binding not captured on %s', (version, command) => {
    const choice = service.choose(host(esxi(version), ...adapters));
    expect(choice).toMatchObject({ vmknics: [], decidedBy: 'unknown', certainty: 'unknown' });
    expect(choice.missing[0]).toBe(command);
  });

  test('bound traffic is not routed up to 6.0; later the guides disagree', () => {
    expect(texts(host(esxi('6.0.0'), ...adapters, iscsi('vmk1')))).toContainEqual(
      expect.stringContaining('not routed'),
    );
    expect(texts(host(esxi('6.5.0'), ...adapters, iscsi('vmk1')))).toContainEqual(expect.stringContaining('disagree'));
  });

  test('array heartbeats follow the table before 5.1', () => {
    const heartbeat = expect.stringContaining('Binding does not move pings');
    expect(texts(host(esxi('5.0.0'), ...adapters, iscsi('vmk1')))).toContainEqual(heartbeat);
    expect(texts(host(esxi('5.1.0'), ...adapters, iscsi('vmk1')))).not.toContainEqual(heartbeat);
  });

  test('an adapter that is not bound in the same subnet is told', () => {
    const state = host(vmk('vmk0', '10.4.5.7/24'), vmk('vmk1', '10.4.5.11/24'), iscsi('vmk1'));
    expect(texts(state)).toContainEqual(expect.stringContaining('vmk0 is not bound'));
  });
});
