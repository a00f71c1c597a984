import { describe, expect, test } from 'vitest';
import type { Faults, Switched, Workspace } from '../../src/lab/workspace/index.ts';
import { inLanes, type Outcome, POINTS, tell } from '../changes/chaos.ts';
import { until } from '../changes/support.ts';
import { asks, confirms } from './people.ts';
import { SAYINGS, says } from './slack-calls.ts';
import { judged, LANES, town } from './town.ts';

/** `VMKBOT_CHAOS=all` tries what is sampled otherwise. */
const ALL = process.env.VMKBOT_CHAOS === 'all';

interface Trouble {
  readonly name: string;
  /** What is the matter from the beginning. */
  readonly faults?: (workspace: Workspace) => void;
  /** What happens at a point of the journal. */
  readonly at?: (point: string, workspace: Workspace) => void;
}

/** The bot lives, and Slack fails it. */
async function passed({ name, faults, at }: Trouble): Promise<Outcome> {
  const on = await town();
  const { workspace } = on;
  const reached: string[] = [];
  let isOver = false;
  const bot = await on.enter({
    more: {
      at: (point) => {
        reached.push(point);
        at?.(point, workspace);
      },
    },
  });
  const clicking = confirms(workspace, () => isOver);
  try {
    faults?.(workspace);
    await asks(workspace);
    await until(async () => (await bot.changes.history(1)).length === 1);
    return await judged(name, on, bot, reached);
  } finally {
    isOver = true;
    await clicking;
    await bot.end();
    await on.close();
  }
}

const HOW: Readonly<Record<string, (faults: Faults, match: Parameters<Faults['loseReply']>[0]) => Switched>> = {
  'the reply is lost': (faults, match) => faults.loseReply(match),
  'the request is lost': (faults, match) => faults.loseRequest(match),
  'Slack asks to wait': (faults, match) => faults.rateLimited({ ...match, retryAfter: 1 }),
  'Slack breaks': (faults, match) => faults.serverError(match),
};

describe('Slack fails while a change runs', () => {
  test('at each thing that is said', async () => {
    const ways = Object.entries(HOW).slice(0, ALL ? undefined : 1);
    const troubles = ways.flatMap(([how, strike]) =>
      SAYINGS.map((saying): Trouble => {
        const match = { match: says(saying), count: 1 };
        return { name: `${saying}: ${how}`, faults: ({ faults }) => void strike(faults, match) };
      }),
    );
    const outcomes = await inLanes(troubles, LANES, passed);
    tell('Slack failed at what was said', outcomes);
    expect(outcomes.map(({ state }) => state)).toEqual(troubles.map(() => 'verified'));
  }, 600_000);

  test('its sockets are cut at points of the journal', async () => {
    const points = ALL ? POINTS : ['armed:written', 'end:before'];
    const troubles = points.map(
      (point): Trouble => ({
        name: `cut at ${point}`,
        at: (reached, { link }) => {
          if (reached === point) link.cut();
        },
      }),
    );
    const outcomes = await inLanes(troubles, LANES, passed);
    tell('sockets cut at points of the journal', outcomes);
    expect(outcomes.map(({ state }) => state)).toEqual(points.map(() => 'verified'));
  }, 600_000);

  test('one trouble after the other', async () => {
    const troubles: readonly Trouble[] = [
      {
        name: 'a click comes three times',
        faults: ({ faults }) => void faults.repeat({ what: 'interaction', times: 2 }),
      },
      {
        name: 'clicks and commands are lost now and then',
        faults: ({ faults }) => void faults.drop({ what: 'interaction', count: 1 }),
      },
      {
        name: 'a lost reply cannot be looked up at first',
        faults({ faults }) {
          faults.loseReply({ match: says('the end'), count: 1 });
          faults.serverError({ method: 'conversations.replies', count: 2 });
        },
      },
      {
        name: 'the card and the look for it fail',
        faults({ faults }) {
          faults.loseReply({ match: says('the card'), count: 1 });
          faults.serverError({ method: 'conversations.history', count: 2 });
        },
      },
      {
        name: 'it asks to wait for whatever is said',
        faults: ({ faults }) =>
          void faults.rateLimited({ match: ({ method }) => method.startsWith('chat.'), count: 4, retryAfter: 1 }),
      },
      {
        name: 'some of everything is lost',
        faults({ faults }) {
          const match = ({ method }: { readonly method: string }) => method.startsWith('chat.') && Math.random() < 0.3;
          faults.loseReply({ match, count: 4 });
          faults.loseRequest({ match, count: 4 });
          faults.serverError({ match, count: 4 });
        },
      },
    ];
    const all = ALL ? Array.from({ length: 5 }, () => troubles).flat() : troubles;
    const outcomes = await inLanes(all, LANES, passed);
    tell('other failures of Slack', outcomes);
    expect(outcomes.map(({ state }) => state)).toEqual(all.map(() => 'verified'));
  }, 600_000);
});
