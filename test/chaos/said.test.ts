import { expect, test } from 'vitest';
import { inLanes, tell } from '../changes/chaos.ts';
import { type Kill, lived } from './killed.ts';
import { SAYINGS, says } from './slack-calls.ts';
import { LANES } from './town.ts';

/** `VMKBOT_CHAOS=all` also kills where nothing but a look of the card is at stake. */
const ALL = process.env.VMKBOT_CHAOS === 'all';
const SAMPLED = ['the card', 'the card of the end', 'the end'];

/** Slack has done what it was asked for, or not, and nobody is there any more to hear of it. */
const killedAt =
  (saying: string, isDone: boolean, hit: (saying: string) => void): Kill =>
  async (bot, { workspace: { faults } }) => {
    const match = (call: Parameters<ReturnType<typeof says>>[0]) => {
      if (!says(saying)(call)) return false;
      bot.kill();
      hit(saying);
      return true;
    };
    const fault = isDone ? faults.loseReply({ match, count: 1 }) : faults.hang({ match, count: 1 });
    await bot.gone;
    fault.off();
  };

test('the whole bot killed while it says something, before Slack has it and behind: nothing twice, nothing untold', async () => {
  const hits: string[] = [];
  const sayings = ALL ? SAYINGS : SAMPLED;
  const cases = sayings.flatMap((saying) =>
    [false, true].map((isDone) => ({
      name: `${saying} ${isDone ? 'done' : 'begun'}`,
      kills: [killedAt(saying, isDone, (hit) => hits.push(hit))],
    })),
  );
  const outcomes = await inLanes(cases, LANES, (one) => lived(one));
  tell('the whole bot killed while it says something', outcomes);
  expect(hits).toEqual(expect.arrayContaining(SAMPLED));
  expect(outcomes.map(({ state }) => state)).toEqual(cases.map(() => 'verified'));
}, 600_000);
