/** A request that no chat would take: the plan is made as if the bot did not know its own session, and kept before a bot starts. */

import { PLAN_NEEDS } from '../../src/changes/ports.ts';
import { loadConfig } from '../../src/config.ts';
import { createMetrics } from '../../src/health/metrics.ts';
import { Live } from '../../src/live.ts';
import { silent } from '../../src/log.ts';
import { changesOf } from '../../src/start/changes.ts';
import { openStore } from '../../src/store/index.ts';
import { planOf } from '../changes/support.ts';
import { CHANNEL } from './chat.ts';
import { HOST, TIMER } from './configuration.ts';
import type { Scene } from './scene.ts';

/** The bot to come finds the request in its store and shows its card. */
export async function plant({ env, workspace }: Scene, words: string): Promise<void> {
  const config = loadConfig(env);
  const store = await openStore(config.env.VMKBOT_STORE);
  const live = new Live(config, env);
  try {
    const plan = await planOf(live, words, { name: HOST, timer: TIMER, needs: PLAN_NEEDS });
    const changes = changesOf({ config, store, live, log: silent(), metrics: createMetrics(() => 0) });
    const answer = await changes.ask(plan, workspace.person('oncall').id, {
      channel: workspace.channel(CHANNEL).id,
      ts: null,
    });
    if (answer.kind === 'refused') throw new Error(JSON.stringify(answer.refusal));
  } finally {
    await live.close();
    await store.close();
  }
}
