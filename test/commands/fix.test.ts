import { describe, expect, test } from 'vitest';
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
