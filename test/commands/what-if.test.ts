import { expect, test } from 'vitest';
import { json, sample, typed } from '../support/terminal.ts';

test('tells exactly which addresses move', async () => {
  const { exit, json: diff } = await json(['what-if', 'add 172.20.40.0/24 via 172.20.20.1'], sample('provider'));
  expect(exit).toBe(0);
  expect(diff).toMatchObject({ schema: 'vmkbot/forwarding-diff/1', refusals: [], protected: [] });
  expect(diff.changes).toEqual([
    {
      first: '172.20.40.0',
      last: '172.20.40.255',
      before: { outcome: 'via-gateway', vmknic: 'vmk0', nextHop: '203.0.113.1' },
      after: { outcome: 'via-gateway', vmknic: 'vmk1', nextHop: '172.20.20.1' },
    },
  ]);
});

test('takes the change as one word or as several', async () => {
  const one = await json(['what-if', 'gateway 172.20.20.1'], sample('provider'));
  const several = await json(['what-if', 'gateway', '172.20.20.1'], sample('provider'));
  expect(several).toEqual(one);
});

test('says first why a change is refused', async () => {
  const { out } = await typed(['what-if', 'add', '10.9.0.0/16', 'via', '10.0.0.1'], sample('provider'));
  expect(out).toMatch(/^I would not make this change\. /);
});

test('refuses words that are no change', async () => {
  expect(await json(['what-if', 'paint it blue'], sample('provider'))).toMatchObject({
    exit: 2,
    json: { code: 'usage' },
  });
});

test('says so where nothing tells the present table', async () => {
  const { exit, json: problem } = await json(
    ['what-if', 'gateway 10.0.0.1'],
    '~ # vmware -v\nVMware ESXi 6.7.0 build-14320388\n',
  );
  expect([exit, problem.code]).toEqual([1, 'no-table']);
});
