import { expect, test } from 'vitest';
import { json, sample } from '../support/terminal.ts';

test('names the adapters that are bound', async () => {
  const { exit, json: choice } = await json(['service', 'iscsi'], sample('iscsi-binding'));
  expect(exit).toBe(0);
  expect(choice).toMatchObject({ schema: 'vmkbot/service/1', decidedBy: 'binding', vmknics: ['vmk1', 'vmk2'] });
});

test('knows a service by the names people use', async () => {
  const { json: choice } = await json(['service', 'v-motion'], sample('multi-stack'));
  expect(choice).toMatchObject({ service: 'vmotion', vmknics: ['vmk1'], netstack: 'vmotion' });
});

test('takes the peer into account', async () => {
  const { json: choice } = await json(['service', 'nfs', '10.62.4.50'], sample('nfs-denied'));
  expect(choice).toMatchObject({ service: 'nfs', vmknics: ['vmk0'] });
});

test('suggests the service that was meant', async () => {
  const { exit, json: problem } = await json(['service', 'vmotoin'], sample('multi-stack'));
  expect([exit, problem.next]).toEqual([2, expect.stringContaining('Did you mean vmotion?')]);
});
