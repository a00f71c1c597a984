/** The bot dies at the moment of the change: the host takes it back by itself, and the next bot tells so. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { click } from '../e2e/changes-said.ts';
import { ask, CHANNEL, CURE, shows, tells } from './chat.ts';
import { leftOn, saved } from './left.ts';
import { missing, named } from './missing.ts';
import { CLIENTS } from './network/index.ts';
import { routesOf } from './network/seen.ts';
import { watchRoutes } from './network/watch.ts';
import { AFTER, BEFORE } from './routes.ts';
import { openScene, type Scene } from './scene.ts';

describe.skipIf(missing !== null)(named('a bot that dies, on a real kernel'), { retry: 0 }, () => {
  let on: Scene;
  beforeAll(async () => {
    on = await openScene();
  }, 120_000);
  afterAll(() => on?.end());

  test('killed once the kernel has the route: the host reverts within its timer, and the next bot says so on the card', async () => {
    const { workspace, host } = on;
    const bot = await on.startBot();
    await ask(workspace, CURE);
    const { ts } = await shows(workspace, 'pending');
    const routes = await watchRoutes('host');
    const killed = new Promise<void>((resolve) => routes.once(CLIENTS, () => resolve(bot.kill())));
    await click(workspace, 'netops', CHANNEL, 'Confirm');
    await killed;
    expect(routesOf('host')).toEqual(AFTER);
    expect(leftOn(host).length).toBeGreaterThan(0);
    await expect.poll(() => routesOf('host'), { interval: 500, timeout: 120_000 }).toEqual(BEFORE);
    await on.startBot();
    expect((await shows(workspace, 'rolled-back', 180_000)).ts).toBe(ts);
    await tells(workspace, ts, /reverted the change by itself/);
    expect(saved(host)).not.toContain(CLIENTS);
    await expect.poll(() => leftOn(host), { timeout: 30_000 }).toEqual([]);
    routes.close();
  }, 400_000);
});
