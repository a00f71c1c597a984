import { expect, test } from 'vitest';
import { VERBS } from '../../commands/index.ts';
import { RULES } from '../../src/core/rules/index.ts';
import { typed } from '../support/terminal.ts';

test('lists every verb and every rule', async () => {
  const { exit, out } = await typed(['help']);
  expect(exit).toBe(0);
  for (const name of [...Object.keys(VERBS), ...RULES.map(({ id }) => id)]) expect(out).toContain(`  ${name} `);
});

test.each(Object.keys(VERBS))('%s: usage and examples', async (name) => {
  const { out } = await typed(['help', name]);
  expect(out).toContain(`vmkbot ${name}`);
  if (name !== 'help') expect(await typed([name, '--help'])).toMatchObject({ exit: 0, out });
});

test("a rule's page cites its sources", async () => {
  const { out } = await typed(['help', 'shared-subnet']);
  expect(out).toContain('Multihoming on ESXi (KB 318546)');
  expect(out).toContain('esxcli network ip interface ipv4 get');
  expect(out).toMatch(/On the sample host shared-vmotion\n {2}vmk0 and vmk1 .*\n {2}Why: [\s\S]* {2}To do: /);
});

test('suggests the nearest verb or rule', async () => {
  expect((await typed(['help', 'shared-subnets'])).err).toContain('Did you mean `shared-subnet`?');
});

test('tells the exit statuses and that a host may be named', async () => {
  expect((await typed(['help'])).out).toContain('host not reached: 3');
  for (const verb of ['check', 'route', 'service', 'state', 'what-if', 'why']) {
    expect((await typed(['help', verb])).out).toContain(`vmkbot ${verb} [HOST]`);
  }
});
