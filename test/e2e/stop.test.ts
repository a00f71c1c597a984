import { afterEach, expect, test } from 'vitest';
import { type Stage, stage } from './bot.ts';
import { fenced, said, whispers } from './said.ts';

let on: Stage;
afterEach(() => on?.end());

const question = `@vmkbot check\n${fenced('shared-vmotion')}`;

test.each(['socket', 'http'] as const)(
  'an answer that Slack makes wait longer than the end does not hold it up, and who asked is told (%s)',
  async (mode) => {
    on = await stage({ mode });
    const { workspace, bot } = on;
    const limited = workspace.faults.rateLimited({ method: 'chat.postMessage', retryAfter: 3_600 });
    await workspace.as('oncall').post({ channel: 'ops', text: question });
    await workspace.until(() => limited.hits > 0);
    await bot.stop(3_000);
    expect(whispers(workspace, 'ops', 'oncall').at(-1)?.text).toContain('being restarted');
    expect(said(workspace, 'ops', 'answer')).toHaveLength(0);
  },
  30_000,
);

test('a Slack that answers nothing more does not hold up the end', async () => {
  on = await stage();
  const { workspace, bot } = on;
  const hung = workspace.faults.hang({ method: 'chat.postMessage' });
  await workspace.as('oncall').post({ channel: 'ops', text: question });
  await workspace.until(() => hung.hits > 0);
  const dead = workspace.faults.hang();
  await bot.stop(1_000);
  dead.off();
}, 30_000);
