import { expect, test } from 'vitest';
import { json, sample, typed } from '../support/terminal.ts';

const rules = (findings: readonly { rule: string }[]) => findings.map(({ rule }) => rule);

test.each([
  ['provider', ['return-path']],
  ['old-gateway', ['gateway-off-subnet']],
  ['shared-vmotion', ['shared-subnet']],
  ['multi-stack', []],
  ['iscsi-binding', []],
])('finds in the sample host %s what its story says', async (name, expected) => {
  const { exit, json: diagnosis } = await json(['check'], sample(name));
  expect(exit).toBe(0);
  expect(rules(diagnosis.findings)).toEqual(expected);
});

test('shows a finding that follows from another under it', async () => {
  const { json: diagnosis } = await json(['check'], sample('shared-vmotion'));
  expect(rules(diagnosis.findings[0].explains)).toEqual(['service-on-wrong-adapter']);
});

test('names what was not checked, with the commands', async () => {
  const { json: diagnosis } = await json(['check'], sample('old-gateway'));
  expect(diagnosis.notChecked).toContainEqual(expect.objectContaining({ rule: 'uplink-down' }));
  expect(diagnosis).toMatchObject({ unread: [], assumptions: [] });
});

test('marks findings with their host where there are several', async () => {
  const { json: diagnosis } = await json(['check'], sample('multi-stack'), sample('shared-vmotion'));
  expect(diagnosis.findings.find(({ rule }: { rule: string }) => rule === 'shared-subnet').host).toBe('esx-21');
});

test.each([
  ['error', 'shared-vmotion', 5],
  ['error', 'provider', 0],
  ['risk', 'provider', 5],
  ['risk', 'multi-stack', 0],
])('--fail-on %s on %s ends with status %i', async (severity, name, status) => {
  expect((await json(['check', '--fail-on', severity], sample(name))).exit).toBe(status);
});

test('says what it saw where it found nothing', async () => {
  const { out } = await typed(['check'], sample('multi-stack'));
  expect(out).toMatch(/^Nothing wrong found in what I could see \(vmk0, vmk1 and vmk2; 6 routes; 4 uplinks up\)\./);
  expect(out).toContain('Not seen');
});
