import { afterEach, beforeEach, expect, test } from 'vitest';
import { PLAN_NEEDS } from '../../../src/changes/ports.ts';
import type { Followed } from '../../../src/changes/service.ts';
import { type Need, WHOLE_STATE } from '../../../src/core/esxi/needs.ts';
import type { SimulatedHost } from '../../../src/lab/esxi/index.ts';
import { cardPage, detailPages, threadPage } from '../../../src/slack/changes/card/index.ts';
import { subjectOf } from '../../../src/slack/changes/subject.ts';
import {
  askedFor,
  type Bot,
  bot,
  CUTS_OFF,
  confirmed,
  ended,
  hostsOf,
  loginTo,
  NAME,
  planOf,
  policy,
  provider,
  ROUTE,
} from '../../changes/support.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { cardRefusals } from './card-accepts.ts';
import { readAloud } from './read-aloud.ts';

const NAMES = { who: (id: string) => `<@${id}>`, operators: '<@U1>, <@U2>' };
const PEOPLE = new Set(['U0', 'U1', 'U2']);

let host: SimulatedHost;
let one: Bot;
let cards: string[];
let thread: string[];
let faults: string[];

beforeEach(async () => {
  host = await provider();
  one = bot(new MemoryStore(), hostsOf({ [NAME]: loginTo(host) }), { policies: [policy({ timer: 240 })] });
  [cards, thread, faults] = [[], [], []];
  one.changes.follow(async (followed) => await look(followed));
  one.changes.start();
});
afterEach(async () => {
  await one.changes.stop();
  await host.close();
});

/** What Slack would be given at each step of a real change. */
async function look(followed: Followed): Promise<void> {
  const subject = await subjectOf(followed.change, one.changes);
  // By then the journal may hold more than the change that is told of.
  const journal = subject.journal.slice(0, followed.change.journal);
  const of = { ...subject, journal };
  const card = cardPage(of, NAMES, Date.now());
  const told = threadPage(followed, of, NAMES);
  cards.push(readAloud(card));
  if (told !== null) thread.push(readAloud(told));
  const pages = [card, ...(told === null ? [] : [told]), ...detailPages(of, NAMES)];
  faults.push(...pages.flatMap((page) => cardRefusals(page, PEOPLE)));
}

async function run(words: string, needs: readonly Need[] = WHOLE_STATE) {
  const plan = await planOf(hostsOf({ [NAME]: loginTo(host) }), words, { timer: 240, needs });
  const { approval } = await askedFor(one, plan);
  await confirmed(one, (await one.changes.get(approval.id))!);
  await ended(one, approval.id);
  expect(faults).toEqual([]);
  expect(one.faults).toEqual([]);
}

const steps = (card: string) => card.split('\n').filter((line) => line.startsWith('  • '));

test('a change that goes well: each step on the card, two lines in the thread', async () => {
  await run(ROUTE);
  const said = cards.map(steps).map((lines) => lines.at(-1)?.replace(/ \d\d:.*/, ''));
  for (const step of ['Begun', 'Sending timer', 'Making a new login', "Stopping the host's timer", 'Reading the table'])
    expect(said.some((line) => line?.includes(step))).toBe(true);
  expect(thread.map((text) => text.split('\n')[0])).toEqual([
    'Confirmed by @U1. It begins now.',
    `**${NAME}: the change is verified.**`,
  ]);
  expect(thread[1]).toContain('The table shows the change.');
  expect(thread[1]).toContain('@U0 asked to add a route to 10.44.40.0/24 via 10.44.20.1 · confirmed by @U1');
}, 60_000);

test('a change that cuts the bot off: the host took it back by itself, and says so', async () => {
  // Without the connections nobody sees beforehand whom it cuts off.
  await run(CUTS_OFF, PLAN_NEEDS);
  expect(cards.some((card) => card.includes('unless it is confirmed by a new login'))).toBe(true);
  expect(thread.at(-1)).toMatch(new RegExp(`^\\*\\*${NAME} reverted the change by itself\\.\\*\\*`));
  expect(thread.at(-1)).toContain(
    'let me in no more after the change, so I could not confirm it. The host took it back by',
  );
}, 60_000);
