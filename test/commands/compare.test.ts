import { expect, test } from 'vitest';
import { GroupComparison } from '../../src/core/schemas/group-comparison.ts';
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

test('refuses one host', async () => {
  expect(await json(['compare'], sample('provider'))).toMatchObject({ exit: 2, json: { code: 'usage' } });
});

test('of three hosts it tells who can vMotion to whom, as a picture and as a table', async () => {
  const samples = [sample('shared-vmotion'), sample('multi-stack'), sample('nfs-denied')];
  const { exit, json: group } = await json(['compare'], ...samples);
  expect(exit).toBe(0);
  expect(group).toMatchObject({ schema: 'vmkbot/group-comparison/1', purpose: 'vmotion', pairs: { total: 3 } });
  expect(GroupComparison.safeParse(group).error).toBeUndefined();
  const { out } = await typed(['compare'], ...samples);
  expect(out).toContain('Who can vMotion to whom');
  expect(out).toMatch(/^esx-21 +\\/m);
});

test('of several hosts none may be given twice, and not more than 200', async () => {
  const twice = [sample('multi-stack'), sample('shared-vmotion'), sample('multi-stack')];
  expect((await typed(['compare'], ...twice)).err).toContain('esx-81 was given twice');
  const many = Array.from({ length: 201 }, (_, i) => sample('provider').replaceAll('esx-provider', `esx-${i}`));
  const { exit, err } = await typed(['compare'], ...many);
  expect({ exit, err }).toMatchObject({ exit: 2, err: expect.stringContaining('I compare 200 at a time') });
});

test('refuses a capture and itself: that is one host twice', async () => {
  const { exit, err } = await typed(['compare'], sample('multi-stack'), sample('multi-stack'));
  expect(exit).toBe(2);
  expect(err).toContain('esx-81');
  expect(err).toContain('not compared with itself');
});
