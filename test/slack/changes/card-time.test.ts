import { expect, test } from 'vitest';
import { describeChange } from '../../../src/core/describe/change/index.ts';
import { changeRow } from '../../../src/core/describe/change-json.ts';
import { describeChanges } from '../../../src/core/describe/changes.ts';
import { planTime } from '../../../src/core/plans/ntp/plan.ts';
import { sha256 } from '../../../src/digest.ts';
import { type CardSubject, cardPage, decidedBlocks } from '../../../src/slack/changes/card/index.ts';
import { allowed, network, ntpGet, ntpq, peer, printed, ruleset, version } from '../../support/time.ts';
import { NAMES, Story, SUBJECTS, T0 } from './card-subjects.ts';
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

test('of several hosts each row says whom that one follows and how far off it is, or that its time is not right', () => {
  const told = SUBJECTS['several, time verified']!();
  const card = readAloud(cardPage(told, NAMES, T0));
  const reply = JSON.stringify(describeChange(told, { who: String, when: String }));
  for (const state of [
    'verified, follows 10.72.0.123, 0.52 ms behind it',
    'verified, in sync by its own word',
    'verified, time not right',
  ])
    for (const each of [card, reply]) expect(each).toContain(state);
});

test('several that are watched alone are told so wherever the whole is, and while another waits they are not', () => {
  const told = (subject: CardSubject) => {
    const { change, plans, members } = subject;
    const row = changeRow(change, plans, members);
    const list = describeChanges({ open: [row], more: 0, ended: [], names: {} }, null, T0);
    const home = readAloud({ blocks: decidedBlocks(subject, NAMES) });
    return { list: JSON.stringify(list), home, card: readAloud(cardPage(subject, NAMES, T0)) };
  };
  const { list, home, card } = told(SUBJECTS['several, being watched']!());
  expect(list).toContain('1 change open: 1 applied and being watched.');
  expect(list).toContain('watched for 15 min more at most');
  for (const each of [home, card]) expect(each).toMatch(/applied, watching until/);
  expect(home).not.toContain('being applied');
  const under = told(SUBJECTS['several, first under way']!());
  expect(under.list).toContain('1 change open: 1 being applied.');
  for (const each of [under.home, under.card]) expect(each).toContain('being applied');
});
