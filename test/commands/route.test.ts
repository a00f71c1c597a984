import { expect, test } from 'vitest';
import { json, sample, typed } from '../support/terminal.ts';

test('answers with the adapter, the next hop, the source and the deciding entry', async () => {
  const { exit, json: decision } = await json(['route', '172.20.40.7'], sample('provider'));
  expect(exit).toBe(0);
  expect(decision).toMatchObject({
    schema: 'vmkbot/decision/1',
    destination: '172.20.40.7',
    netstack: 'defaultTcpipStack',
    outcome: 'via-gateway',
    vmknic: 'vmk0',
    nextHop: '203.0.113.1',
    sourceAddress: '203.0.113.14',
    route: { network: '0.0.0.0/0' },
  });
});

test('looks in the stack that is named, however it is spelt', async () => {
  const { json: decision } = await json(['route', '172.29.12.9', '--stack', 'VMOTION'], sample('multi-stack'));
  expect(decision).toMatchObject({ netstack: 'vmotion', vmknic: 'vmk1', nextHop: '172.29.11.1' });
});

test('asks for the stack of the adapter that --out names', async () => {
  const { json: decision } = await json(['route', '172.29.11.9', '--out', 'vmk1'], sample('multi-stack'));
  expect(decision).toMatchObject({ netstack: 'vmotion', vmknic: 'vmk1', outcome: 'on-link' });
});

test('answers for each of several hosts', async () => {
  const { json: answer } = await json(['route', '8.8.8.8'], sample('shared-vmotion'), sample('multi-stack'));
  expect(answer.hosts.map(({ host, nextHop }: { host: string; nextHop: string }) => [host, nextHop])).toEqual([
    ['esx-21', '10.31.8.1'],
    ['esx-81', '172.29.10.1'],
  ]);
});

test('shows people the deciding line with its number', async () => {
  const { out } = await typed(['route', '172.20.40.7'], sample('provider'));
  expect(out).toMatch(/^172\.20\.40\.7 is reached by vmk0 through the gateway 203\.0\.113\.1/);
  expect(out).toMatch(/\[12\] {2}default +0\.0\.0\.0 +203\.0\.113\.1/);
});

test.each(['010.0.0.1', '10.0.1', '10.0.0.0/8', '0x7f.0.0.1', 'vmk0', '256.1.1.1'])(
  'refuses %s as an address',
  async (word) => {
    const { exit, json: problem } = await json(['route', word], sample('provider'));
    expect([exit, problem.schema, problem.code]).toEqual([2, 'vmkbot/problem/1', 'not-an-address']);
  },
);
