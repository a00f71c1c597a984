import { expect, test } from 'vitest';
import { replication } from '../../src/core/services/replication.ts';
import { esxi, host, route, vmk } from '../support/host.ts';

const tag = { services: ['replication'], tagsRead: true };
const none = { services: [], tagsRead: true };
const routes = [route('default', '10.4.1.1', 'vmk0'), route('10.4.2.0/24', null, 'vmk1')] as const;
const split = [vmk('vmk0', '10.4.1.7/24', none), vmk('vmk1', '10.4.2.7/24', tag), ...routes] as const;

test.each(['5.1.0', '7.0.3'])('tag and table disagree on %s: not established', (version) => {
  const choice = replication.choose(host(esxi(version), ...split), '10.9.0.5');
  expect(choice).toMatchObject({ vmknics: [], decidedBy: 'unknown', certainty: 'unknown' });
  expect(choice.verdict).toContain('Its tag is on vmk1');
});

test('tag and table agree', () => {
  const choice = replication.choose(host(esxi('7.0.3'), ...split), '10.4.2.5');
  expect(choice).toMatchObject({ vmknics: ['vmk1'], certainty: 'inferred' });
});

test('before 5.1 nothing is known of it', () => {
  const { steps } = replication.choose(host(esxi('5.0.0'), ...split), '10.4.2.5');
  expect(steps.map(({ text }) => text)).toContainEqual(expect.stringContaining('Nothing is known here'));
});

test('tags not read: the command that shows them', () => {
  const choice = replication.choose(host(vmk('vmk0', '10.4.1.7/24'), vmk('vmk1', '10.4.2.7/24'), ...routes));
  expect(choice.missing).toContain('esxcli network ip interface tag get -i vmk1');
});
