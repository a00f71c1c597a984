import { expect, test } from 'vitest';
import { planTime } from '../../../src/core/plans/ntp/plan.ts';
import { sha256 } from '../../../src/digest.ts';
import { cardPage } from '../../../src/slack/changes/card/index.ts';
import { allowed, network, ntpGet, ntpq, peer, printed, ruleset, version } from '../../support/time.ts';
import { NAMES, Story, T0 } from './card-subjects.ts';
import { readAloud } from './read-aloud.ts';

/** Six minutes ahead of the server that it follows, with a directive of its own. */
const AHEAD = printed(
  version('7.0.3'),
  ...network(),
  ntpGet('10.72.0.123'),
  ['esxcli system ntp config get', 'restrict 127.0.0.1\ntos maxdist 30\nserver 10.72.0.123'],
  ntpq(peer({ mark: '*', refid: '.GPS.', stratum: 2, when: '12', reach: '377', offset: -362_000 })),
  ruleset(true),
  allowed('All'),
);

function cardOf(servers: readonly string[]) {
  const state = { ...AHEAD, host: { ...AHEAD.host, name: 'esx-31', readAt: '2026-02-03T22:14:20.000Z' } };
  const change = { kind: 'ntp', servers, guestsConsidered: true } as const;
  const plan = planTime(state, { change, rule: null }, { sha256, host: 'esx-31', timer: 180 })!;
  expect(plan.refusals).toEqual([]);
  // The engine takes a plan of any kind.
  const story = new Story(plan as never);
  return { plan, shown: readAloud(cardPage(story.subject(), NAMES, T0)) };
}

test('what a step does to guests stands on the card, also where the asker says that they were considered', () => {
  const { plan, shown } = cardOf(['10.72.0.123', '10.72.0.124']);
  const step = plan.questions.find((each) => each.startsWith('The clock steps by 6 min 2 s.'))!;
  expect(step).toMatch(/The asker says that guests were considered\.$/);
  const asked = shown.slice(shown.indexOf('To judge before confirming'));
  expect(asked).toContain(step);
  expect(asked).toContain('Is `tos maxdist 30` still needed?');
  expect(asked.indexOf(step)).toBeLessThan(asked.indexOf('tos maxdist 30'));
});

test('no question of a plan for time is left to its details while the card has room', () => {
  const { plan, shown } = cardOf(['10.72.0.123', '10.72.0.124']);
  expect(plan.questions.length).toBeLessThanOrEqual(3);
  for (const each of plan.questions) expect(shown).toContain(each);
});
