import { expect, test } from 'vitest';
import { json, sample, typed } from '../support/terminal.ts';

test('judges each purpose and names what differs', async () => {
  const { exit, json: comparison } = await json(['compare'], sample('shared-vmotion'), sample('multi-stack'));
  expect(exit).toBe(0);
  expect(comparison.schema).toBe('vmkbot/comparison/1');
  expect(comparison.hosts).toEqual([{ name: 'esx-21' }, { name: 'esx-81' }]);
  expect(comparison.differences).toContainEqual(expect.objectContaining({ what: 'mtu', a: 1500, b: 9000 }));
});

test('marks the lines of each capture with its letter', async () => {
  const { out } = await typed(['compare'], sample('shared-vmotion'), sample('multi-stack'));
  expect(out).toMatch(/\[A7\] {2}vmk1/);
  expect(out).toMatch(/\[B23\] {2}vmk1/);
});

test.each([[[sample('provider')]], [[sample('provider'), sample('multi-stack'), sample('nfs-denied')]]])(
  'refuses other than two hosts',
  async (texts) => {
    expect(await json(['compare'], ...texts)).toMatchObject({ exit: 2, json: { code: 'usage' } });
  },
);
