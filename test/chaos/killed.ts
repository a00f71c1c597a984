import type { Outcome } from '../changes/chaos.ts';
import { until } from '../changes/support.ts';
import { ASKER, asks, CHANNEL, CURES, confirms } from './people.ts';
import type { BotProcess } from './process.ts';
import { judged, type Town, town } from './town.ts';

/** Kills a process sooner or later. */
export type Kill = (bot: BotProcess, on: Town) => void | Promise<void>;

export interface Case {
  readonly name: string;
  /** Where the first process kills itself. */
  readonly point?: string;
  /** Or how one process after the other is killed, from when it is in its workspace. */
  readonly kills?: readonly Kill[];
  readonly words?: string;
  /** After how many milliseconds the first process says that it works on it. */
  readonly soonMs?: number;
}

/** One bot after the other is killed, and one more finds what they left; people go on as if it were one. */
export async function lived(given: Case): Promise<Outcome> {
  const { name, words = CURES } = given;
  const on = await town();
  let isOver = false;
  const clicking = confirms(on.workspace, () => isOver);
  try {
    const reached = await killed(on, given, words);
    const last = await on.enter();
    try {
      const isKept = (await last.changes.history(1)).length === 1;
      // Nobody has heard of it: it is typed once more.
      if (!isKept) await asks(on.workspace, words);
      await until(async () => (await last.changes.history(1)).length === 1);
      const outcome = await judged(name, on, last, reached);
      const whispers = on.workspace.whispers(CHANNEL, ASKER).map(({ text }) => text);
      if (isKept && whispers.some((text) => /, ask again/i.test(text)))
        throw new Error(`${name}: it is kept, and whoever asked was told: ${whispers.join(' ')}`);
      return outcome;
    } finally {
      await last.end();
    }
  } finally {
    isOver = true;
    await clicking;
    await on.close();
  }
}

async function killed(on: Town, { point, kills = [() => {}], soonMs }: Case, words: string): Promise<string[]> {
  const reached: string[] = [];
  for (const [i, kill] of kills.entries()) {
    const bot = on.process(point ?? null, soonMs);
    await bot.ready;
    if (i === 0) void asks(on.workspace, words).catch(() => {});
    void kill(bot, on);
    await until(() => bot.isGone() || isTold(on));
    // It ended before it came to where it was to be killed: what comes behind the end is awaited for a while.
    for (let looks = 0; looks < 100 && !bot.isGone(); looks += 1) await new Promise((done) => setTimeout(done, 20));
    bot.kill();
    await bot.gone;
    reached.push(...bot.reached());
  }
  return reached;
}

/** Something was said that stands for an end. */
function isTold({ workspace }: Town): boolean {
  const keys = workspace.messages(CHANNEL).map(({ metadata }) => String(metadata?.event_payload.key));
  return keys.some((key) => /^change\/[^/]+\/(verified|rolled-back|void)$/.test(key));
}
