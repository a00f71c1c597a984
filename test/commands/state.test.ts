import { expect, test } from 'vitest';
import { json, sample, typed } from '../support/terminal.ts';

test('prints the promised fields first, and every value has its line', async () => {
  const { exit, json: state } = await json(['state'], sample('provider'));
  expect(exit).toBe(0);
  expect(Object.keys(state).slice(0, 5)).toEqual(['schema', 'host', 'netstacks', 'vmknics', 'routes']);
  expect(state.host).toMatchObject({ name: 'provider', product: 'ESXi', version: '6.7.0', build: '14320388' });
  expect(state.vmknics[1]).toMatchObject({ name: 'vmk1', ipv4: '172.20.20.100', prefixLength: 24, mtu: 1500 });
  expect(Object.keys(state.vmknics[1]).at(-1)).toBe('evidence');
  const { line } = state.vmknics[1].evidence.ipv4;
  expect(sample('provider').split('\n')[line - 1]).toContain('172.20.20.100');
});

test('a section that nobody captured has no key', async () => {
  const { json: state } = await json(['state'], 'vmk0 only\n~ # esxcfg-route\nVMkernel default gateway is 10.0.0.1\n');
  expect(state).not.toHaveProperty('vmknics');
  expect(state.notCaptured).toContain('vmknics');
});

test('several captures stay several hosts, the first one beside them', async () => {
  const { json: state } = await json(['state'], sample('shared-vmotion'), sample('multi-stack'));
  expect(state.hosts.map((each: { host: { name: string } }) => each.host.name)).toEqual(['esx-21', 'esx-81']);
  expect(state.host.name).toBe('esx-21');
});

test('tells people the lines it did not understand', async () => {
  const { out } = await typed(
    ['state'],
    `${sample('provider')}[root@provider:~] esxcli foo bar list\nsome thing here\n`,
  );
  expect(out).toContain('Lines not understood');
  expect(out).toContain('some thing here');
});
